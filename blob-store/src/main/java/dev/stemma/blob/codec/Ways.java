package dev.stemma.blob.codec;

import dev.stemma.format.ElementType;
import java.util.ArrayList;
import java.util.List;

/** Which ways of encoding are worth a try. */
final class Ways {

    /** Up to this size, structure is searched for matches in a base. */
    private static final int MAX_DICTIONARY_BYTES = 1 << 20;

    private static final int PROBES = 8192;
    private static final int RARELY = 128;

    private Ways() {}

    /** Ways without a base that suit the type. */
    static List<Way> solo(ElementType type) {
        return PlanesShape.width(type) > 1
                ? List.of(
                        new Way.Planes(type, PlanesShape.isFloat(type), ZstdSetting.ENTROPY),
                        new Way.Planes(type, false, ZstdSetting.RUNS))
                : List.of(new Way.Zstd(ZstdSetting.ENTROPY), new Way.Zstd(ZstdSetting.GENERAL));
    }

    /** One more, worth a try where the best of the others is this one: matches in elements are matches in their planes too. */
    static List<Way> after(Way best) {
        boolean matches = best instanceof Way.Planes(ElementType _, boolean _, ZstdSetting setting)
                && setting == ZstdSetting.RUNS;
        return matches ? List.of(new Way.Zstd(ZstdSetting.GENERAL)) : List.of();
    }

    /** Ways with this base. */
    static List<Way> with(Base base, Span raw, ElementType type) {
        List<Way> ways = new ArrayList<>();
        if (base.bytes().length() == raw.length() && type != ElementType.OTHER) {
            ways.add(delta(type, true, ZstdSetting.ENTROPY, base));
            if (partlyUnchanged(raw, base.bytes())) {
                ways.add(delta(type, false, ZstdSetting.RUNS, base));
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

    private static Way delta(ElementType type, boolean grouped, ZstdSetting setting, Base base) {
        return PlanesShape.width(type) > 1
                ? new Way.Delta(type, grouped, setting, base)
                : new Way.ByteDelta(grouped, setting, base);
    }

    /** Whether at least one in so many of some words, evenly spread, is as in the base: only then differences have runs. */
    private static boolean partlyUnchanged(Span raw, Span base) {
        int step = Math.max(Long.BYTES, (raw.length() / PROBES) & -Long.BYTES);
        int same = 0;
        for (int at = 0; at + Long.BYTES <= raw.length(); at += step) {
            long word = (long) Views.LONG.get(raw.array(), at);
            same += word == (long) Views.LONG.get(base.array(), at) ? 1 : 0;
        }
        return (long) same * RARELY * step >= raw.length();
    }
}
