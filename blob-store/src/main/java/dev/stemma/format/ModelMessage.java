package dev.stemma.format;

import dev.stemma.format.FieldTypes.Coding;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** ModelProto. */
final class ModelMessage extends OnnxMessage {
    static final FieldTypes FIELDS = FieldTypes.none()
            .with(Coding.VARINT, 1, 5)
            .with(Coding.BYTES, 2, 3, 4, 6)
            .with(Coding.ONE_MESSAGE, 7)
            .with(Coding.MESSAGE, 8, 14, 20, 25, 26);
    private static final int MAX_OPSETS = 1000;
    private static final int MAX_METADATA = 1000;
    private static final long MAX_METADATA_CHARS = 256 * 1024;

    private final TreeMap<String, Long> opsets = new TreeMap<>();
    private final TreeMap<String, String> metadata = new TreeMap<>();
    private final FunctionCalls functions;
    private long irVersion;
    private String producerName = "";
    private String producerVersion = "";
    private long metadataChars;
    private @Nullable GraphMessage graph;

    ModelMessage(OnnxScan scan) {
        super(scan, FIELDS);
        functions = new FunctionCalls(scan);
    }

    @Override
    Message child(int field) throws FormatException {
        return switch (field) {
            case 7 -> mainGraph();
            case 8 -> new OpsetMessage(scan, this::opset);
            case 14 -> new EntryMessage(scan, this::property);
            case 20 -> new TrainingMessage(scan, functions.main());
            case 25 -> new FunctionMessage(scan, functions);
            default -> Ignored.MESSAGE;
        };
    }

    private GraphMessage mainGraph() throws FormatException {
        GraphMessage message = GraphMessage.main(scan, functions.main());
        graph = message;
        return message;
    }

    @Override
    void varint(int field, long value) {
        if (field == 1) {
            irVersion = value;
        }
    }

    @Override
    void bytes(int field, WireReader in, long length) throws IOException, FormatException {
        if (field == 2) {
            producerName = in.name(length);
        } else if (field == 3) {
            producerVersion = in.name(length);
        }
    }

    private void opset(String domain, long version) throws FormatException {
        if (opsets.size() >= MAX_OPSETS) {
            throw FormatException.limit("More than " + MAX_OPSETS + " operator sets");
        }
        opsets.put(domain, version);
    }

    private void property(String key, String value) throws FormatException {
        metadataChars += key.length() + value.length();
        if (metadata.size() >= MAX_METADATA || metadataChars > MAX_METADATA_CHARS) {
            throw FormatException.limit("More metadata than " + MAX_METADATA + " entries or 256 KiB");
        }
        metadata.put(key, value);
    }

    OnnxModel summary() throws FormatException {
        if (graph == null) {
            throw FormatException.malformed("The file holds no graph");
        }
        List<OnnxValue> inputs = graph.inputs().stream()
                .filter(input -> !scan.initializers.contains(input.name()))
                .toList();
        return new OnnxModel(
                irVersion,
                (producerName + " " + producerVersion).strip(),
                Collections.unmodifiableSortedMap(opsets),
                new OnnxModel.Graph(
                        inputs,
                        List.copyOf(graph.outputs()),
                        scan.nodes,
                        Collections.unmodifiableSortedMap(scan.operators),
                        scan.depth),
                new OnnxModel.Tensors(graph.tensors(), scan.parameters, List.copyOf(scan.external)),
                functions.summary(),
                Collections.unmodifiableSortedMap(metadata),
                scan.unknownFields);
    }
}
