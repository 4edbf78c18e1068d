package dev.stemma.blob.plan;

/** These bytes are no plan. */
public final class PlanInvalid extends Exception {

    /** With what is wrong. */
    public PlanInvalid(String reason) {
        super(reason);
    }
}
