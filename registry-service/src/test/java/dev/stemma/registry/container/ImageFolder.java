package dev.stemma.registry.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder that holds what the image would hold: every COPY of the Dockerfile has been carried out below it. */
record ImageFolder(Path root) {

    static ImageFolder build(Dockerfile dockerfile, Path context, Path root) throws IOException {
        for (Dockerfile.Instruction copy : dockerfile.all("COPY")) {
            String[] fromTo = copy.rest().split("\\s+", 2);
            copyTree(context.resolve(fromTo[0]), inside(root, fromTo[1]));
        }
        return new ImageFolder(root);
    }

    /** Where an absolute path of the image lies. */
    Path path(String absolute) {
        return inside(root, absolute);
    }

    List<String> command(List<String> exec) {
        return Stream.concat(
                        Stream.of(path(exec.getFirst()).toString()),
                        exec.stream().skip(1))
                .toList();
    }

    private static Path inside(Path root, String absolute) {
        return root.resolve(absolute.substring(1));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path source : walk.toList()) {
                Path target = to.resolve(from.relativize(source).toString());
                Files.createDirectories(Files.isDirectory(source) ? target : target.getParent());
                if (Files.isRegularFile(source)) {
                    Files.copy(source, target);
                    target.toFile().setExecutable(Files.isExecutable(source));
                }
            }
        }
    }
}
