package dev.stemma.registry.port;

import java.util.List;
import java.util.OptionalLong;

/**
 * What namespaces hold and may hold: the sizes of all files of all versions that are not removed. All methods run inside the caller's
 * transaction if there is one.
 */
public interface NamespaceUse {

    /** What a namespace holds and may hold. Nothing and anything, if nothing is known of it. */
    Use of(String namespace);

    /**
     * Counts bytes that come, or go if there are less than none. Those who count for one namespace wait for each other's transactions.
     *
     * @return false if bytes come and the namespace would hold more than it may; nothing was counted then
     */
    boolean add(String namespace, long bytes);

    /** Limits what a namespace may hold, or lifts the limit. What it holds already stays, even if it is more. */
    void limit(String namespace, OptionalLong quotaBytes);

    /** Namespaces whose count differs from what their versions add up to. */
    List<Difference> differences();

    /** Counts anew. */
    void recount();

    /**
     * What a namespace holds and may hold.
     *
     * @param usedBytes what it holds
     * @param quotaBytes what it may hold; empty: anything
     */
    record Use(long usedBytes, OptionalLong quotaBytes) {}

    /**
     * A count that is wrong.
     *
     * @param countedBytes what was counted
     * @param actualBytes what the versions add up to
     */
    record Difference(String namespace, long countedBytes, long actualBytes) {}
}
