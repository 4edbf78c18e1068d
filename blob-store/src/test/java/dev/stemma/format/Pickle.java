package dev.stemma.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A pickle in the making, protocol 2. */
final class Pickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A pickle that has just begun. */
    static Pickle begun() {
        return new Pickle().raw(0x80, 2);
    }

    Pickle raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    Pickle raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** One-byte codes, by the letters they are. */
    Pickle codes(String letters) {
        return raw(letters.getBytes(StandardCharsets.ISO_8859_1));
    }

    Pickle text(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        return codes("X").raw(GgufFiles.number(4, raw.length)).raw(raw);
    }

    Pickle whole(long value) {
        if (value >= 0 && value < 256) {
            return codes("K").raw((int) value);
        } else if (value == (int) value) {
            return codes("J").raw(GgufFiles.number(4, value));
        }
        return raw(0x8a, 8).raw(GgufFiles.number(8, value));
    }

    Pickle global(String module, String name) {
        return codes("c" + module + "\n" + name + "\n");
    }

    /** A tuple of numbers. */
    Pickle wholes(long... values) {
        codes("(");
        for (long value : values) {
            whole(value);
        }
        return codes("t");
    }

    /** A storage, by the name of its class. */
    Pickle storage(String type, String key, long count) {
        String module = type.equals("UntypedStorage") ? "torch.storage" : "torch";
        return codes("(")
                .text("storage")
                .global(module, type)
                .text(key)
                .text("cpu")
                .whole(count)
                .codes("tQ");
    }

    /** A tensor of a storage that comes first. */
    Pickle view(String type, String key, long count, long offset, long[] sizes, long[] strides) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .codes("(")
                .storage(type, key, count)
                .whole(offset)
                .wholes(sizes)
                .wholes(strides)
                .raw(0x89)
                .global("collections", "OrderedDict")
                .codes(")RtR");
    }

    /** A tensor that is all of its storage. */
    Pickle tensor(String type, String key, long... dims) {
        return view(type, key, product(dims), 0, dims, strides(dims));
    }

    static long product(long... dims) {
        long product = 1;
        for (long dim : dims) {
            product *= dim;
        }
        return product;
    }

    /** Strides of a tensor whose elements lie back to back. */
    static long[] strides(long... dims) {
        long[] strides = new long[dims.length];
        long within = 1;
        for (int i = dims.length - 1; i >= 0; i--) {
            strides[i] = within;
            within *= dims[i];
        }
        return strides;
    }

    byte[] end() {
        return raw('.').out.toByteArray();
    }
}
