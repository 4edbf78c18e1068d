package dev.stemma.registry.flow.validate;

import dev.stemma.registry.model.validation.Report.ReportError;
import dev.stemma.registry.model.validation.ReportCode;

/** A model or a suite can't be used as it is; the message is one sentence for the user. */
final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    private final ReportCode code;

    Unusable(ReportCode code, String detail) {
        super(detail);
        this.code = code;
    }

    static Unusable suite(String detail) {
        return new Unusable(ReportCode.SUITE_INVALID, detail);
    }

    ReportError error() {
        return new ReportError(code, String.valueOf(getMessage()));
    }
}
