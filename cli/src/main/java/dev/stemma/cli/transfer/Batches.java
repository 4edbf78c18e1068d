package dev.stemma.cli.transfer;

import dev.stemma.blob.plan.PullPlan;
import dev.stemma.blob.plan.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Groups the frames of a plan into requests: by depth, lower first, and of a size that is worth a round trip. */
final class Batches {
    private static final long BATCH_BYTES = 4L << 20;
    private static final int MOST_FRAMES = 2048;

    private Batches() {}

    /** For each depth, the batches that may travel at once; none for frames that are there. */
    static List<List<BitSet>> of(PullPlan plan, BitSet present) {
        List<Step.Frame> frames = plan.frames();
        int deepest = frames.stream().mapToInt(Step.Frame::depth).max().orElse(-1);
        List<List<BitSet>> levels = new ArrayList<>();
        for (int depth = 0; depth <= deepest; depth++) {
            List<BitSet> level = new ArrayList<>();
            BitSet batch = new BitSet();
            long bytes = 0;
            for (int i = 0; i < frames.size(); i++) {
                if (frames.get(i).depth() != depth || present.get(i)) {
                    continue;
                }
                int more = frames.get(i).encodedBytes();
                if (!batch.isEmpty() && (bytes + more > BATCH_BYTES || batch.cardinality() == MOST_FRAMES)) {
                    level.add(batch);
                    batch = new BitSet();
                    bytes = 0;
                }
                batch.set(i);
                bytes += more;
            }
            if (!batch.isEmpty()) {
                level.add(batch);
            }
            if (!level.isEmpty()) {
                levels.add(level);
            }
        }
        return levels;
    }

    /** As a request names them: {@code 0-11,15}. */
    static String text(BitSet frames) {
        StringBuilder text = new StringBuilder();
        for (int first = frames.nextSetBit(0); first >= 0; ) {
            int last = frames.nextClearBit(first) - 1;
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (last > first) {
                text.append('-').append(last);
            }
            first = frames.nextSetBit(last + 1);
        }
        return text.toString();
    }
}
