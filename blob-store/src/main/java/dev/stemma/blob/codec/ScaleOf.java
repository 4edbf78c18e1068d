package dev.stemma.blob.codec;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The scales of a quantised tensor, as binary32, one for each channel.
 *
 * @param source all the weights
 * @param elements how many they are
 * @param channels which of them share a scale
 * @param rule how it is found
 */
public record ScaleOf(Source source, long elements, Channels channels, ScaleRule rule) implements Derivation {
    static final int OPERATION = 3;

    static ScaleOf read(ByteBuffer in) throws CodecException {
        return new ScaleOf(Source.read(in), in.getLong(), Channels.read(in), ScaleRule.read(in));
    }

    @Override
    public byte[] bytes() {
        Parameters out = new Parameters().u8(OPERATION);
        source.write(out);
        out.u64(elements);
        channels.write(out);
        rule.write(out);
        return out.bytes();
    }

    @Override
    public void apply(List<Span> bases, byte[] target, int length) throws CodecException {
        Derivation.check(bases, source.bases(), target, length);
        if (length != 4L * channels.count()) {
            throw new CodecException("a chunk of " + length + " bytes for " + channels.count() + " scales");
        }
        float[] scales = scales(bases);
        FloatFormat.F32.narrow(scales, scales.length, target, 0);
    }

    float[] scales(List<Span> bases) throws CodecException {
        if (elements < channels.count() || elements > source.capacity(bases)) {
            throw new CodecException(
                    "the bases do not hold " + elements + " weights of " + channels.count() + " channels");
        }
        Floats floats = source.open(bases, 0, elements);
        float[] smallest = new float[channels.count()];
        float[] largest = new float[channels.count()];
        float[] block = new float[Floats.BLOCK];
        for (long done = 0; done < elements; done += Floats.BLOCK) {
            int part = (int) Math.min(Floats.BLOCK, elements - done);
            floats.read(done, block, part);
            widen(block, part, done, smallest, largest);
        }
        for (int i = 0; i < largest.length; i++) {
            largest[i] = rule.scale(smallest[i], largest[i]);
        }
        return largest;
    }

    private void widen(float[] block, int count, long element, float[] smallest, float[] largest) {
        int done = 0;
        while (done < count) {
            int channel = channels.of(element + done);
            int run;
            if (channels.inner() == 1 && channels.count() > 1) {
                run = Math.min(count - done, channels.count() - channel);
                eachInItsOwn(block, done, run, channel, smallest, largest);
            } else {
                run = channels.run(element + done, count - done);
                allInOne(block, done, run, channel, smallest, largest);
            }
            done += run;
        }
    }

    private static void eachInItsOwn(float[] block, int from, int run, int channel, float[] smallest, float[] largest) {
        for (int i = 0; i < run; i++) {
            smallest[channel + i] = Math.min(smallest[channel + i], block[from + i]);
            largest[channel + i] = Math.max(largest[channel + i], block[from + i]);
        }
    }

    private static void allInOne(float[] block, int from, int run, int channel, float[] smallest, float[] largest) {
        float low = smallest[channel];
        float high = largest[channel];
        for (int i = from; i < from + run; i++) {
            low = Math.min(low, block[i]);
            high = Math.max(high, block[i]);
        }
        smallest[channel] = low;
        largest[channel] = high;
    }
}
