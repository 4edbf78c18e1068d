package dev.stemma.blob;

import org.jspecify.annotations.Nullable;

/**
 * Named places between the steps of everything that stores something, at which tests end the process as a power cut would: no clean-up, no
 * flush. {@code -Dstemma.crash=NAME} chooses one, {@code NAME:N} the N-th time that it is reached. Without the property, reaching one costs
 * a comparison with a constant.
 */
public final class CrashPoint {

    /** What a process that was killed ends with. */
    public static final int STATUS = 137;

    private static final @Nullable CrashPoint ARMED = armed(System.getProperty("stemma.crash"));

    private final String name;
    private long left;

    private CrashPoint(String name, long left) {
        this.name = name;
        this.left = left;
    }

    /** Says that the process is here. */
    public static void at(String point) {
        CrashPoint armed = ARMED;
        if (armed != null) {
            armed.reached(point);
        }
    }

    private static @Nullable CrashPoint armed(@Nullable String setting) {
        if (setting == null || setting.isEmpty()) {
            return null;
        }
        int colon = setting.indexOf(':');
        return colon < 0
                ? new CrashPoint(setting, 1)
                : new CrashPoint(setting.substring(0, colon), Long.parseLong(setting.substring(colon + 1)));
    }

    private synchronized void reached(String point) {
        if (point.equals(name)) {
            left--;
            if (left == 0) {
                Runtime.getRuntime().halt(STATUS);
            }
        }
    }
}
