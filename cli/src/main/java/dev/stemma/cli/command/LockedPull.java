package dev.stemma.cli.command;

import dev.stemma.blob.Digest;
import dev.stemma.cli.command.LockFile.Pin;
import dev.stemma.cli.failure.CliException;
import dev.stemma.cli.failure.Exit;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.ref.Kind;
import dev.stemma.cli.ref.Reference;
import dev.stemma.cli.ref.Selector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Pulls with {@code stemma.lock} in mind. */
final class LockedPull {
    /** What to do with the lock file. */
    enum Way {
        /** Pull what the pins say. */
        PINNED,
        /** The same, and refuse when a reference means something else by now. */
        LOCKED,
        /** Pull what the references mean now, and pin that. */
        UPDATE,
        /** Pull one reference and pin it. */
        SAVE
    }

    private final Session session;
    private final Way way;
    private final BiFunction<Path, List<String>, PullFlow> flows;

    /** With a way to make flows into a folder, of files that match. */
    LockedPull(Session session, Way way, BiFunction<Path, List<String>, PullFlow> flows) {
        this.session = session;
        this.way = way;
        this.flows = flows;
    }

    /** The folder of the lock file: the project's, else the working folder. */
    private Path folder() {
        return session.settings()
                .project()
                .map(project -> session.environment().workDir().resolve(project.root()))
                .orElse(session.environment().workDir())
                .normalize();
    }

    /** Whether there is a pin. */
    boolean pinned() throws IOException {
        return !LockFile.in(folder()).pins().isEmpty();
    }

    /**
     * Pulls one reference into a folder, or everything that is pinned; gives the items of the answer.
     *
     * @param reference as typed; null for everything
     */
    List<Json.Obj> run(@Nullable Reference reference, Path target, List<String> include) throws IOException {
        LockFile lock = LockFile.in(folder());
        if (reference != null) {
            String into = into(target);
            Optional<Pin> pin = lock.find(reference.toString(), into);
            if (way == Way.SAVE || (way == Way.UPDATE && pin.isEmpty())) {
                return List.of(save(lock, reference, target, into, include));
            }
            return List.of(one(pin.orElseThrow(() -> CliException.of(
                            Exit.CONFLICT, "NOT_LOCKED", reference + " into " + into + " is not in " + lock.path())
                    .help("stemma pull " + reference + " -o " + into + " --save"))));
        }
        if (lock.pins().isEmpty()) {
            throw CliException.of(Exit.NOT_FOUND, "NOT_LOCKED", lock.path() + " pins nothing")
                    .help("stemma pull REF -o DIR --save");
        }
        List<Json.Obj> items = new ArrayList<>();
        for (Pin pin : lock.pins()) {
            items.add(one(pin));
        }
        return items;
    }

    private Json.Obj one(Pin pin) throws IOException {
        Reference reference = session.reference(pin.ref(), Kind.MODEL);
        Path target = folder().resolve(pin.into()).normalize();
        if (way == Way.UPDATE) {
            return save(LockFile.in(folder()), reference, target, pin.into(), pin.include());
        }
        if (way == Way.LOCKED && reference.moves()) {
            refuseMoved(reference, pin);
        }
        Digest digest = Digest.parse(pin.digest());
        Reference exact = new Reference(
                reference.kind(), reference.name(), new Selector.Content(digest.hex()), null, reference.server());
        return flows.apply(target, pin.include()).run(exact).with("ref", pin.ref());
    }

    private void refuseMoved(Reference reference, Pin pin) {
        Json.Obj now = session.version(reference);
        if (!now.text("digest").equals(pin.digest())) {
            throw CliException.of(
                            Exit.CONFLICT,
                            "LOCK_DIFFERS",
                            pin.ref() + " is " + now.text("version") + " now, and " + LockFile.NAME + " says "
                                    + pin.version())
                    .cause("locked " + pin.digest())
                    .cause("now    " + now.text("digest"))
                    .help(
                            "stemma pull --update   takes what it means now; without --locked the pinned version is pulled");
        }
    }

    private Json.Obj save(LockFile lock, Reference reference, Path target, String into, List<String> include)
            throws IOException {
        Json.Obj item = flows.apply(target, include).run(reference);
        List<Json> files = new ArrayList<>();
        Path seen = session.environment().workDir();
        for (Json.Obj file : item.array("files").objects()) {
            Path at = seen.resolve(file.text("path"));
            files.add(Json.object()
                    .with("path", target.relativize(at).toString().replace(java.io.File.separatorChar, '/'))
                    .with("sizeBytes", file.integer("sizeBytes"))
                    .with("sha256", file.text("sha256")));
        }
        Pin pin = new Pin(
                reference.toString(), into, include, item.text("version"), item.text("digest"), new Json.Arr(files));
        lock.with(pin).write();
        session.terminal().say("  pinned   " + reference + " = " + pin.version() + " in " + lock.path());
        return item;
    }

    private String into(Path target) {
        Path from = folder();
        String text = target.startsWith(from) ? from.relativize(target).toString() : target.toString();
        return text.isEmpty() ? "." : text.replace(java.io.File.separatorChar, '/');
    }
}
