package dev.stemma.format;

import dev.stemma.format.Tensor.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tensors of a GGUF file, version 2 or 3, little-endian: counts, metadata, descriptions, and the data. */
final class GgufTable {
    private static final int MAGIC_BYTES = 4;
    private static final int MAX_RANK = 4;
    private static final int MAX_METADATA = 200_000;
    private static final int MAX_KEY_BYTES = 65_535;
    private static final String ALIGNMENT = "general.alignment";
    private static final long USUAL_ALIGNMENT = 32;
    /** What the smallest metadata entry and the smallest description take. */
    private static final int ENTRY_BYTES = 13;

    private static final int DESCRIPTION_BYTES = 24;

    private final WireReader in;
    private final GgufValues values;
    private final TableBuilder table;
    private final List<Described> described = new ArrayList<>();
    private long alignment;

    /** A tensor whose place is known only once all descriptions are read. */
    private record Described(String name, ElementType type, List<Long> dims, long offset, long sizeBytes) {}

    private GgufTable(WireReader in) {
        this.in = in;
        this.values = new GgufValues(in);
        this.table = new TableBuilder(in.size());
    }

    static TensorTable read(Bytes file) throws IOException, FormatException {
        return new GgufTable(new WireReader(file)).header();
    }

    private TensorTable header() throws IOException, FormatException {
        in.position(MAGIC_BYTES);
        long version = in.littleEndian(4, in.size());
        if (version != 2 && version != 3) {
            throw FormatException.malformed("The version is not known, or the file is big-endian");
        }
        long tensors = bounded(values.count(DESCRIPTION_BYTES), TableBuilder.MAX_TENSORS);
        long entries = bounded(values.count(ENTRY_BYTES), MAX_METADATA);
        for (long i = 0; i < entries; i++) {
            entry();
        }
        for (long i = 0; i < tensors; i++) {
            tensor();
        }
        place();
        return table.build();
    }

    private static long bounded(long count, long most) throws FormatException {
        if (count > most) {
            throw FormatException.limit("More than " + most + " entries or tensors");
        }
        return count;
    }

    private void entry() throws IOException, FormatException {
        long length = bounded(values.count(1), MAX_KEY_BYTES);
        boolean aligns = length == ALIGNMENT.length() && in.text(length).equals(ALIGNMENT);
        if (length != ALIGNMENT.length()) {
            in.position(in.position() + length);
        }
        int type = values.type();
        if (aligns) {
            align(type);
        } else {
            values.skip(type);
        }
    }

    private void align(int type) throws IOException, FormatException {
        if (type != GgufValues.UINT32 || alignment != 0) {
            throw FormatException.malformed("The alignment is no number, or stands twice");
        }
        alignment = in.littleEndian(4, in.size());
        if (Long.bitCount(alignment) != 1) {
            throw FormatException.malformed("The alignment is no power of two");
        }
    }

    private void tensor() throws IOException, FormatException {
        String name = in.name(values.count(1));
        table.unique(name);
        long rank = in.littleEndian(4, in.size());
        if (rank > MAX_RANK) {
            throw FormatException.tensor("A tensor has more than " + MAX_RANK + " dimensions");
        }
        long[] inner = new long[(int) rank];
        for (int i = 0; i < rank; i++) {
            inner[i] = in.littleEndian(8, in.size());
        }
        Optional<GgmlType> type = GgmlType.of(in.littleEndian(4, in.size()));
        long offset = in.littleEndian(8, in.size());
        if (type.isPresent()) {
            describe(name, type.get(), inner, offset);
        }
    }

    /** GGML counts dimensions from the innermost. */
    private void describe(String name, GgmlType type, long[] inner, long offset) throws FormatException {
        TensorLayout shape = new TensorLayout();
        for (int i = inner.length - 1; i >= 0; i--) {
            shape.dim(inner[i]);
        }
        List<Long> dims = Arrays.stream(shape.dims()).boxed().toList();
        long sizeBytes = type.bytes(shape.elements(), inner.length == 0 ? 1 : inner[0]);
        described.add(new Described(name, type.type(), dims, offset, sizeBytes));
    }

    private void place() throws FormatException {
        long unit = alignment == 0 ? USUAL_ALIGNMENT : alignment;
        long start = (in.position() + unit - 1) / unit * unit;
        for (Described tensor : described) {
            if (tensor.offset < 0 || tensor.offset > in.size() || tensor.offset % unit != 0) {
                throw FormatException.malformed("A tensor's data are not aligned, or start behind the file");
            }
            long[] dims = tensor.dims.stream().mapToLong(Long::longValue).toArray();
            table.add(tensor.name, tensor.type, dims, Layout.PLAIN, start + tensor.offset, tensor.sizeBytes);
        }
    }
}
