package dev.stemma.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who calls which model-local function: how deep the calls go, and how large the graph is once they are written out. */
final class FunctionCalls {
    private static final int MAX_FUNCTIONS = 10_000;

    private final OnnxScan scan;
    private final Body main = new Body();
    private final Map<String, Body> functions = new LinkedHashMap<>();
    private boolean cyclic;

    /** The nodes of one function, or of the main graph with its subgraphs: operator to number of calls. */
    static final class Body {
        private final Map<String, Integer> calls = new HashMap<>();
        private boolean entered;
        private boolean measured;
        private int depth;
        private long expanded;

        void call(String operator) {
            calls.merge(operator, 1, Integer::sum);
        }
    }

    /** A body on the path of the walk, and the calls of it still to be followed. */
    private record Step(Body body, Iterator<String> callees) {}

    FunctionCalls(OnnxScan scan) {
        this.scan = scan;
    }

    static String key(String domain, String name, String overload) {
        String operator = domain.isEmpty() || domain.equals("ai.onnx") ? name : domain + ":" + name;
        return overload.isEmpty() ? operator : operator + ":" + overload;
    }

    Body main() {
        return main;
    }

    void define(String key, Body body) throws FormatException {
        scan.keep(key);
        if (functions.size() >= MAX_FUNCTIONS) {
            throw FormatException.limit("More than " + MAX_FUNCTIONS + " functions");
        }
        if (functions.put(key, body) != null) {
            throw FormatException.malformed("Two functions have the same name");
        }
    }

    OnnxModel.Functions summary() {
        int depth = 0;
        for (Body body : functions.values()) {
            measure(body);
            depth = Math.max(depth, body.depth);
        }
        measure(main);
        return new OnnxModel.Functions(functions.size(), depth, cyclic, main.expanded);
    }

    /** Depth first without recursion: a body is summed up once all that it calls has been. */
    private void measure(Body start) {
        Deque<Step> path = new ArrayDeque<>();
        enter(path, start);
        for (Step step = path.peek(); step != null; step = path.peek()) {
            if (step.callees.hasNext()) {
                @Nullable Body callee = functions.get(step.callees.next());
                if (callee != null && callee.entered && !callee.measured) {
                    cyclic = true;
                } else if (callee != null) {
                    enter(path, callee);
                }
            } else {
                path.pop();
                sumUp(step.body);
            }
        }
    }

    private static void enter(Deque<Step> path, Body body) {
        if (!body.entered) {
            body.entered = true;
            path.push(new Step(body, body.calls.keySet().iterator()));
        }
    }

    private void sumUp(Body body) {
        int below = 0;
        long expanded = 0;
        for (Map.Entry<String, Integer> call : body.calls.entrySet()) {
            @Nullable Body callee = functions.get(call.getKey());
            below = Math.max(below, callee == null ? 0 : callee.depth);
            expanded = addCapped(expanded, call.getValue(), callee == null ? 1 : callee.expanded);
        }
        body.depth = below + 1;
        body.expanded = expanded;
        body.measured = true;
    }

    private static long addCapped(long sum, long times, long each) {
        long product = Math.multiplyHigh(times, each) == 0 ? times * each : Long.MAX_VALUE;
        long total = sum + product;
        return product < 0 || total < 0 ? Long.MAX_VALUE : total;
    }
}
