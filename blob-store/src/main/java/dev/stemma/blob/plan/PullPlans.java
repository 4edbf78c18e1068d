package dev.stemma.blob.plan;

import dev.stemma.blob.BlobException;
import dev.stemma.blob.Digest;
import java.util.List;
import java.util.Optional;

/** Plans pulls. Whether the caller may read a file, or has it, is not decided here. */
public interface PullPlans {

    /**
     * How to make a file of others. A frame is part of the plan only if all that decoding it needs lies in those files, or in the
     * file itself; a chunk that has no such frame is sent as it is. Asked again while nothing was encoded anew, the plan is the same.
     *
     * @param have files that the caller has; those that are not stored are as good as none
     * @return empty if the file is not made of chunks alone
     * @throws BlobException.BlobNotFound if the file is not stored
     */
    Optional<PlannedPull> plan(Digest blob, List<Digest> have);
}
