package dev.stemma.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A storage of a PyTorch archive, which is one entry of it, and what a pickle says of it. */
final class TorchStorage {
    private final String key;
    private final TorchType declared;
    private final long sizeBytes;
    private TorchType type;
    private boolean viewed;
    private boolean mixed;
    private @Nullable List<Long> dims;
    private @Nullable String name;

    TorchStorage(String key, TorchType declared, long count) throws FormatException {
        if (count < 0 || count > Long.MAX_VALUE / declared.sizeBytes()) {
            throw FormatException.tensor("A storage has more elements than can be counted");
        }
        this.key = key;
        this.declared = declared;
        this.type = declared;
        this.sizeBytes = count * declared.sizeBytes();
    }

    /** Checks that what is said of a storage a second time is the same. */
    void requireSame(TorchType otherDeclared, long otherCount) throws FormatException {
        if (otherDeclared != declared || otherCount != sizeBytes / declared.sizeBytes()) {
            throw FormatException.tensor("A storage has two types or sizes");
        }
    }

    /** Takes note of the type of a tensor in it: that of a storage that has one, or its own; two types are none. */
    void viewedAs(TorchType viewType) {
        mixed |= viewed && type != viewType;
        viewed = true;
        type = viewType;
    }

    /** Takes note of a tensor that is all of it; the first one that has a name counts, or else the first one. */
    void wholly(@Nullable String tensorName, List<Long> tensorDims) {
        if (dims == null || (name == null && tensorName != null)) {
            dims = tensorDims;
            name = tensorName;
        }
    }

    String key() {
        return key;
    }

    TorchType declared() {
        return declared;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** What its elements are: of the type that it has or, having none, that all its tensors have. */
    TorchType type() {
        return mixed ? TorchType.UNTYPED : type;
    }

    /** The dimensions of the tensor that is all of it, or else how many elements it has. */
    List<Long> dims() {
        return dims == null || mixed ? List.of(sizeBytes / type().sizeBytes()) : dims;
    }

    /** The name of the tensor that is all of it, or else a name made of its key. */
    String name(String archive) {
        return name == null || mixed ? archive + "/" + key : name;
    }
}
