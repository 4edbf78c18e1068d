package dev.stemma.registry.flow.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A suite: its cases, by folder name, and what its {@code suite.yaml} asks for. */
record Suite(SuiteConfig config, List<SuiteCase> cases) {
    private static final String CONFIG = "suite.yaml";
    private static final int MAX_CASES = 1000;

    /** Reads the layout; tensors are read case by case, later. */
    static Suite read(VersionFiles files) throws IOException, Unusable {
        Map<String, List<String>> folders = new TreeMap<>();
        for (String path : files.paths()) {
            int slash = path.lastIndexOf('/');
            folders.computeIfAbsent(slash < 0 ? "" : path.substring(0, slash), folder -> new ArrayList<>())
                    .add(path.substring(slash + 1));
        }
        List<SuiteCase> cases = new ArrayList<>();
        for (Map.Entry<String, List<String>> folder : folders.entrySet()) {
            @Nullable SuiteCase found = SuiteCase.in(files, folder.getKey(), folder.getValue());
            if (found != null) {
                cases.add(found);
            }
        }
        check(cases);
        return new Suite(config(files), cases);
    }

    private static void check(List<SuiteCase> cases) throws Unusable {
        if (cases.isEmpty()) {
            throw Unusable.suite(
                    "The suite has no cases: put inputs.npz, inputs.json or input_0.pb into a folder for each");
        } else if (cases.size() > MAX_CASES) {
            throw Unusable.suite("The suite has " + cases.size() + " cases; at most " + MAX_CASES + " are taken");
        } else if (cases.getFirst().id().isEmpty()) {
            throw Unusable.suite("Inputs lie at the suite's top; put each case into a folder");
        }
    }

    private static SuiteConfig config(VersionFiles files) throws IOException, Unusable {
        if (!files.paths().contains(CONFIG)) {
            return SuiteConfig.DEFAULT;
        } else if (files.sizeBytes(CONFIG) > SuiteYaml.MAX_BYTES) {
            throw Unusable.suite("suite.yaml is larger than 256 KiB");
        }
        return SuiteYaml.read(FileBytes.readAll(files, CONFIG));
    }

    /** What validating needs, and recording makes. */
    void requireExpectations() throws Unusable {
        for (SuiteCase each : cases) {
            if (!each.hasExpectations()) {
                throw Unusable.suite(
                        "Case " + each.id() + " has no expected outputs; record them with a version you trust");
            }
        }
    }
}
