package dev.stemma.blob.packed;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.BlobException.SizeMismatch;
import dev.stemma.blob.BlobException.SourceFailed;
import dev.stemma.blob.object.Salvage;
import dev.stemma.blob.pack.Footer;
import dev.stemma.blob.pack.VerifiedPackStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pack on its way. If its sender goes away, the frames that came whole, each verified, become a smaller pack: what travelled once need not
 * travel again.
 */
final class SalvagedPack extends Salvage {

    private static final byte[] NOTHING = {};

    private final VerifiedPackStream in;
    private @Nullable BlobException broken;

    SalvagedPack(VerifiedPackStream in) {
        this.in = in;
    }

    /** Why the rest did not come, if it did not. */
    Optional<BlobException> broken() {
        return Optional.ofNullable(broken);
    }

    /** The footer of what is kept. */
    Footer footer() {
        return broken == null ? in.footer() : in.soFar();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (broken != null) {
            return -1;
        }
        try {
            return in.read(target, offset, length);
        } catch (SourceFailed lost) {
            return end(lost);
        } catch (SizeMismatch wrong) {
            if (wrong.actualBytes() > wrong.expectedBytes()) {
                throw wrong;
            }
            return end(wrong);
        }
    }

    private int end(BlobException reason) {
        if (in.soFar().rows().isEmpty()) {
            throw reason;
        }
        broken = reason;
        return -1;
    }

    @Override
    public long keptBytes() {
        return broken == null ? in.seenBytes() : in.wholeBytes();
    }

    @Override
    public byte[] ending() {
        return broken == null ? NOTHING : in.soFar().bytes();
    }
}
