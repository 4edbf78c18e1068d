package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.FileEntry;
import dev.stemma.registry.model.FilePath;
import dev.stemma.registry.model.InvalidInput;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.ParentRef;
import dev.stemma.registry.model.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code stemma.manifest/v1} strictly. Whatever is wrong is {@code MANIFEST_INVALID} with its place; nothing is repaired, since the
 * digest is over the text as it is.
 */
final class ManifestReader {

    static final int MAX_FILES = 100_000;

    /** Room for the most files with long paths. */
    private static final int MAX_CHARACTERS = 64 * 1024 * 1024;

    private static final String SCHEMA = "stemma.manifest/v1";
    private static final int MAX_PARENTS = 64;
    private static final int MAX_DATA = 256;
    private static final String WHAT = "the manifest";

    private @Nullable String schema;
    private @Nullable Kind kind;
    private final List<FileEntry> files = new ArrayList<>();
    private boolean filesSeen;
    private Manifest.LineageRefs lineage = Manifest.LineageRefs.NONE;
    private final List<ParentRef> parents = new ArrayList<>();
    private @Nullable Digest tree;

    private ManifestReader() {}

    /**
     * The parsed form of a manifest of that kind.
     *
     * @throws InvalidInput {@code MANIFEST_INVALID}
     */
    static Manifest read(String text, Kind expected) {
        if (text.length() > MAX_CHARACTERS) {
            throw invalid("is larger than " + MAX_CHARACTERS + " characters");
        }
        if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw invalid("is not well-formed Unicode");
        }
        ManifestReader reader = new ManifestReader();
        JsonCursor.read(text, ErrorCode.MANIFEST_INVALID, WHAT, reader::field);
        return reader.finished(expected);
    }

    private void field(JsonCursor json, String key) {
        switch (key) {
            case "schema" -> schema = json.string(64);
            case "kind" -> kind = kind(json);
            case "files" -> {
                filesSeen = true;
                json.array(MAX_FILES, element -> files.add(file(element)));
            }
            case "lineage" -> lineage = lineage(json);
            case "parents" -> json.array(MAX_PARENTS, element -> parents.add(parent(element)));
            case "tree" -> tree = json.digest();
            case "suite" -> throw json.invalid("'suite' is written by a recording only; push the files without it");
            default -> throw json.unknown(key);
        }
    }

    private Manifest finished(Kind expected) {
        if (!SCHEMA.equals(schema)) {
            throw invalid("needs \"schema\": \"" + SCHEMA + "\"");
        }
        if (kind != expected) {
            throw invalid("needs \"kind\": \"" + expected.word() + "\" here");
        }
        if (!filesSeen || (files.isEmpty() && expected != Kind.DATASET)) {
            throw invalid("names no files");
        }
        if ((tree != null) != (expected == Kind.DATASET)) {
            throw invalid("'tree' belongs to datasets, and every dataset needs it");
        }
        if (expected != Kind.MODEL && !lineage.equals(Manifest.LineageRefs.NONE)) {
            throw invalid("'lineage' belongs to models");
        }
        PathRules.check(files);
        return new Manifest(expected, files, lineage, parents, Optional.ofNullable(tree), Optional.empty());
    }

    private static Kind kind(JsonCursor json) {
        String word = json.string(16);
        return Kind.ofWord(word).orElseThrow(() -> json.invalid("unknown kind '" + Printable.of(word, 16) + "'"));
    }

    private static FileEntry file(JsonCursor json) {
        FileFields fields = new FileFields();
        json.object(fields::read);
        return fields.finished(json);
    }

    private static Manifest.LineageRefs lineage(JsonCursor json) {
        LineageFields fields = new LineageFields();
        json.object(fields::read);
        return new Manifest.LineageRefs(
                Optional.ofNullable(fields.code),
                fields.data,
                Optional.ofNullable(fields.environment),
                Optional.ofNullable(fields.run));
    }

    private static ParentRef parent(JsonCursor json) {
        ParentFields fields = new ParentFields();
        json.object(fields::read);
        return fields.finished(json);
    }

    private static InvalidInput invalid(String why) {
        return new InvalidInput(ErrorCode.MANIFEST_INVALID, WHAT + " " + why);
    }

    private static final class FileFields {
        private @Nullable FilePath path;
        private long sizeBytes = -1;
        private @Nullable Digest sha256;
        private @Nullable String mediaType;

        void read(JsonCursor json, String key) {
            switch (key) {
                case "path" -> path = new FilePath(json.string(512));
                case "sizeBytes" -> sizeBytes = json.size();
                case "sha256" -> sha256 = json.digest();
                case "mediaType" -> mediaType = json.string(127);
                default -> throw json.unknown(key);
            }
        }

        FileEntry finished(JsonCursor json) {
            if (path == null || sizeBytes < 0 || sha256 == null || mediaType == null) {
                throw json.invalid("a file needs path, sizeBytes, sha256 and mediaType");
            }
            if (!mediaType.matches("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")) {
                throw json.invalid("a mediaType is written type/subtype");
            }
            return new FileEntry(path, sizeBytes, sha256, mediaType);
        }
    }

    private static final class LineageFields {
        private @Nullable Digest code;
        private final List<Digest> data = new ArrayList<>();
        private @Nullable Digest environment;
        private @Nullable Digest run;

        void read(JsonCursor json, String key) {
            switch (key) {
                case "code" -> code = json.digest();
                case "data" -> json.array(MAX_DATA, element -> data.add(element.digest()));
                case "environment" -> environment = json.digest();
                case "run" -> run = json.digest();
                default -> throw json.unknown(key);
            }
        }
    }

    private static final class ParentFields {
        private @Nullable ModelName name;
        private @Nullable Digest digest;
        private ParentRef.@Nullable Relation relation;

        void read(JsonCursor json, String key) {
            switch (key) {
                case "name" -> name = name(json);
                case "digest" -> digest = json.digest();
                case "relation" -> relation = relation(json);
                default -> throw json.unknown(key);
            }
        }

        ParentRef finished(JsonCursor json) {
            if (name == null || digest == null || relation == null) {
                throw json.invalid("a parent needs name, digest and relation");
            }
            return new ParentRef(name, digest, relation);
        }

        private static ModelName name(JsonCursor json) {
            try {
                return ModelName.parse(json.string(130));
            } catch (InvalidInput e) {
                throw json.invalid(e.getMessage() == null ? "a parent's name is ns/name" : e.getMessage());
            }
        }

        private static ParentRef.Relation relation(JsonCursor json) {
            String word = json.string(16);
            for (ParentRef.Relation relation : ParentRef.Relation.values()) {
                if (relation.word().equals(word)) {
                    return relation;
                }
            }
            throw json.invalid("unknown relation '" + Printable.of(word, 16) + "'");
        }
    }
}
