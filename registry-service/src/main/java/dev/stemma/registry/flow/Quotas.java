package dev.stemma.registry.flow;

import dev.stemma.registry.model.Denied;
import dev.stemma.registry.model.ErrorCode;
import dev.stemma.registry.port.NamespaceUse;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * How much a namespace may hold. What counts is the size of every file of every version that is not removed, whatever it takes in storage. It
 * stands beside the steps because pushing, removing and asking all need it.
 */
@ApplicationScoped
public class Quotas {

    private final NamespaceUse use;

    /** Over that port. */
    public Quotas(NamespaceUse use) {
        this.use = use;
    }

    /**
     * Refuses early what a commit would refuse.
     *
     * @throws Denied {@code QUOTA_EXCEEDED}
     */
    public void requireRoom(String namespace, long moreBytes) {
        NamespaceUse.Use now = use.of(namespace);
        boolean full = now.quotaBytes().isPresent()
                && (moreBytes > now.quotaBytes().getAsLong() - now.usedBytes()
                        || now.usedBytes() >= now.quotaBytes().getAsLong());
        if (full) {
            throw exceeded(namespace, now);
        }
    }

    /**
     * Takes room in the caller's transaction.
     *
     * @throws Denied {@code QUOTA_EXCEEDED}; the transaction must not commit then
     */
    public void take(String namespace, long bytes) {
        if (!use.add(namespace, bytes)) {
            throw exceeded(namespace, use.of(namespace));
        }
    }

    /** Gives room back in the caller's transaction. */
    public void giveBack(String namespace, long bytes) {
        var _ = use.add(namespace, -bytes);
    }

    private static Denied exceeded(String namespace, NamespaceUse.Use now) {
        return new Denied(
                ErrorCode.QUOTA_EXCEEDED,
                "the namespace " + namespace + " holds " + now.usedBytes() + " of "
                        + now.quotaBytes().orElse(Long.MAX_VALUE)
                        + " bytes; remove versions (stemma rm), or have an administrator raise its quota");
    }
}
