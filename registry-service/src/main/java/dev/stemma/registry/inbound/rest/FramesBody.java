package dev.stemma.registry.inbound.rest;

import dev.stemma.blob.Digest;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.model.InvalidInput;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames of a plan asked for ({@code frames-request.json}). */
record FramesBody(
        @Nullable List<String> have,
        @Nullable String plan,
        @Nullable String frames) {

    private static final int LONGEST = 200_000;

    List<Digest> files() {
        return PlanBody.files(have);
    }

    String tag() {
        return StrictJson.required(plan, "plan");
    }

    /**
     * The numbers, such as {@code 0-11,15}.
     *
     * @param count how many frames the plan has
     * @throws InvalidInput {@code REQUEST_INVALID}
     */
    BitSet numbers(int count) {
        String text = StrictJson.required(frames, "frames");
        if (text.length() > LONGEST || !text.matches("(?:[0-9]{1,7}(?:-[0-9]{1,7})?,)*+[0-9]{1,7}(?:-[0-9]{1,7})?")) {
            throw invalid("'frames' are numbers and ranges such as 0-11,15");
        }
        BitSet numbers = new BitSet();
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
            if (first > last || last >= count) {
                throw invalid("the plan has frames 0 to " + (count - 1) + ", not " + part);
            }
            numbers.set(first, last + 1);
        }
        return numbers;
    }

    private static InvalidInput invalid(String sentence) {
        return new InvalidInput(ErrorCode.REQUEST_INVALID, sentence);
    }
}
