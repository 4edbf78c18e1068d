package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** NumPy's format for one array (NEP 1, versions 1 to 3): little endian and C order; numbers, booleans and fixed-width Unicode. */
final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 64 * 1024;
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile(
            "\\s*\\{\\s*'descr'\\s*:\\s*'([^']{2,20})'\\s*,\\s*'fortran_order'\\s*:\\s*(True|False)\\s*,"
                    + "\\s*'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)\\s*,?\\s*\\}\\s*");
    private static final Map<String, ElementType> TYPES = Map.ofEntries(
            Map.entry("<f4", ElementType.FLOAT32),
            Map.entry("<f8", ElementType.FLOAT64),
            Map.entry("<f2", ElementType.FLOAT16),
            Map.entry("|i1", ElementType.INT8),
            Map.entry("|u1", ElementType.UINT8),
            Map.entry("|b1", ElementType.BOOL),
            Map.entry("<i2", ElementType.INT16),
            Map.entry("<u2", ElementType.UINT16),
            Map.entry("<i4", ElementType.INT32),
            Map.entry("<u4", ElementType.UINT32),
            Map.entry("<i8", ElementType.INT64),
            Map.entry("<u8", ElementType.UINT64));
    private static final Map<ElementType, String> DESCRIPTIONS =
            TYPES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private Npy() {}

    static Tensor read(String name, byte[] file) throws Unusable {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        Matcher header = HEADER.matcher(header(name, file, in));
        if (!header.matches()) {
            throw unusable(name, "has a header that can't be read");
        } else if (header.group(2).equals("True")) {
            throw unusable(name, "is in Fortran order; save it in C order");
        }
        List<Long> shape = shape(name, header.group(3));
        try {
            return tensor(name, header.group(1), shape, in.slice());
        } catch (IllegalArgumentException e) {
            throw unusable(name, "does not fit together: " + e.getMessage());
        }
    }

    private static Unusable unusable(String name, String what) {
        return Unusable.suite("Array " + name + " " + what);
    }

    private static String header(String name, byte[] file, ByteBuffer in) throws Unusable {
        if (in.remaining() < 12 || !Arrays.equals(file, 0, 6, MAGIC, 0, 6)) {
            throw unusable(name, "is no .npy file");
        }
        int version = in.get(6);
        in.position(8);
        int length = version == 1 ? in.getShort() & 0xffff : in.getInt();
        if (version < 1 || version > 3 || length < 0 || length > MAX_HEADER || length > in.remaining()) {
            throw unusable(name, "has a header that can't be read");
        }
        byte[] text = new byte[length];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static List<Long> shape(String name, String text) throws Unusable {
        List<Long> shape = new ArrayList<>();
        for (String dim : text.split(",", -1)) {
            if (!dim.isBlank()) {
                if (!dim.strip().matches("\\d{1,18}") || shape.size() == 32) {
                    throw unusable(name, "has an impossible shape");
                }
                shape.add(Long.parseLong(dim.strip()));
            }
        }
        return shape;
    }

    private static Tensor tensor(String name, String description, List<Long> shape, ByteBuffer data) throws Unusable {
        if (description.matches("<U\\d{1,6}")) {
            return strings(name, Integer.parseInt(description.substring(2)), shape, data);
        }
        ElementType type = TYPES.get(description);
        if (type == null) {
            throw unusable(name, "has the type " + description + ", which suites can't hold");
        }
        return new Tensor(name, type, shape, data);
    }

    /** Each element takes a fixed number of UTF-32 characters, filled up with zeros. */
    private static Tensor strings(String name, int width, List<Long> shape, ByteBuffer data) {
        List<String> texts = new ArrayList<>();
        ByteBuffer in = data.order(ByteOrder.LITTLE_ENDIAN);
        while (width > 0 && in.remaining() >= 4 * width) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < width; i++) {
                int character = in.getInt();
                if (character != 0) {
                    text.appendCodePoint(character);
                }
            }
            texts.add(text.toString());
        }
        return Tensor.ofStrings(name, shape, texts);
    }

    static byte[] write(Tensor tensor) throws Unusable {
        if (tensor.type() == ElementType.STRING) {
            return writeStrings(tensor);
        }
        String description = DESCRIPTIONS.get(tensor.type());
        if (description == null) {
            throw unusable(tensor.name(), "is " + tensor.type().label() + ", which .npz files can't hold");
        }
        return file(description, tensor.shape(), tensor.data());
    }

    private static byte[] writeStrings(Tensor tensor) {
        List<int[]> texts =
                tensor.texts().stream().map(text -> text.codePoints().toArray()).toList();
        int width =
                Math.max(1, texts.stream().mapToInt(text -> text.length).max().orElse(1));
        ByteBuffer data =
                ByteBuffer.allocate(Math.multiplyExact(4 * width, texts.size())).order(ByteOrder.LITTLE_ENDIAN);
        for (int[] text : texts) {
            for (int i = 0; i < width; i++) {
                data.putInt(i < text.length ? text[i] : 0);
            }
        }
        return file("<U" + width, tensor.shape(), data.flip());
    }

    private static byte[] file(String description, List<Long> shape, ByteBuffer data) {
        String dims = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String tuple = shape.size() == 1 ? "(" + dims + ",)" : "(" + dims + ")";
        String header = "{'descr': '" + description + "', 'fortran_order': False, 'shape': " + tuple + ", }";
        int unpadded = MAGIC.length + 4 + header.length() + 1;
        String padded = header + " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
        ByteBuffer out = ByteBuffer.allocate(MAGIC.length + 4 + padded.length() + data.remaining())
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded.length());
        out.put(padded.getBytes(StandardCharsets.ISO_8859_1)).put(data);
        return out.array();
    }
}
