package dev.stemma.registry.model.validation;

/** Why a model could not be run to its end. Stable: the table is in {@code docs/api/errors.md}. */
public enum ReportCode {
    /** The file is of another format than ONNX. */
    FORMAT_MISMATCH,
    ONNX_EMPTY,
    /** Cut, damaged, or readable in two ways. */
    ONNX_MALFORMED,
    /** Subgraphs or functions are nested too deep. */
    ONNX_TOO_DEEP,
    /** Written out, its functions are too many nodes. */
    ONNX_EXPANSION,
    /** More nodes, longer names or more metadata than any real model has. */
    ONNX_LIMIT,
    /** An operator that reaches outside the model. */
    ONNX_OP_FORBIDDEN,
    /** Weights outside the model's own file. */
    EXTERNAL_DATA,
    /** A tensor contradicts itself. */
    TENSOR_INVALID,
    /** Not exactly one model in the version. */
    MODEL_NOT_SINGLE,
    /** The suite's layout or its suite.yaml can't be used. */
    SUITE_INVALID,
    /** The suite's inputs do not fit the model's. */
    INPUT_MISMATCH,
    /** The runtime refuses to load the model. */
    LOAD_FAILED,
    /** The runtime gave up while computing. */
    INFERENCE_ERROR,
    OUTPUT_TOO_LARGE,
    RESOURCE_TIME,
    RESOURCE_MEMORY,
    /** The worker process died, or answered what it should not. */
    WORKER_CRASHED,
    /** The worker process can't be started as isolated as is asked for. */
    ISOLATION_UNAVAILABLE
}
