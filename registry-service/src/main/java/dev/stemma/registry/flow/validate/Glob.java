package dev.stemma.registry.flow.validate;

/**
 * A pattern of names: {@code *} stands for any characters, {@code ?} for one. Matching takes at most pattern times name steps,
 * whatever a suite's author wrote.
 *
 * @param pattern as written
 */
record Glob(String pattern) {

    /** Whether the whole name fits. */
    boolean matches(String name) {
        int at = 0;
        int star = -1;
        int afterStar = 0;
        int i = 0;
        while (i < name.length()) {
            if (at < pattern.length() && (pattern.charAt(at) == '?' || literal(at, name.charAt(i)))) {
                at++;
                i++;
            } else if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                afterStar = i;
            } else if (star >= 0) {
                // Let the last star take one more character.
                at = star + 1;
                i = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    private boolean literal(int at, char c) {
        return pattern.charAt(at) == c && c != '*';
    }
}
