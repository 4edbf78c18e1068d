package dev.stemma.blob.plan;

import dev.stemma.blob.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps that make a file, in its order.
 *
 * @param steps one after the other, from the first byte of the file to its last
 */
public record PullPlan(List<Step> steps) {

    private static final int TAG_DIGITS = 16;

    /** Joins copies that go on where the one before ended. */
    public PullPlan {
        List<Step> joined = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Copy(var next)
                    && !joined.isEmpty()
                    && joined.getLast() instanceof Step.Copy(var last)
                    && last.goesOnWith(next)) {
                joined.removeLast();
                joined.add(new Step.Copy(new Stretch(last.file(), last.offset(), last.sizeBytes() + next.sizeBytes())));
            } else {
                joined.add(step);
            }
        }
        steps = List.copyOf(joined);
    }

    /** The frames, which are numbered from 0 in the order of the file. */
    public List<Step.Frame> frames() {
        return steps.stream()
                .filter(Step.Frame.class::isInstance)
                .map(Step.Frame.class::cast)
                .toList();
    }

    /** How many bytes the file has. */
    public long sizeBytes() {
        return steps.stream().mapToLong(Step::sizeBytes).sum();
    }

    /** How many bytes of frames it takes. */
    public long fetchedBytes() {
        return frames().stream().mapToLong(Step.Frame::encodedBytes).sum();
    }

    /** Tells this plan from others for the same file. */
    public String tag() {
        return Digest.of(PlanFormat.bytes(this)).hex().substring(0, TAG_DIGITS);
    }
}
