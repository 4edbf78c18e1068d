package dev.stemma.cli.ref;

import dev.stemma.cli.failure.CliException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads references as users type them:
 * {@code [kind:]ns/name[:version|@alias[~n]|@sha256:hex][/path]}, a selector alone where the project names a model, or a web address.
 */
public final class ReferenceParser {
    private static final Pattern VERSION = Pattern.compile("v([1-9][0-9]{0,8})");
    private static final Pattern LABEL = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+-]{0,63}");
    private static final Pattern ALIAS = Pattern.compile("@([^~]+)(?:~([1-9][0-9]{0,3}))?");
    private static final Pattern CONTENT = Pattern.compile("@sha256:([0-9a-f]{12,64})");

    private final @Nullable Name home;

    /**
     * A parser.
     *
     * @param home the name that a selector alone belongs to, or null
     */
    public ReferenceParser(@Nullable Name home) {
        this.home = home;
    }

    /** Parses a reference; {@code fallback} is the kind where none is typed. */
    public Reference parse(String text, Kind fallback) {
        if (text.startsWith("https://") || text.startsWith("http://")) {
            return webAddress(text);
        }
        int colon = text.indexOf(':');
        if (colon > 0) {
            Optional<Kind> stated = Kind.ofWord(text.substring(0, colon));
            if (stated.isPresent()) {
                return parse(text.substring(colon + 1), stated.get());
            }
        }
        return named(text, fallback);
    }

    /** Parses {@code A..B}, where B may be a selector alone; empty when the text is no range. */
    public Optional<Range> parseRange(String text, Kind fallback) {
        int dots = text.indexOf("..");
        if (dots <= 0 || text.contains("://")) {
            return Optional.empty();
        }
        Reference from = parse(text.substring(0, dots), fallback);
        Reference to = new ReferenceParser(from.name()).parse(text.substring(dots + 2), from.kind());
        return Optional.of(new Range(from, to));
    }

    /** Two versions of names, from and to. */
    public record Range(Reference from, Reference to) {}

    private Reference named(String text, Kind kind) {
        int at = selectorStart(text);
        String front = at < 0 ? text : text.substring(0, at);
        String back = at < 0 ? "" : text.substring(at);
        if (at < 0 && VERSION.matcher(text).matches()) {
            return Reference.to(kind, home(text), selector(":" + text, text));
        }
        Name name = front.isEmpty() ? home(text) : Name.parse(front);
        if (back.isEmpty()) {
            return Reference.to(kind, name, null);
        }
        int slash = back.indexOf('/');
        String path = slash < 0 ? null : back.substring(slash + 1);
        if (path != null && path.isEmpty()) {
            throw invalid(text, "a file's path is missing behind the last /");
        }
        return new Reference(kind, name, selector(slash < 0 ? back : back.substring(0, slash), text), path, null);
    }

    private static int selectorStart(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ':' || text.charAt(i) == '@') {
                return i;
            }
        }
        return -1;
    }

    private Name home(String text) {
        if (home == null) {
            throw invalid(text, "it names no model, and there is no `model:` in stemma.yaml to add");
        }
        return home;
    }

    private static Selector selector(String typed, String whole) {
        if (typed.startsWith("@sha256:")) {
            Matcher content = CONTENT.matcher(typed);
            if (content.matches()) {
                return new Selector.Content(content.group(1));
            }
            throw invalid(whole, "a digest is @sha256: and 12 to 64 lower-case hex digits");
        }
        return typed.startsWith("@") ? alias(typed, whole) : version(typed.substring(1), whole);
    }

    private static Selector alias(String typed, String whole) {
        Matcher alias = ALIAS.matcher(typed);
        if (!alias.matches() || !Name.valid(alias.group(1))) {
            throw invalid(whole, "an alias is @NAME of lower-case letters and digits, or @NAME~N");
        }
        int back = alias.group(2) == null ? 0 : Integer.parseInt(alias.group(2));
        if (back > 1000) {
            throw invalid(whole, "the history of an alias goes back at most 1000 holders");
        }
        return new Selector.Alias(alias.group(1), back);
    }

    private static Selector version(String typed, String whole) {
        Matcher version = VERSION.matcher(typed);
        if (version.matches()) {
            return new Selector.Version(Integer.parseInt(version.group(1)));
        }
        if (!label(typed)) {
            throw invalid(whole, "behind : stands a version (v3) or a label (2.1.0)");
        }
        return new Selector.Label(typed);
    }

    /** Whether a text can be a label: immutable, and never of the form {@code vN}. */
    public static boolean label(String text) {
        return LABEL.matcher(text).matches() && !text.matches("v[0-9]+") && !text.contains("..");
    }

    private Reference webAddress(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawAuthority() == null || uri.getRawUserInfo() != null || uri.getPath() == null) {
                throw invalid(text, "not the address of a version's page");
            }
            return page(uri, text);
        } catch (URISyntaxException broken) {
            throw invalid(text, "not an address").from(broken);
        }
    }

    private static Reference page(URI uri, String text) {
        String[] parts =
                uri.getPath().replaceFirst("^/+", "").replaceFirst("/+$", "").split("/", -1);
        Optional<Kind> kind = parts.length > 2 ? Kind.ofPlural(parts[0]) : Optional.empty();
        int at = kind.isPresent() ? 1 : 0;
        if (parts.length < at + 2 || parts.length > at + 3) {
            throw invalid(text, "not the address of a version's page");
        }
        Name name = new Name(parts[at], parts[at + 1]);
        String tail = parts.length == at + 3 ? parts[at + 2] : "";
        Selector selector = tail.isEmpty() ? null : selector(tail.startsWith("@") ? tail : ":" + tail, text);
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        return new Reference(kind.orElse(Kind.MODEL), name, selector, null, origin);
    }

    private static CliException invalid(String text, String why) {
        return CliException.usage("'" + text + "' is not a reference")
                .cause(why)
                .help("stemma help references");
    }
}
