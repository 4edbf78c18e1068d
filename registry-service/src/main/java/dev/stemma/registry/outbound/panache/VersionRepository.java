package dev.stemma.registry.outbound.panache;

import dev.stemma.registry.model.VersionId;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Rows of versions, by the row of their name. */
@Singleton
final class VersionRepository implements PanacheRepository<VersionEntity> {

    Optional<VersionEntity> byNumber(long nameId, int number) {
        return find("nameId = ?1 and number = ?2", nameId, number).firstResultOptional();
    }

    Optional<VersionEntity> byNumber(NameEntity name, VersionId id) {
        return byNumber(name.id, id.number());
    }

    Optional<VersionEntity> byDigest(long nameId, String digest) {
        return find("nameId = ?1 and digest = ?2", nameId, digest).firstResultOptional();
    }

    /** As a range and not as a pattern, so that the unique index serves it. */
    List<VersionEntity> byDigestPrefix(long nameId, String prefix, int most) {
        String rest = "f".repeat(64 - prefix.length());
        return find(
                        "nameId = ?1 and digest >= ?2 and digest <= ?3 order by number",
                        nameId,
                        prefix + "0".repeat(rest.length()),
                        prefix + rest)
                .range(0, most - 1)
                .list();
    }

    Optional<VersionEntity> newestNotYanked(long nameId) {
        return find("nameId = ?1 and yankedAt is null and removedAt is null order by number desc", nameId)
                .firstResultOptional();
    }
}
