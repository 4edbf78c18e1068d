package dev.stemma.blob.codec;

import java.util.Arrays;
import java.util.List;

/** Encodes bytes in a given way. Its buffers are kept from chunk to chunk. */
final class WayWriter implements AutoCloseable {

    private final ZstdWriter zstd = new ZstdWriter();
    private final PlaneWriter planes = new PlaneWriter(zstd);
    private final Differences differences = new Differences();
    private final ByteDifferences byteDifferences = new ByteDifferences();
    private byte[] scratch = new byte[0];

    /**
     * Encodes.
     *
     * @param bases bytes of the way's bases, or of the same samples of them
     */
    void write(Way way, Span raw, List<Span> bases, Output out) {
        out.begin(raw.length());
        if (scratch.length < raw.length()) {
            scratch = new byte[raw.length()];
        }
        switch (way) {
            case Way.Zstd zstdWay -> zstd.write(raw.array(), 0, raw.length(), out, zstdWay.setting());
            case Way.Dictionary dictionary -> zstd.write(raw, bases.getFirst(), out);
            case Way.Planes planesWay -> planes(planesWay, raw, out);
            case Way.Delta delta -> delta(delta, raw, bases.getFirst(), out);
            case Way.ByteDelta delta -> byteDelta(raw, bases.getFirst().array(), delta.grouped(), delta.setting(), out);
            case Way.Computed computed -> computed(computed, raw, out);
        }
    }

    private void planes(Way.Planes way, Span raw, Output out) {
        int width = PlanesShape.width(way.type());
        int count = raw.length() / width;
        int zeros = way.rotated() ? Elements.zeros(Elements.union(raw.array(), count, width), width) : 0;
        PlanesShape shape = new PlanesShape(width, way.rotated(), zeros);
        shape.write(out);
        new ElementPlanes(shape).split(raw.array(), count, scratch);
        finish(way.setting(), raw, width, out);
    }

    private void delta(Way.Delta way, Span raw, Span base, Output out) {
        int width = PlanesShape.width(way.type());
        int count = raw.length() / width;
        long union = Elements.union(raw.array(), count, width) | Elements.union(base.array(), count, width);
        DeltaShape shape = DeltaShape.of(way.type(), way.grouped(), Elements.zeros(union, width));
        shape.write(out);
        differences.split(raw.array(), base.array(), count, shape, scratch);
        finish(way.setting(), raw, width, out);
    }

    private void finish(ZstdSetting setting, Span raw, int width, Output out) {
        int count = raw.length() / width;
        for (int k = 0; k < width; k++) {
            planes.write(scratch, k * count, count, out, setting);
        }
        out.bytes(raw.array(), width * count, raw.length() - width * count);
    }

    private void byteDelta(Span raw, byte[] base, boolean grouped, ZstdSetting setting, Output out) {
        out.u8(grouped ? 1 : 0);
        byteDifferences.split(raw.array(), base, raw.length(), grouped, scratch);
        planes.write(scratch, 0, raw.length(), out, setting);
    }

    private void computed(Way.Computed way, Span raw, Output out) {
        byte[] parameters = way.derived().how().bytes();
        out.u16(parameters.length);
        out.bytes(parameters, 0, parameters.length);
        byte[] gives = way.gives().array();
        if (!Arrays.equals(gives, 0, raw.length(), raw.array(), 0, raw.length())) {
            byteDelta(raw, gives, false, ZstdSetting.RUNS, out);
        }
    }

    /** Gives zstd's memory back. */
    @Override
    public void close() {
        zstd.close();
    }
}
