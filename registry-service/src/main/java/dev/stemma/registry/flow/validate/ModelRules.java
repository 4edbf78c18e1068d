package dev.stemma.registry.flow.validate;

import dev.stemma.format.OnnxModel;
import dev.stemma.registry.model.validation.ReportCode;
import java.util.Set;

/** What a model may not hold if it is to be loaded: decided on its structure, before any native code sees it. */
final class ModelRules {
    private static final int MAX_FUNCTION_DEPTH = 64;
    private static final long MAX_EXPANDED_NODES = 1_000_000;
    /** Operators whose attributes name files or code outside the model. */
    private static final Set<String> FORBIDDEN = Set.of(
            "com.microsoft:EPContext",
            "EPContext",
            "com.microsoft:PyOp",
            "ai.onnx.contrib:PyOp",
            "com.microsoft.extensions:PyOp");

    private ModelRules() {}

    static void check(OnnxModel model) throws Unusable {
        for (String operator : model.graph().operators().keySet()) {
            if (FORBIDDEN.contains(operator)) {
                throw new Unusable(
                        ReportCode.ONNX_OP_FORBIDDEN, "The operator " + operator + " reaches outside the model");
            }
        }
        int external = model.tensors().external().size();
        if (external > 0) {
            throw new Unusable(
                    ReportCode.EXTERNAL_DATA,
                    (external == 1 ? "A tensor lies" : external + " tensors lie")
                            + " outside the model's file; save the model with its weights inside");
        }
        checkFunctions(model.functions());
    }

    private static void checkFunctions(OnnxModel.Functions functions) throws Unusable {
        if (functions.cyclic()) {
            throw new Unusable(ReportCode.ONNX_TOO_DEEP, "A function of the model calls itself");
        } else if (functions.depth() > MAX_FUNCTION_DEPTH) {
            throw new Unusable(
                    ReportCode.ONNX_TOO_DEEP,
                    "Functions call each other " + functions.depth() + " deep; at most " + MAX_FUNCTION_DEPTH
                            + " are taken");
        } else if (functions.expandedNodes() >= MAX_EXPANDED_NODES) {
            throw new Unusable(
                    ReportCode.ONNX_EXPANSION,
                    "Written out, the model's functions are " + MAX_EXPANDED_NODES + " nodes or more");
        }
    }
}
