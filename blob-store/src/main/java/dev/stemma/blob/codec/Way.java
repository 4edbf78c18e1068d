package dev.stemma.blob.codec;

import dev.stemma.format.ElementType;
import java.util.List;

/** A way to encode a chunk, to be tried on a sample of it. */
sealed interface Way {

    /** The codec that decodes it. */
    Codec codec();

    /** What decoding needs. */
    default List<Base> bases() {
        return List.of();
    }

    /** One zstd frame. */
    record Zstd(ZstdSetting setting) implements Way {
        @Override
        public Codec codec() {
            return Codec.ZSTD;
        }
    }

    /** One zstd frame with the base as its dictionary. */
    record Dictionary(Base base) implements Way {
        @Override
        public Codec codec() {
            return Codec.ZSTD_DICT;
        }

        @Override
        public List<Base> bases() {
            return List.of(base);
        }
    }

    /** Planes of elements. */
    record Planes(ElementType type, boolean rotated, ZstdSetting setting) implements Way {
        @Override
        public Codec codec() {
            return Codec.PLANES;
        }
    }

    /** Planes of differences. */
    record Delta(ElementType type, boolean grouped, ZstdSetting setting, Base base) implements Way {
        @Override
        public Codec codec() {
            return Codec.DELTA;
        }

        @Override
        public List<Base> bases() {
            return List.of(base);
        }
    }

    /** Differences of bytes. */
    record ByteDelta(boolean grouped, ZstdSetting setting, Base base) implements Way {
        @Override
        public Codec codec() {
            return Codec.BYTE_DELTA;
        }

        @Override
        public List<Base> bases() {
            return List.of(base);
        }
    }

    /**
     * Computed, with what is wrong put right.
     *
     * @param gives what the derivation gives, in a buffer of the chooser
     */
    record Computed(Derived derived, Span gives) implements Way {
        @Override
        public Codec codec() {
            return Codec.DERIVE;
        }

        @Override
        public List<Base> bases() {
            return derived.bases();
        }
    }
}
