package dev.stemma.blob.codec;

import dev.stemma.format.ElementType;
import java.util.ArrayList;
import java.util.List;

/** Which ways of encoding are worth a try. */
final class Ways {

    /** Up to this size, structure is searched for matches in a base. */
    private static final int MAX_DICTIONARY_BYTES = 1 << 20;

    private Ways() {}

    /** Ways without a base. */
    static List<Way> solo(ElementType type) {
        List<Way> ways = new ArrayList<>();
        if (PlanesShape.width(type) > 1) {
            ways.add(new Way.Planes(type, PlanesShape.isFloat(type), ZstdSetting.ENTROPY));
            ways.add(new Way.Planes(type, false, ZstdSetting.RUNS));
        } else {
            ways.add(new Way.Zstd(ZstdSetting.ENTROPY));
        }
        ways.add(new Way.Zstd(ZstdSetting.GENERAL));
        return ways;
    }

    /** Ways with this base. */
    static List<Way> with(Base base, Span raw, ElementType type) {
        List<Way> ways = new ArrayList<>();
        if (base.bytes().length() == raw.length()) {
            if (PlanesShape.width(type) > 1) {
                ways.add(new Way.Delta(type, true, ZstdSetting.ENTROPY, base));
                ways.add(new Way.Delta(type, false, ZstdSetting.RUNS, base));
            } else if (type != ElementType.OTHER) {
                ways.add(new Way.ByteDelta(true, ZstdSetting.ENTROPY, base));
                ways.add(new Way.ByteDelta(false, ZstdSetting.RUNS, base));
            }
        }
        if (raw.length() <= MAX_DICTIONARY_BYTES
                && base.bytes().length() <= MAX_DICTIONARY_BYTES
                && ZstdFrames.mayBeDictionary(base.bytes())
                && (type == ElementType.OTHER || raw.length() <= Sample.MAX_BYTES)) {
            ways.add(new Way.Dictionary(base));
        }
        return ways;
    }
}
