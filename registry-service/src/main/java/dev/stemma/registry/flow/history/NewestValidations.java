package dev.stemma.registry.flow.history;

import dev.stemma.registry.model.Job;
import dev.stemma.registry.model.Kind;
import dev.stemma.registry.model.ModelName;
import dev.stemma.registry.model.Page;
import dev.stemma.registry.model.PageRequest;
import dev.stemma.registry.model.Version;
import dev.stemma.registry.model.VersionId;
import dev.stemma.registry.port.ValidationQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest validation of each of some versions, ended or not. */
@ApplicationScoped
class NewestValidations {

    private static final int LOOK_BACK = 1_000;

    private final ValidationQueue queue;

    NewestValidations(ValidationQueue queue) {
        this.queue = queue;
    }

    /** One query answers for nearly all; a version whose last validation lies far back costs one more. */
    Map<VersionId, Job> of(ModelName name, List<Version> versions) {
        Map<VersionId, Job> newest = new HashMap<>();
        if (versions.isEmpty() || versions.getFirst().manifest().kind() != Kind.MODEL) {
            return newest;
        }
        if (versions.size() == 1) {
            newestOf(versions.getFirst().id())
                    .ifPresent(job -> newest.put(job.task().model(), job));
            return newest;
        }
        Page<Job> recent = queue.validations(name, Optional.empty(), new PageRequest(LOOK_BACK, Optional.empty()));
        recent.items().forEach(job -> newest.putIfAbsent(job.task().model(), job));
        if (recent.next().isPresent()) {
            versions.stream()
                    .map(Version::id)
                    .filter(id -> !newest.containsKey(id))
                    .forEach(id -> newestOf(id).ifPresent(job -> newest.put(id, job)));
        }
        return newest;
    }

    private Optional<Job> newestOf(VersionId id) {
        PageRequest one = new PageRequest(1, Optional.empty());
        return queue.validations(id.name(), Optional.of(id), one).items().stream()
                .findFirst();
    }
}
