package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.RunSink;

/** Judges outputs as they come, and writes its findings into a report once the run is known to have ended well. */
interface Judge extends RunSink {
    /** Adds checks and cases to the report. */
    void conclude(ReportDraft draft) throws Unusable;
}
