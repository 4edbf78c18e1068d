package dev.stemma.cli.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stemma.blob.BlobException;
import dev.stemma.blob.Chunk;
import dev.stemma.blob.Digest;
import dev.stemma.blob.InMemoryBlobIndex;
import dev.stemma.blob.object.MemoryObjectStore;
import dev.stemma.blob.object.ObjectStore;
import dev.stemma.blob.packed.PackedBlobStore;
import dev.stemma.blob.plan.PlanFormat;
import dev.stemma.blob.plan.PlannedPull;
import dev.stemma.cli.json.Json;
import dev.stemma.cli.json.JsonReader;
import dev.stemma.cli.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Enough of the registry for the CLI's tests, over HTTP on loopback: pushes with packs (verified by the real store), commits,
 * versions, manifests, files with ranges, aliases. Answers of other routes are set by the test; faults come before all else.
 */
public final class FakeRegistry implements AutoCloseable {
    /** The token that it accepts. */
    public static final String TOKEN = "stm_pat_TEST";

    private static final String OWNER = "o";
    private static final Pattern NAME = Pattern.compile("/api/v1/(models|datasets|suites)/([^/]+/[^/]+)(/.*)?");

    /** Answers one request, or says that it does not. */
    @FunctionalInterface
    public interface Handler {
        /** True when it has answered. */
        boolean handle(HttpExchange exchange) throws IOException;
    }

    /**
     * A version as committed.
     *
     * @param number 1, 2, …
     * @param digest of the manifest
     * @param manifest exact bytes
     * @param request the whole commit request
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Stored(int number, String digest, byte[] manifest, Json.Obj request) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PackedBlobStore blobs;
    private final Map<String, List<Stored>> versions = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<String, String> fixed = new LinkedHashMap<>();
    private final List<Handler> faults = new CopyOnWriteArrayList<>();
    /** Bytes of all packs that were taken. */
    public final AtomicLong packBytes = new AtomicLong();
    /** Method and path of every request, in order. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** Bodies of JSON requests by method and path. */
    public final Map<String, Json.Obj> bodies = new LinkedHashMap<>();
    /** Headers of interest by method and path, each the last seen. */
    public final List<String> idempotencyKeys = new CopyOnWriteArrayList<>();

    /** One that keeps bytes in memory. */
    public FakeRegistry() throws IOException {
        this(new MemoryObjectStore(Clock.systemUTC()));
    }

    /** One that keeps bytes in this store. */
    public FakeRegistry(ObjectStore objects) throws IOException {
        this.blobs = new PackedBlobStore(
                objects,
                new InMemoryBlobIndex(),
                UUID::randomUUID,
                Files.createTempDirectory("stemma-scratch-"),
                Clock.systemUTC());
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The versions of a name. */
    public List<Stored> versions(String name) {
        return versions.getOrDefault(name, List.of());
    }

    /** Answers this method and path with a body from now on. */
    public void answer(String methodAndPath, String body) {
        fixed.put(methodAndPath, body);
    }

    /** Points an alias of a name at a version. */
    public void alias(String name, String alias, int version) {
        aliases.put(name + "@" + alias, "v" + version);
    }

    /** Lets a handler see every request first. */
    public void fault(Handler handler) {
        faults.add(handler);
    }

    /** Forgets the faults. */
    public void heal() {
        faults.clear();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(line);
        try {
            for (Handler fault : faults) {
                if (fault.handle(exchange)) {
                    return;
                }
            }
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                problem(exchange, 401, "UNAUTHENTICATED", "no token");
                return;
            }
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"))
                    .ifPresent(idempotencyKeys::add);
            route(exchange, line);
        } catch (BlobException refused) {
            problem(exchange, 422, "PACK_INVALID", String.valueOf(refused.getMessage()));
        } finally {
            exchange.close();
        }
    }

