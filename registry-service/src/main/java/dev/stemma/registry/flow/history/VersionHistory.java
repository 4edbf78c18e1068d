package dev.stemma.registry.flow.history;

import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.Label;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Selector;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.access.Caller;
import dev.stemma.registry.model.access.ReadScope;
import jakarta.enterprise.context.ApplicationScoped;

/** The versions of a name: list, show, label, yank. */
@ApplicationScoped
public class VersionHistory {

    /**
     * A version.
     *
     * @param readable what the caller may read, which decides what is said of parents
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public VersionView show(Kind kind, ModelName name, Selector selector, ReadScope readable) {
        throw new UnsupportedOperationException();
    }

    /** What is shown beside a version at hand, such as one just committed. */
    public VersionView view(Version version, ReadScope readable) {
        throw new UnsupportedOperationException();
    }

    /**
     * All versions, newest first.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND}
     */
    public Page<VersionView> list(Kind kind, ModelName name, PageRequest page, ReadScope readable) {
        throw new UnsupportedOperationException();
    }

    /**
     * Gives a label to a version; the same one again changes nothing.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     * @throws dev.stemma.registry.model.Conflict {@code LABEL_TAKEN}
     */
    public VersionView addLabel(Kind kind, ModelName name, Selector selector, Label label, Caller caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * Withdraws a version: {@code @latest} passes over it, no alias or stage can be moved to it. Aliases and stages that hold it keep it,
     * and the answer names them.
     *
     * @param reason why
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public VersionView yank(Kind kind, ModelName name, Selector selector, String reason, Caller caller) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes a yank back.
     *
     * @throws dev.stemma.registry.model.NotFound {@code NAME_NOT_FOUND VERSION_NOT_FOUND}
     */
    public VersionView unyank(Kind kind, ModelName name, Selector selector, String reason, Caller caller) {
        throw new UnsupportedOperationException();
    }
}
