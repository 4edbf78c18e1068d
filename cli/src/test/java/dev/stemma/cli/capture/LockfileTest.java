package dev.stemma.cli.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LockfileTest {
    private static List<String> packages(String name, String text) {
        return Lockfile.of(name, text.getBytes(StandardCharsets.UTF_8)).packages().stream()
                .map(one -> one.name() + " " + one.version())
                .toList();
    }

    @Test
    void requirementsThatArePinned() {
        String text =
                "# c\ntorch==2.5.1 ; python_version > '3'\nnumpy >= 1\nuvicorn[standard]==0.30.0 \\\n  --hash=sha256:x\n-r other.txt\n";
        assertEquals(List.of("torch 2.5.1", "uvicorn 0.30.0"), packages("requirements.txt", text));
    }

    @Test
    void tablesOfUvPoetryAndCargo() {
        String text =
                "version = 1\n\n[[package]]\nname = \"torch\"\nversion = \"2.5.1\"\n\n[package.metadata]\nname = \"no\"\nversion = \"0\"\n\n[[package]]\nname = \"numpy\"\nversion = \"2.1.0\"\n";
        assertEquals(List.of("torch 2.5.1", "numpy 2.1.0"), packages("uv.lock", text));
    }

    @Test
    void packagesOfNpmAndPipenv() {
        String npm =
                "{\"packages\":{\"\":{\"version\":\"1.0.0\"},\"node_modules/a\":{\"version\":\"2.0.0\"},\"node_modules/a/node_modules/@s/b\":{\"version\":\"3.0.0\"}}}";
        assertEquals(List.of("a 2.0.0", "@s/b 3.0.0"), packages("package-lock.json", npm));
        assertEquals(
                List.of("six 1.16.0"), packages("Pipfile.lock", "{\"default\":{\"six\":{\"version\":\"==1.16.0\"}}}"));
        assertEquals(List.of(), packages("package-lock.json", "broken"));
    }
}
