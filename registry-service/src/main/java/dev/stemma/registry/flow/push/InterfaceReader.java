package dev.stemma.registry.flow.push;

import dev.stemma.registry.model.Manifest;
import dev.stemma.registry.model.ModelInterface;
import java.util.Optional;

/** Reads how a model is called from its files, without running it. The files are hostile bytes. */
@FunctionalInterface
public interface InterfaceReader {

    /**
     * The interface, or empty when there is no single model file of a known format or it can't be read: a model that is stored need not
     * be understood. Every file of the manifest is stored.
     */
    Optional<ModelInterface> read(Manifest manifest);
}
