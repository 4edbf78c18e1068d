package dev.stemma.format;

import dev.stemma.format.Tensor.Layout;
import java.io.IOException;

/** The tensors of a safetensors file: a header's length in eight bytes, a header of JSON, and the data. */
final class SafetensorsTable {
    /** The bound of the format's own reader. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    private static final int LENGTH_BYTES = 8;
    private static final int MAX_NAME_CHARS = WireReader.MAX_NAME_BYTES;
    private static final String METADATA = "__metadata__";

    private final TableBuilder table;
    private final JsonReader json;
    private final long dataStart;
    private final long dataSize;

    private SafetensorsTable(WireReader in, long headerSize) {
        this.table = new TableBuilder(in.size());
        this.dataStart = LENGTH_BYTES + headerSize;
        this.dataSize = in.size() - dataStart;
        this.json = new JsonReader(in, dataStart);
    }

    static TensorTable read(Bytes file) throws IOException, FormatException {
        WireReader in = new WireReader(file);
        long headerSize = in.littleEndian(LENGTH_BYTES, in.size());
        if (headerSize < 0 || headerSize > MAX_HEADER_BYTES || headerSize > in.size() - LENGTH_BYTES) {
            throw FormatException.malformed("The header is longer than the file, or than any header is");
        }
        return new SafetensorsTable(in, headerSize).header();
    }

    private TensorTable header() throws IOException, FormatException {
        json.expect('{');
        for (boolean first = true; json.more(first, '}'); first = false) {
            String name = json.string(MAX_NAME_CHARS);
            table.unique(name);
            json.expect(':');
            if (name.equals(METADATA)) {
                metadata();
            } else {
                tensor(name);
            }
        }
        json.expectEnd();
        return table.build();
    }

    /** Free texts, which may be long: checked, not kept. */
    private void metadata() throws IOException, FormatException {
        TableBuilder keys = new TableBuilder(0);
        json.expect('{');
        for (boolean first = true; json.more(first, '}'); first = false) {
            keys.unique(json.string(MAX_NAME_CHARS));
            json.expect(':');
            json.skipString();
        }
    }

    private void tensor(String name) throws IOException, FormatException {
        Description description = new Description();
        json.expect('{');
        for (boolean first = true; json.more(first, '}'); first = false) {
            String key = json.string(MAX_NAME_CHARS);
            json.expect(':');
            description.read(key, json);
        }
        add(name, description);
    }

    private void add(String name, Description tensor) throws FormatException {
        tensor.requireComplete();
        if (tensor.begin > tensor.end || tensor.end > dataSize) {
            throw FormatException.malformed("A tensor's data end behind the file, or before they begin");
        }
        long size = tensor.end - tensor.begin;
        long elements = tensor.shape.elements();
        int bits = bits(tensor.type);
        if (bits > 0 && (elements * bits % 8 != 0 || elements * bits / 8 != size)) {
            throw FormatException.tensor("A tensor's data have another size than its shape and type ask for");
        }
        table.add(name, elementType(tensor.type), tensor.shape.dims(), Layout.PLAIN, dataStart + tensor.begin, size);
    }

    /** What the header says of one tensor. */
    private static final class Description {
        private final TensorLayout shape = new TensorLayout();
        private String type = "";
        private boolean shaped;
        private long begin = -1;
        private long end = -1;

        void read(String key, JsonReader json) throws IOException, FormatException {
            switch (key) {
                case "dtype" -> {
                    once(type.isEmpty());
                    type = json.string(MAX_NAME_CHARS);
                }
                case "shape" -> {
                    once(!shaped);
                    shaped = true;
                    json.expect('[');
                    for (boolean first = true; json.more(first, ']'); first = false) {
                        shape.dim(json.count());
                    }
                }
                case "data_offsets" -> {
                    once(begin < 0);
                    json.expect('[');
                    begin = json.count();
                    json.expect(',');
                    end = json.count();
                    json.expect(']');
                }
                default -> throw FormatException.malformed("A tensor's description has an unknown key");
            }
        }

        private static void once(boolean first) throws FormatException {
            if (!first) {
                throw FormatException.malformed("A tensor's description has a key twice");
            }
        }

        void requireComplete() throws FormatException {
            if (type.isEmpty() || !shaped || begin < 0) {
                throw FormatException.tensor("A tensor has no type, no shape or no data");
            }
        }
    }

    private static ElementType elementType(String type) {
        return switch (type) {
            case "F64" -> ElementType.F64;
            case "F32" -> ElementType.F32;
            case "F16" -> ElementType.F16;
            case "BF16" -> ElementType.BF16;
            case "F8_E4M3", "F8_E5M2", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ" -> ElementType.F8;
            case "I64" -> ElementType.I64;
            case "I32" -> ElementType.I32;
            case "I16" -> ElementType.I16;
            case "I8" -> ElementType.I8;
            case "U64" -> ElementType.U64;
            case "U32" -> ElementType.U32;
            case "U16" -> ElementType.U16;
            case "U8" -> ElementType.U8;
            case "BOOL" -> ElementType.BOOL;
            default -> ElementType.OTHER;
        };
    }

    /** Bits of an element; 0 of types that may yet be invented, whose extent is taken as it stands. */
    private static int bits(String type) {
        return switch (type) {
            case "C64" -> 64;
            case "F6_E2M3", "F6_E3M2" -> 6;
            case "F4" -> 4;
            default -> elementType(type).bits();
        };
    }
}
