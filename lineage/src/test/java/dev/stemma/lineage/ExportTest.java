package dev.stemma.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ExportTest {

    private static final NodeId V1 = NodeId.parse("model:acme/minilm:v1");
    private static final NodeId V2 = NodeId.parse("model:acme/minilm:v2");
    private static final NodeId SOURCE = NodeId.external("s3://lake/\"><script>");

    private static final Graph GRAPH = new Graph(
            V2,
            List.of(
                    new Node(V2, "acme/minilm:v2"),
                    new Node(V1, "acme/minilm:v1"),
                    new Node(SOURCE, "a\"b\\c<d>&e\n#f`g")),
            List.of(new Edge(V1, V2, "quantize"), new Edge(SOURCE, V1, "trained-on")),
            false);

    @Test
    void dotIsStableAndEscaped() {
        assertEquals("""
                digraph lineage {
                  rankdir=LR;
                  node [shape=box];
                  n0 [label="acme/minilm:v2", tooltip="model:acme/minilm:v2", class="model", penwidth=2];
                  n1 [label="acme/minilm:v1", tooltip="model:acme/minilm:v1", class="model"];
                  n2 [label="a\\"b\\\\c&lt;d&gt;&amp;e #f`g", tooltip="external:s3://lake/\\"&gt;&lt;script&gt;", class="external"];
                  n1 -> n0 [label="quantize"];
                  n2 -> n1 [label="trained-on"];
                }
                """, DotExport.of(GRAPH));
    }

    @Test
    void mermaidIsStableAndEscaped() {
        assertEquals("""
                flowchart LR
                  n0["acme/minilm:v2"]:::model
                  n1["acme/minilm:v1"]:::model
                  n2["a#34;b#92;c#60;d#62;#38;e #35;f#96;g"]:::external
                  n1 -->|"quantize"| n0
                  n2 -->|"trained-on"| n1
                  style n0 stroke-width:3px
                """, MermaidExport.of(GRAPH));
    }

    @Test
    void noLabelLeavesItsQuotes() {
        for (int c = 0; c < 0x250; c++) {
            Graph graph = new Graph(V1, List.of(new Node(V1, "x" + (char) c + "y")), List.of(), false);
            String mermaid = MermaidExport.of(graph);
            assertEquals(3, mermaid.lines().count(), "character " + c);
            assertEquals(2, mermaid.chars().filter(x -> x == '"').count(), "character " + c);
            assertFalse(mermaid.contains("<"), "character " + c);
            assertEquals(5, DotExport.of(graph).lines().count(), "character " + c);
        }
    }
}