    private void route(HttpExchange exchange, String line) throws IOException {
        String body = fixed.get(line);
        if (body != null) {
            byte[] sent = exchange.getRequestBody().readAllBytes();
            if (sent.length > 0 && sent[0] == '{') {
                bodies.put(line, JsonReader.parseObject(sent));
            }
            answer(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
            return;
        }
        Matcher name = NAME.matcher(exchange.getRequestURI().getPath());
        if (!name.matches()) {
            problem(exchange, 404, "NOT_FOUND", "no such route: " + line);
            return;
        }
        String rest = name.group(3) == null ? "" : name.group(3);
        named(exchange, name.group(1), name.group(2), rest);
    }

    private void named(HttpExchange exchange, String kind, String name, String rest) throws IOException {
        String method = exchange.getRequestMethod();
        if (method.equals("POST") && rest.equals("/pushes")) {
            answer(
                    exchange,
                    201,
                    "{\"id\":\"p_1\",\"chunkSizeBytes\":4194304,\"maxPackBytes\":67108864,\"expiresAt\":\"2026-11-24T05:01:12Z\"}"
                            .getBytes(StandardCharsets.UTF_8));
        } else if (rest.startsWith("/pushes/p_1/")) {
            push(exchange, kind, name, rest.substring("/pushes/p_1/".length()));
        } else if (method.equals("PUT") && rest.startsWith("/blobs/")) {
            byte[] bytes = exchange.getRequestBody().readAllBytes();
            blobs.put(OWNER, new java.io.ByteArrayInputStream(bytes), Digest.parse(rest.substring(7)), bytes.length);
            answer(exchange, 201, "{}".getBytes(StandardCharsets.UTF_8));
        } else if (method.equals("POST") && rest.equals("/versions")) {
            recommit(exchange, kind, name);
        } else if (method.equals("POST") && rest.endsWith("/direct")) {
            problem(exchange, 409, "DIRECT_OFF", "this server sends all bytes itself");
        } else if (method.equals("POST") && rest.startsWith("/blobs/")) {
            plan(exchange, rest.substring("/blobs/".length()));
        } else if (rest.startsWith("/versions/")) {
            version(exchange, kind, name, rest.substring("/versions/".length()));
        } else {
            problem(
                    exchange,
                    404,
                    rest.startsWith("/aliases/") ? "ALIAS_NOT_FOUND" : "NOT_FOUND",
                    "nothing at " + rest);
        }
    }

    private void push(HttpExchange exchange, String kind, String name, String rest) throws IOException {
        InputStream in = exchange.getRequestBody();
        if (rest.equals("missing")) {
            BitSet missing = blobs.missing(chunks(in.readAllBytes()), owner -> true);
            byte[] bits = java.util.Arrays.copyOf(missing.toByteArray(), (chunkCount(exchange) + 7) / 8);
            answer(exchange, 200, bits);
        } else if (rest.equals("bases")) {
            byte[] digests = in.readAllBytes();
            List<Digest> asked = new ArrayList<>();
            for (int at = 0; at < digests.length; at += Digest.BYTES) {
                asked.add(Digest.fromBytes(java.util.Arrays.copyOfRange(digests, at, at + Digest.BYTES)));
            }
            answer(exchange, 200, blobs.depths(asked, OWNER::equals));
        } else if (rest.startsWith("packs/")) {
            long length = Long.parseLong(exchange.getRequestHeaders().getFirst("Content-Length"));
            blobs.putEncodedPack(OWNER, Digest.parse(rest.substring(6)), in, length, OWNER::equals);
            packBytes.addAndGet(length);
            answer(exchange, 201, "{\"chunks\":1,\"sizeBytes\":1,\"created\":true}".getBytes(StandardCharsets.UTF_8));
        } else if (rest.startsWith("files/")) {
            long size = Long.parseLong(exchange.getRequestURI().getQuery().substring("size=".length()));
            blobs.assemble(OWNER, Digest.parse(rest.substring(6)), size, chunks(in.readAllBytes()), owner -> true);
            answer(exchange, 201, "{}".getBytes(StandardCharsets.UTF_8));
        } else if (rest.equals("commit")) {
            commit(exchange, kind, name, JsonReader.parseObject(in.readAllBytes()));
        }
    }

    private void plan(HttpExchange exchange, String rest) throws IOException {
        Json.Obj question = JsonReader.parseObject(exchange.getRequestBody().readAllBytes());
        List<Digest> have =
                question.array("have").texts().stream().map(Digest::parse).toList();
        int slash = rest.indexOf('/');
        PlannedPull planned =
                blobs.plan(Digest.parse(rest.substring(0, slash)), have).orElseThrow();
        if (rest.endsWith("/plan")) {
            answer(exchange, 200, PlanFormat.bytes(planned.plan()));
        } else if (!planned.plan().tag().equals(question.text("plan"))) {
            problem(exchange, 409, "PLAN_CHANGED", "another plan");
        } else {
            BitSet numbers = new BitSet();
            for (String part : question.text("frames").split(",", -1)) {
                String[] ends = part.split("-", -1);
                numbers.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
            try (InputStream in = planned.open(numbers)) {
                answer(exchange, 200, in.readAllBytes());
            }
        }
    }

    /** Encodes a version against another, as the registry does in the background. */
    public void encode(String name, int version, String parentName, int parent) {
        blobs.encode(
                OWNER,
                files(versions(name).get(version - 1)),
                List.of(files(versions(parentName).get(parent - 1))));
    }

    private static SortedMap<String, Digest> files(Stored stored) {
        SortedMap<String, Digest> files = new TreeMap<>();
        JsonReader.parseObject(stored.manifest())
                .array("files")
                .objects()
                .forEach(file -> files.put(file.text("path"), Digest.parse(file.text("sha256"))));
        return files;
    }

    private static int chunkCount(HttpExchange exchange) {
        return Integer.parseInt(exchange.getRequestHeaders().getFirst("Content-Length")) / 36;
    }

    private static List<Chunk> chunks(byte[] records) {
        List<Chunk> chunks = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(records);
        while (buffer.hasRemaining()) {
            byte[] digest = new byte[32];
            buffer.get(digest);
            chunks.add(new Chunk(Digest.fromBytes(digest), buffer.getInt()));
        }
        return chunks;
    }

    private synchronized void commit(HttpExchange exchange, String kind, String name, Json.Obj request)
            throws IOException {
        byte[] manifest = request.text("manifest").getBytes(StandardCharsets.UTF_8);
        String digest = Digest.of(manifest).toString();
        List<Stored> known = versions.computeIfAbsent(name, fresh -> new ArrayList<>());
        Optional<Stored> same =
                known.stream().filter(one -> one.digest().equals(digest)).findFirst();
        Stored stored = same.orElseGet(() -> new Stored(known.size() + 1, digest, manifest, request));
        if (same.isEmpty()) {
            known.add(stored);
        }
        answer(exchange, same.isEmpty() ? 201 : 200, JsonWriter.bytes(view(kind, name, stored, same.isEmpty())));
    }

    private void recommit(HttpExchange exchange, String kind, String name) throws IOException {
        Json.Obj request = JsonReader.parseObject(exchange.getRequestBody().readAllBytes());
        String digest = Digest.of(request.text("manifest").getBytes(StandardCharsets.UTF_8))
                .toString();
        if (versions(name).stream().anyMatch(one -> one.digest().equals(digest))) {
            commit(exchange, kind, name, request);
        } else {
            problem(exchange, 409, "BLOBS_MISSING", "something was not put through this name");
        }
    }

    private void version(HttpExchange exchange, String kind, String name, String rest) throws IOException {
        int slash = rest.indexOf('/');
        String selector = slash < 0 ? rest : rest.substring(0, slash);
        Stored stored = find(name, selector);
        if (stored == null) {
            problem(exchange, 404, "VERSION_NOT_FOUND", name + " has no version " + selector);
        } else if (slash < 0) {
            answer(exchange, 200, JsonWriter.bytes(view(kind, name, stored, false)));
        } else if (rest.endsWith("/manifest")) {
            answer(exchange, 200, stored.manifest());
        } else {
            file(exchange, stored, rest.substring(slash + "/files/".length()));
        }
    }

    private @Nullable Stored find(String name, String selector) {
        List<Stored> known = versions.getOrDefault(name, List.of());
        String wanted = selector;
        if (selector.equals("@latest")) {
            wanted = "v" + known.size();
        } else if (selector.startsWith("@")) {
            wanted = aliases.getOrDefault(name + selector, "none");
        }
        for (Stored one : known) {
            if (wanted.equals("v" + one.number()) || one.digest().startsWith(wanted)) {
                return one;
            }
        }
        return null;
    }

    private void file(HttpExchange exchange, Stored stored, String path) throws IOException {
        Json.Obj file = JsonReader.parseObject(stored.manifest()).array("files").objects().stream()
                .filter(one -> one.text("path").equals(path))
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no file " + path)));
        long size = file.integer("sizeBytes");
        String range = exchange.getRequestHeaders().getFirst("Range");
        long from = range == null ? 0 : Long.parseLong(range.replaceAll("[^0-9]", ""));
        exchange.getResponseHeaders().set("ETag", "\"" + file.text("sha256") + "\"");
        if (range != null) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (size - 1) + "/" + size);
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, size == from ? -1 : size - from);
        try (InputStream in = blobs.open(Digest.parse(file.text("sha256")), from, size - from)) {
            in.transferTo(exchange.getResponseBody());
        }
    }

