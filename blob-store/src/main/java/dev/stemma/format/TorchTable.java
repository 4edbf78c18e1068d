package dev.stemma.format;

import dev.stemma.format.Tensor.Layout;
import dev.stemma.format.ZipDirectory.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The tensors of a PyTorch archive, by {@code torch.save} or as TorchScript: a zip whose entries {@code data/0},
 * {@code data/1} and so on are storages, and whose {@code data.pkl} says what they are. Any other zip has none.
 */
final class TorchTable {
    /** Many times what the pickle of a large model takes. */
    private static final int MAX_PICKLE_BYTES = 16 << 20;

    private static final int MAX_ORDER_BYTES = 16;

    private final WireReader in;
    private final TableBuilder table;
    private final ZipDirectory zip;
    private final String root;
    private final List<Place> places = new ArrayList<>();
    private boolean bigEndian;

    /** Where an entry lies, with its header. */
    private record Place(long start, long end) {}

    private TorchTable(WireReader in, TableBuilder table, ZipDirectory zip, String root) {
        this.in = in;
        this.table = table;
        this.zip = zip;
        this.root = root;
    }

    static TensorTable read(Bytes file) throws IOException, FormatException {
        WireReader in = new WireReader(file);
        TableBuilder table = new TableBuilder(in.size());
        ZipDirectory zip = ZipDirectory.read(in, table);
        String first = zip.entries().stream().findFirst().map(Entry::name).orElse("");
        return new TorchTable(in, table, zip, first.substring(0, first.indexOf('/') + 1)).tensors();
    }

    /** All entries lie in one folder, that of the first one. */
    private TensorTable tensors() throws IOException, FormatException {
        if (zip.stored(root + "data.pkl").isEmpty()) {
            throw FormatException.malformed("The zip archive is none of PyTorch's");
        }
        bigEndian = isBigEndian();
        archive("data", "");
        archive("constants", "constants");
        checkPlaces();
        return table.build();
    }

    /** Older versions say nothing, and were never seen to write anything but little-endian. */
    private boolean isBigEndian() throws IOException, FormatException {
        Optional<Entry> order = zip.stored(root + "byteorder");
        if (order.isEmpty()) {
            return false;
        } else if (order.get().sizeBytes() > MAX_ORDER_BYTES) {
            throw FormatException.malformed("The byte order is no word");
        }
        in.position(place(order.get()));
        return !in.text(order.get().sizeBytes()).equals("little");
    }

    /** Storages and the pickle that describes them. */
    private void archive(String name, String path) throws IOException, FormatException {
        Optional<Entry> pickle = zip.stored(root + name + ".pkl");
        if (pickle.isEmpty()) {
            return;
        }
        TorchObjects objects = objects(pickle.get(), path);
        String folder = root + name + "/";
        for (Entry entry : zip.entries()) {
            if (entry.stored() && entry.name().startsWith(folder)) {
                add(entry, name, objects.storage(entry.name().substring(folder.length())));
            }
        }
    }

    private TorchObjects objects(Entry pickle, String path) throws IOException, FormatException {
        if (pickle.sizeBytes() > MAX_PICKLE_BYTES) {
            throw FormatException.limit("The pickle has more than " + (MAX_PICKLE_BYTES >> 20) + " MiB");
        }
        PickleStack stack = new PickleStack();
        TorchObjects objects = new TorchObjects(stack);
        in.position(place(pickle));
        PickleValue all = PickleWalker.walk(in, in.position() + pickle.sizeBytes(), stack, objects);
        TorchNames.name(all, path, stack);
        return objects;
    }

    private void add(Entry entry, String archive, Optional<TorchStorage> described)
            throws IOException, FormatException {
        long start = place(entry);
        if (described.isEmpty()) {
            long[] bytes = {entry.sizeBytes()};
            table.add(entry.name().substring(root.length()), ElementType.OTHER, bytes, Layout.PLAIN, start, bytes[0]);
            return;
        }
        TorchStorage storage = described.get();
        if (storage.sizeBytes() != entry.sizeBytes()) {
            throw FormatException.tensor("A storage has another size than its type and length ask for");
        }
        ElementType type = bigEndian ? ElementType.OTHER : storage.type().elementType();
        long[] dims = storage.dims().stream().mapToLong(Long::longValue).toArray();
        table.add(storage.name(archive), type, dims, Layout.PLAIN, start, entry.sizeBytes());
    }

    private long place(Entry entry) throws IOException, FormatException {
        long start = zip.dataStart(entry);
        places.add(new Place(entry.headerStart(), start + entry.sizeBytes()));
        return start;
    }

    private void checkPlaces() throws FormatException {
        places.sort(Comparator.comparingLong(Place::start));
        long end = 0;
        for (Place place : places) {
            if (place.start < end) {
                throw FormatException.malformed("Two entries overlap");
            }
            end = place.end;
        }
    }
}
