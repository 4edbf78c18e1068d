package dev.stemma.blob.object;

import java.util.regex.Pattern;

/** Which keys are allowed: few enough that every store and file system takes them literally. */
public final class ObjectKeys {

    private static final int MAX_LIMIT = 1000;
    private static final int MAX_LENGTH = 512;
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*");
    private static final Pattern PREFIX = Pattern.compile("([a-z0-9][a-z0-9._-]*/)*([a-z0-9][a-z0-9._-]*)?");

    private ObjectKeys() {}

    /**
     * The key itself, if it is allowed.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static String check(String key) {
        return check(KEY, key, "object key");
    }

    /**
     * The prefix itself, if a key could start with it; the empty string can.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static String checkPrefix(String prefix) {
        return check(PREFIX, prefix, "key prefix");
    }

    /**
     * The limit itself, if a listing may ask for so many.
     *
     * @throws IllegalArgumentException otherwise
     */
    public static int checkLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("A listing gives 1 to " + MAX_LIMIT + " objects, not " + limit);
        }
        return limit;
    }

    private static String check(Pattern pattern, String text, String what) {
        if (text.length() > MAX_LENGTH || !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("Not an " + what + ": \"" + text + "\"");
        }
        return text;
    }
}
