package dev.stemma.format;

import dev.stemma.format.PickleValue.Global;
import dev.stemma.format.PickleValue.Group;
import dev.stemma.format.PickleValue.Plain;
import dev.stemma.format.PickleValue.Stored;
import dev.stemma.format.PickleValue.Text;
import dev.stemma.format.PickleValue.View;
import dev.stemma.format.PickleValue.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What PyTorch's pickles say of storages and tensors, without anything being made of it. */
final class TorchObjects {
    private static final String UTILS = "torch._utils.";
    private static final int STORAGE_BYTES = 160;
    private static final int VIEW_BYTES = 48;
    /** Arguments of those functions that make tensors: storage, offset, sizes, strides. */
    private static final int VIEW_ARGS = 4;

    private static final int DTYPE_ARG = 6;

    private final PickleStack stack;
    private final Map<String, TorchStorage> storages = new LinkedHashMap<>();

    TorchObjects(PickleStack stack) {
        this.stack = stack;
    }

    /** The storage of a key, if the pickle says of what type it is. */
    Optional<TorchStorage> storage(String key) {
        return Optional.ofNullable(storages.get(key));
    }

    /** What a persistent id stands for: {@code ('storage', class, key, device, count)}. */
    PickleValue persistent(PickleValue id) throws FormatException {
        if (!(id instanceof Group group)) {
            return Plain.OTHER;
        }
        List<PickleValue> parts = group.values();
        if (parts.size() < 5
                || !(parts.get(0) instanceof Text(String kind))
                || !kind.equals("storage")
                || !(parts.get(1) instanceof Global(String className))
                || !(parts.get(2) instanceof Text(String key))
                || !(parts.get(4) instanceof Whole(long count))) {
            return Plain.OTHER;
        }
        Optional<TorchType> type = TorchType.ofStorage(className);
        return type.isEmpty() ? Plain.OTHER : new Stored(storage(key, type.get(), count));
    }

    private TorchStorage storage(String key, TorchType type, long count) throws FormatException {
        TorchStorage known = storages.get(key);
        if (known == null) {
            stack.charge(STORAGE_BYTES);
            known = new TorchStorage(key, type, count);
            storages.put(key, known);
        } else {
            known.requireSame(type, count);
        }
        return known;
    }

    /** What a function or class makes of arguments: a tensor, or something that may hold some. */
    PickleValue made(PickleValue callable, PickleValue args) throws FormatException {
        if (!(callable instanceof Global(String name)) || !(args instanceof Group group)) {
            return other(args);
        }
        List<PickleValue> values = group.values();
        return switch (name) {
            case UTILS + "_rebuild_tensor_v2", UTILS + "_rebuild_tensor", UTILS + "_rebuild_qtensor" ->
                view(args, values, null);
            case UTILS + "_rebuild_tensor_v3" ->
                view(args, values, values.size() > DTYPE_ARG ? values.get(DTYPE_ARG) : Plain.OTHER);
            case UTILS + "_rebuild_parameter", UTILS + "_rebuild_parameter_with_state", "torch.Size" ->
                values.isEmpty() ? Plain.OTHER : values.getFirst();
            case "torch._tensor._rebuild_from_type_v2" -> ofType(args, values);
            default -> other(args);
        };
    }

    /** {@code (function, class, arguments, state)}; the arguments are never those of this function again. */
    private PickleValue ofType(PickleValue args, List<PickleValue> values) throws FormatException {
        boolean nested = values.size() < 3
                || (values.getFirst() instanceof Global(String name) && name.endsWith("_rebuild_from_type_v2"));
        return nested ? other(args) : made(values.get(0), values.get(2));
    }

    private PickleValue other(PickleValue args) throws FormatException {
        Group made = stack.group();
        stack.keep(made, "", args);
        return made;
    }

    private PickleValue view(PickleValue args, List<PickleValue> values, @Nullable PickleValue dtype)
            throws FormatException {
        if (values.size() < VIEW_ARGS
                || !(values.get(0) instanceof Stored(TorchStorage storage))
                || !(values.get(1) instanceof Whole(long offset))) {
            return other(args);
        }
        TorchType type = dtype == null
                ? storage.declared()
                : dtype instanceof Global(String name) ? TorchType.ofDtype(name) : TorchType.UNTYPED;
        storage.viewedAs(type);
        stack.charge(VIEW_BYTES);
        List<Long> dims = offset == 0
                ? TorchShape.whole(values.get(2), values.get(3), storage.sizeBytes() / type.sizeBytes())
                : null;
        if (dims != null) {
            stack.charge(24L * dims.size());
            storage.wholly(null, dims);
        }
        return new View(storage, dims);
    }
}
