package dev.stemma.registry.flow.push;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ModelName;

/** Which data set a data document speaks of. */
sealed interface DataOrigin {

    /**
     * A version of a dataset in this registry.
     *
     * @param name the dataset
     * @param digest of the version's manifest
     */
    record Registered(ModelName name, Digest digest) implements DataOrigin {}

    /**
     * Content, whether or not it is registered.
     *
     * @param tree its Merkle digest
     * @param label what the pusher calls it
     */
    record Hashed(Digest tree, String label) implements DataOrigin {}

    /**
     * Something elsewhere.
     *
     * @param url where
     * @param label what the pusher calls it
     */
    record External(String url, String label) implements DataOrigin {}
}
