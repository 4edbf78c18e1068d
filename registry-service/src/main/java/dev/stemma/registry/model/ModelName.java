package dev.stemma.registry.model;

/**
 * The name of a model, dataset or suite: {@code ns/name}. A name is unique in its namespace whatever its kind.
 *
 * @param namespace the namespace, the unit of permissions
 * @param name the name within it
 */
public record ModelName(String namespace, String name) implements Comparable<ModelName> {

    public ModelName {
        NameGrammar.checked("a namespace", namespace);
        NameGrammar.checked("a name", name);
    }

    /** Parses {@code ns/name}; anything else is {@code NAME_INVALID}. */
    public static ModelName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new InvalidInput(ErrorCode.NAME_INVALID, "a name is written ns/name");
        }
        return new ModelName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ModelName other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
