package dev.stemma.cli.transfer;

import dev.stemma.blob.codec.ChunkDecoder;
import dev.stemma.blob.codec.CodecException;
import dev.stemma.blob.plan.PlanFormat;
import dev.stemma.blob.plan.PlanInvalid;
import dev.stemma.blob.plan.PullPlan;
import dev.stemma.blob.plan.Rebuild;
import dev.stemma.blob.plan.Step;
import dev.stemma.blob.plan.Stretch;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.http.Answer;
import dev.stemma.cli.http.Transfers;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.term.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Makes one file by a plan of the registry's: out of files that are here and frames that are fetched. Whatever goes wrong with it, the
 * whole file can still be fetched.
 */
final class PlannedDownload {
    private final Transfers transfers;
    private final String blob;
    private final FileEntry file;
    private final List<Have> have;
    private final Rates rates;
    private final PullPlan plan;
    private final long planBytes;

    private PlannedDownload(
            Transfers transfers,
            String blob,
            FileEntry file,
            List<Have> have,
            Rates rates,
            PullPlan plan,
            long planBytes) {
        this.transfers = transfers;
        this.blob = blob;
        this.file = file;
        this.have = have;
        this.rates = rates;
        this.plan = plan;
        this.planBytes = planBytes;
    }

    /**
     * Asks for a plan.
     *
     * @param name route of the name
     * @throws PlanInvalid if the answer is none for this file
     */
    static PlannedDownload ask(Transfers transfers, String name, FileEntry file, List<Have> have, Rates rates)
            throws PlanInvalid {
        String blob = name + "/blobs/" + file.sha256();
        Answer answer = transfers.post(blob + "/plan", Json.object().with("have", digests(have)));
        PullPlan plan = PlanFormat.read(answer.body());
        if (plan.sizeBytes() != file.sizeBytes()) {
            throw new PlanInvalid("it makes " + plan.sizeBytes() + " bytes, not " + file.sizeBytes());
        }
        return new PlannedDownload(transfers, blob, file, have, rates, plan, answer.body().length);
    }

    private static List<String> digests(List<Have> have) {
        return have.stream().map(one -> one.digest().toString()).toList();
    }

    /** Whether it is better than fetching the whole file. */
    boolean pays() {
        long decoded = plan.frames().stream().mapToLong(Step.Frame::sizeBytes).sum();
        return rates.frames(plan.fetchedBytes(), decoded, file.sizeBytes());
    }

    /** Of the files that are here, those that the plan uses. */
    List<Have> used() throws PlanInvalid {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Copy(Stretch from) -> numbers.add(from.file());
                case Step.Frame frame -> frame.bases().forEach(base -> numbers.add(base.file()));
            }
        }
        numbers.remove(Stretch.SAME_FILE);
        if (!numbers.isEmpty() && numbers.last() > have.size()) {
            throw new PlanInvalid("it names file " + numbers.last() + " of " + have.size());
        }
        return numbers.stream().map(number -> have.get(number - 1)).toList();
    }

    /**
     * Fills the part, going on with what an earlier run left in it. Afterwards it holds the file, on the disk.
     *
     * @param workers for requests that travel at once
     * @return how many bytes of the plan and of frames travelled
     * @throws CodecException if a frame or a file that is here has other bytes than it should
     */
    long run(FileChannel part, ExecutorService workers, Progress progress)
            throws IOException, PlanInvalid, CodecException {
        if (part.size() > file.sizeBytes()) {
            part.truncate(0);
        }
        Rebuild rebuild = new Rebuild(plan, have.stream().map(Have::channel).toList(), part);
        BitSet present = part.size() == 0 ? new BitSet() : rebuild.present();
        rebuild.copy();
        long fetched = planBytes;
        for (List<BitSet> level : Batches.of(plan, present)) {
            fetched += all(level, rebuild, workers);
        }
        rebuild.repeat();
        compare(part);
        part.force(true);
        progress.add(file.sizeBytes());
        return fetched;
    }

    private long all(List<BitSet> level, Rebuild rebuild, ExecutorService workers) throws IOException, CodecException {
        List<Callable<Long>> tasks = level.stream()
                .<Callable<Long>>map(batch -> () -> fetch(batch, rebuild))
                .toList();
        try {
            long fetched = 0;
            for (Future<Long> done : workers.invokeAll(tasks)) {
                fetched += done.get();
            }
            return fetched;
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case CodecException wrong -> throw wrong;
                case IOException disk -> throw disk;
                case RuntimeException known -> throw known;
                case null, default -> throw new IllegalStateException(failed);
            }
        } catch (InterruptedException stop) {
            throw Pull.interrupted(stop);
        }
    }

    private long fetch(BitSet batch, Rebuild rebuild) throws IOException, CodecException {
        long begun = System.nanoTime();
        Answer answer = transfers.post(
                blob + "/frames",
                Json.object()
                        .with("have", digests(have))
                        .with("plan", plan.tag())
                        .with("frames", Batches.text(batch)));
        long received = System.nanoTime();
        rates.received(answer.body().length, received - begun);
        ByteBuffer bytes = ByteBuffer.wrap(answer.body());
        long made = 0;
        try (ChunkDecoder decoder = new ChunkDecoder()) {
            for (int number : batch.stream().toArray()) {
                Step.Frame frame = plan.frames().get(number);
                if (frame.encodedBytes() > bytes.remaining()) {
                    throw new CodecException("the frames end early");
                }
                byte[] encoded = new byte[frame.encodedBytes()];
                bytes.get(encoded);
                rebuild.put(number, encoded, decoder);
                made += frame.sizeBytes();
            }
        } catch (LinkageError unusable) {
            throw new CodecException("zstd can't be used here: " + unusable.getMessage());
        }
        rates.decoded(made, System.nanoTime() - received);
        return answer.body().length;
    }

    private void compare(FileChannel part) {
        if (!new Have(file.sha256(), part).sound()) {
            throw Wire.mismatch("'" + file.path() + "'", file.sha256(), "other bytes");
        }
    }

    /** Whether a failure means that this way is closed, and not that the registry can't be reached. */
    static boolean closed(CliException failure) {
        return switch (failure.exit()) {
            case UNAVAILABLE, DENIED, INTERRUPTED -> false;
            case OK, FAILED, USAGE, NOT_FOUND, CONFLICT, REFUSED, INTEGRITY, PARTIAL -> true;
        };
    }
}
