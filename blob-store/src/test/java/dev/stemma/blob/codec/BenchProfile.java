package dev.stemma.blob.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the time of encoding and decoding goes: samples of the CPU's time, by the codec's innermost method. Linux only. */
final class BenchProfile implements AutoCloseable {

    private static final String SAMPLE = "jdk.CPUTimeSample";
    private static final String HERE = BenchProfile.class.getPackageName() + ".";
    private static final int SHOWN = 14;

    private final Recording recording = new Recording();

    /** Starts to take samples. */
    BenchProfile() {
        recording.enable(SAMPLE).with("throttle", "1ms").withStackTrace();
        recording.start();
    }

    /** Prints the shares of the stages of encoding and of decoding, largest first. */
    void print() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("codec", ".jfr");
        Map<String, Integer> samples = new TreeMap<>();
        try {
            recording.dump(file);
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                if (event.getStackTrace() != null) {
                    stage(event.getStackTrace().getFrames(), samples);
                }
            }
        } finally {
            Files.delete(file);
        }
        shares("decoding", samples, true);
        shares("encoding", samples, false);
    }

    private static void shares(String name, Map<String, Integer> samples, boolean decoding) {
        List<Map.Entry<String, Integer>> stages = samples.entrySet().stream()
                .filter(e -> e.getKey().startsWith("decode") == decoding)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        int all = stages.stream().mapToInt(Map.Entry::getValue).sum();
        System.out.println("    share of " + name);
        stages.stream()
                .limit(SHOWN)
                .forEach(e -> System.out.printf("    %5.1f %%  %s%n", 100.0 * e.getValue() / all, e.getKey()));
    }

    private static void stage(List<RecordedFrame> frames, Map<String, Integer> samples) {
        List<String> methods = frames.stream()
                .map(frame -> frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName())
                .filter(method -> method.startsWith(HERE) && !method.contains(".CodecBench."))
                .map(method -> method.substring(HERE.length()))
                .toList();
        if (methods.isEmpty()) {
            return;
        }
        boolean encodes = methods.stream().anyMatch(method -> method.startsWith("ChunkEncoder."));
        boolean decodes = methods.stream().anyMatch(method -> method.startsWith("ChunkDecoder."));
        boolean chooses = methods.stream().anyMatch(method -> method.startsWith("Chooser."));
        String phase = chooses ? "choose" : encodes && decodes ? "verify" : encodes ? "encode" : "decode";
        samples.merge("%-7s %s".formatted(phase, methods.getFirst()), 1, Integer::sum);
    }

    @Override
    public void close() {
        recording.close();
    }
}
