package dev.stemma.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A file as {@code torch.save} writes a state dict: every tensor with a storage of its own. */
public final class TorchZipFiles {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Item(String name, String type, byte[] raw, long zeros, long[] dims) {}

    private final String root;
    private final List<Item> items = new ArrayList<>();
    private String order = "little";

    /** An archive whose folder has this name. */
    public TorchZipFiles(String root) {
        this.root = root;
    }

    /** Says another byte order. */
    public TorchZipFiles order(String word) {
        order = word;
        return this;
    }

    /**
     * Adds a tensor.
     *
     * @param type name of its storage's class, as {@code FloatStorage}
     */
    public TorchZipFiles tensor(String name, String type, byte[] raw, long... dims) {
        items.add(new Item(name, type, raw.clone(), 0, dims.clone()));
        return this;
    }

    /** Adds a tensor of zeros that take no memory. */
    public TorchZipFiles zeros(String name, String type, long bytes, long... dims) {
        items.add(new Item(name, type, new byte[0], bytes, dims.clone()));
        return this;
    }

    /** The pickle so far. */
    byte[] pickle() {
        Pickle pickle = Pickle.begun().global("collections", "OrderedDict").codes(")R(");
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            pickle.text(item.name).tensor(item.type, Integer.toString(i), item.dims);
        }
        return pickle.codes("u").end();
    }

    /** The entries so far, before the archive's end. */
    ZipFiles zip() {
        ZipFiles zip = new ZipFiles()
                .entry(root + "/data.pkl", pickle())
                .entry(root + "/.format_version", ascii("1"))
                .entry(root + "/.storage_alignment", ascii("64"))
                .entry(root + "/byteorder", ascii(order));
        for (int i = 0; i < items.size(); i++) {
            String name = root + "/data/" + i;
            if (items.get(i).zeros > 0) {
                zip.zeros(name, items.get(i).zeros);
            } else {
                zip.entry(name, items.get(i).raw);
            }
        }
        return zip.entry(root + "/version", ascii("3\n"))
                .entry(root + "/.data/serialization_id", ascii("0".repeat(40)));
    }

    /** The file so far. */
    public SparseBytes toSparse() {
        return zip().end();
    }

    /** The file so far. */
    public byte[] toBytes() {
        return toSparse().toBytes();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
