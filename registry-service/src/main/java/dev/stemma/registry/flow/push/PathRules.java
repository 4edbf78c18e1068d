package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Printable;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the files of a manifest must keep to among each other, so that they can be created side by side on any system: sorted, no two the
 * same when case is ignored, none a folder of another.
 */
final class PathRules {

    private PathRules() {}

    static void check(List<FileEntry> files) {
        Set<String> folded = new HashSet<>();
        long total = 0;
        for (int i = 0; i < files.size(); i++) {
            FilePath path = files.get(i).path();
            if (i > 0 && files.get(i - 1).path().compareTo(path) >= 0) {
                throw invalid(path, "stands out of order: files are sorted by the bytes of their paths, each once");
            }
            if (!folded.add(folded(path.value()))) {
                throw invalid(path, "differs from another only by case");
            }
            total += files.get(i).sizeBytes();
            if (total < 0) {
                throw new InvalidInput(ErrorCode.MANIFEST_INVALID, "the sizes of the files add up to more than 2^63-1");
            }
        }
        for (FileEntry file : files) {
            checkFolders(file.path(), folded);
        }
    }

    private static void checkFolders(FilePath path, Set<String> files) {
        String folded = folded(path.value());
        for (int slash = folded.indexOf('/'); slash >= 0; slash = folded.indexOf('/', slash + 1)) {
            if (files.contains(folded.substring(0, slash))) {
                throw invalid(path, "lies in a folder whose name another file has");
            }
        }
    }

    /** Upper case first, so that letters that only meet there, such as the two small sigmas, fold to one. */
    private static String folded(String path) {
        return Normalizer.normalize(path.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static InvalidInput invalid(FilePath path, String why) {
        return new InvalidInput(
                ErrorCode.MANIFEST_INVALID, "the manifest's file '" + Printable.of(path.value(), 80) + "' " + why);
    }
}
