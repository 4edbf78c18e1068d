package dev.stemma.registry.outbound.onnx;

import dev.stemma.registry.model.validation.ElementType;
import dev.stemma.registry.model.validation.ReportCode;
import dev.stemma.registry.model.validation.RunRequest;
import dev.stemma.registry.model.validation.RunResult;
import dev.stemma.registry.model.validation.RunSink;
import dev.stemma.registry.model.validation.Tensor;
import dev.stemma.registry.worker.Wire;
import dev.stemma.registry.worker.WorkerTensor;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The talk with one worker. An IOException here means that the worker died or broke the rules, unless it is {@link CallerFailed}. */
final class Conversation {
    private final String job;
    private final RunRequest request;
    private final RunSink sink;
    private final long maxOutputBytes;
    private final DataInputStream in;
    private final DataOutputStream out;
    private boolean loaded;
    private Duration loadTime = Duration.ZERO;

    Conversation(String job, RunRequest request, RunSink sink, long maxOutputBytes, Worker worker) {
        this.job = job;
        this.request = request;
        this.sink = sink;
        this.maxOutputBytes = maxOutputBytes;
        this.in = worker.answers();
        this.out = worker.commands();
    }

    /** Inputs can't be loaded, or the sink gave up: the fault of neither worker nor model. */
    static final class CallerFailed extends IOException {
        private static final long serialVersionUID = 1;
        private final IOException reason;

        CallerFailed(IOException reason) {
            super(reason);
            this.reason = reason;
        }

        IOException reason() {
            return reason;
        }
    }

    boolean loaded() {
        return loaded;
    }

    RunResult hold(String modelFile) throws IOException {
        open(modelFile);
        int answer = in.readUnsignedByte();
        if (answer == Wire.FAILED) {
            return failure();
        }
        require(answer == Wire.LOADED);
        loadTime = Duration.ofNanos(in.readLong());
        loaded = true;
        for (int i = 0; i < request.cases().size(); i++) {
            for (int repetition = 0; repetition < request.repeat(); repetition++) {
                send(inputs(request.cases().get(i)));
                answer = in.readUnsignedByte();
                if (answer == Wire.FAILED) {
                    return failure();
                }
                require(answer == Wire.OUTPUT);
                receive(i, repetition);
            }
        }
        return end();
    }

    private void open(String modelFile) throws IOException {
        out.writeByte(Wire.OPEN);
        Wire.writeText(out, job);
        Wire.writeText(out, modelFile);
        out.writeLong(maxOutputBytes);
        Wire.writeTexts(out, request.outputs());
        out.flush();
    }

    private static List<Tensor> inputs(RunRequest.CaseInputs inputs) throws CallerFailed {
        try {
            return inputs.load();
        } catch (IOException e) {
            throw new CallerFailed(e);
        }
    }

    private void send(List<Tensor> inputs) throws IOException {
        out.writeByte(Wire.RUN);
        Wire.writeTensors(out, inputs.stream().map(Conversation::toWire).toList());
        out.flush();
    }

    private static WorkerTensor toWire(Tensor tensor) {
        long[] dims = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return new WorkerTensor(tensor.name(), tensor.type().onnx(), dims, tensor.data());
    }

    private void receive(int caseIndex, int repetition) throws IOException {
        Duration took = Duration.ofNanos(in.readLong());
        List<WorkerTensor> received =
                Wire.readTensors(in, request.outputs().size(), maxOutputBytes, Wire.Payload::onHeap);
        List<String> names = received.stream().map(WorkerTensor::name).toList();
        require(names.equals(request.outputs()) && !took.isNegative());
        List<Tensor> outputs = new ArrayList<>();
        for (WorkerTensor tensor : received) {
            outputs.add(fromWire(tensor));
        }
        try {
            sink.outputs(caseIndex, repetition, outputs, took);
        } catch (IOException e) {
            throw new CallerFailed(e);
        }
    }

    private static Tensor fromWire(WorkerTensor tensor) throws IOException {
        try {
            ElementType type = ElementType.ofOnnx(tensor.type()).orElseThrow(() -> new ProtocolException("Type"));
            return new Tensor(
                    tensor.name(), type, Arrays.stream(tensor.dims()).boxed().toList(), tensor.data());
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("Shape and data of an output contradict each other");
        }
    }

    private RunResult end() throws IOException {
        out.writeByte(Wire.END);
        out.flush();
        require(in.readUnsignedByte() == Wire.DONE);
        require(Wire.readText(in).equals(job));
        long peak = in.readLong();
        require(in.read() < 0);
        return new RunResult.Completed(loadTime, Math.max(0, peak));
    }

    private RunResult failure() throws IOException {
        require(Wire.readText(in).equals(job));
        String code = Wire.readText(in);
        String reason = Wire.readText(in);
        require(in.read() < 0);
        ReportCode known = switch (code) {
            case "LOAD_FAILED" -> ReportCode.LOAD_FAILED;
            case "INFERENCE_ERROR" -> ReportCode.INFERENCE_ERROR;
            case "INPUT_MISMATCH" -> ReportCode.INPUT_MISMATCH;
            case "OUTPUT_TOO_LARGE" -> ReportCode.OUTPUT_TOO_LARGE;
            case "RESOURCE_MEMORY" -> ReportCode.RESOURCE_MEMORY;
            default -> throw new ProtocolException("Unknown code");
        };
        return new RunResult.Stopped(Reasons.of(known, reason), loaded);
    }

    private static void require(boolean followsTheRules) throws ProtocolException {
        if (!followsTheRules) {
            throw new ProtocolException("The worker broke the rules of the conversation");
        }
    }
}
