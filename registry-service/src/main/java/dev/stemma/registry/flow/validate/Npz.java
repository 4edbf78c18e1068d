package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** NumPy's zip archive of arrays, each in a file {@code NAME.npy}. */
final class Npz {
    private static final int MAX_ARRAYS = 256;
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    private Npz() {}

    /** Reads the arrays of at most {@link Tensor#MAX_BYTES} in all, however small the archive is. */
    static List<Tensor> read(String path, byte[] file) throws Unusable {
        List<Tensor> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long left = Tensor.MAX_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = name(path, entry.getName());
                if (tensors.size() == MAX_ARRAYS || !names.add(name)) {
                    throw Unusable.suite(path + " holds an array twice, or more than " + MAX_ARRAYS);
                }
                byte[] array = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE));
                left -= array.length;
                if (left < 0) {
                    throw Unusable.suite(path + " holds more than 64 MiB");
                }
                tensors.add(Npy.read(name, array));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Unusable.suite(path + " is a damaged archive");
        }
        if (tensors.isEmpty()) {
            throw Unusable.suite(path + " holds no arrays");
        }
        return tensors;
    }

    private static String name(String path, String entry) throws Unusable {
        if (!entry.endsWith(".npy") || entry.length() > 516) {
            throw Unusable.suite(path + " holds something that is no array");
        }
        return entry.substring(0, entry.length() - 4);
    }

    /** Writes an archive whose bytes depend on the tensors alone. */
    static byte[] write(List<Tensor> tensors) throws Unusable {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Tensor tensor : tensors) {
                byte[] array = Npy.write(tensor);
                zip.putNextEntry(entry(tensor.name() + ".npy", array));
                zip.write(array);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static ZipEntry entry(String name, byte[] content) {
        ZipEntry entry = new ZipEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setTimeLocal(EPOCH);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        return entry;
    }
}