    private Json.Obj view(String kind, String name, Stored stored, boolean created) {
        Json.Obj manifest = JsonReader.parseObject(stored.manifest());
        long size = manifest.array("files").objects().stream()
                .mapToLong(file -> file.integer("sizeBytes"))
                .sum();
        String word = kind.substring(0, kind.length() - 1);
        return Json.object()
                .with("kind", word)
                .with("name", name)
                .with("version", "v" + stored.number())
                .with("ref", (word.equals("model") ? "" : word + ":") + name + ":v" + stored.number())
                .with("digest", stored.digest())
                .with("created", created)
                .with("message", stored.request().get("message"))
                .with("labels", List.of())
                .with("aliases", List.of())
                .with("createdBy", "ana")
                .with("createdAt", "2026-11-23T07:25:52Z")
                .with("yanked", null)
                .with("sizeBytes", size)
                .with("files", manifest.get("files"))
                .with("tree", manifest.get("tree"))
                .with("parents", List.of())
                .with("validation", null);
    }

    /** Answers with a body. */
    public static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Answers with a problem document. */
    public static void problem(HttpExchange exchange, int status, String code, String detail) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        answer(
                exchange,
                status,
                JsonWriter.bytes(Json.object()
                        .with("title", code)
                        .with("status", status)
                        .with("detail", detail)
                        .with("code", code)
                        .with("requestId", "01JDA7K2M3N4P5Q6R7S8T9V0W1")));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
