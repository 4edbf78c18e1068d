package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.lineage.Node;
import dev.stemma.lineage.NodeId;
import dev.stemma.lineage.NodeKind;
import dev.stemma.registry.model.ErrorCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code stemma.code/v1}: a git commit, or a tree of files where there is no git. Keys it does not need are passed over. */
final class CodeDocument {

    private static final String WHAT = "the code document";
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern CREDENTIALS =
            Pattern.compile("^[a-z0-9+.-]+://[^/@]*:[^/@]*@", Pattern.CASE_INSENSITIVE);
    private static final int SHORT = 7;

    private @Nullable String schema;
    private @Nullable String remote;
    private @Nullable String commit;
    private @Nullable Digest tree;

    private CodeDocument() {}

    static Node read(String text) {
        CodeDocument document = new CodeDocument();
        JsonCursor.read(text, ErrorCode.LINEAGE_INVALID, WHAT, document::field);
        return document.finished();
    }

    private void field(JsonCursor json, String key) {
        switch (key) {
            case "schema" -> schema = json.string(64);
            case "git" -> json.object(this::gitField);
            case "tree" -> json.object(this::treeField);
            default -> json.skip();
        }
    }

    private void gitField(JsonCursor json, String key) {
        switch (key) {
            case "commit" -> commit = commit(json);
            case "remote" -> remote = json.isNull() ? null : remote(json);
            default -> json.skip();
        }
    }

    private void treeField(JsonCursor json, String key) {
        switch (key) {
            case "sha256" -> tree = json.digest();
            default -> json.skip();
        }
    }

    private static String commit(JsonCursor json) {
        String text = json.string(64);
        if (!COMMIT.matcher(text).matches()) {
            throw json.invalid("a commit is 40 or 64 lower-case hex digits");
        }
        return text;
    }

    private static String remote(JsonCursor json) {
        String text = json.string(2048);
        if (CREDENTIALS.matcher(text).find()) {
            throw json.invalid("the git remote holds a password; cut it out before it is recorded");
        }
        return text;
    }

    private Node finished() {
        if (!"stemma.code/v1".equals(schema)) {
            throw Documents.invalid(WHAT, "needs \"schema\": \"stemma.code/v1\"");
        }
        if (commit != null) {
            String place = remote == null ? "git" : shown(remote);
            return new Node(new NodeId(NodeKind.CODE, commit), place + " " + commit.substring(0, SHORT));
        }
        if (tree != null) {
            return new Node(
                    NodeId.digest(NodeKind.CODE, tree), "files " + tree.hex().substring(0, SHORT));
        }
        throw Documents.invalid(WHAT, "needs 'git' with a commit, or 'tree' with a sha256");
    }

    /** {@code https://example.org/acme/minilm.git} as people say it: {@code example.org/acme/minilm}. */
    private static String shown(String remote) {
        return remote.replaceFirst("^[A-Za-z0-9+.-]+://", "")
                .replaceFirst("^[^/@]*@", "")
                .replaceFirst("\\.git/?$", "");
    }
}
