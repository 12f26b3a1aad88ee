// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import java.lang.reflect.InvocationTargetException;

/**
 * Where `java -jar benchmarks.jar` begins. It is compiled for Java 8, so that an old `java` reads one line instead of an
 * UnsupportedClassVersionError, and then starts {@code dev.duality.jmh.Main}.
 */
public final class LauncherMain {
    private static final int NEEDED = 25;
    private static final int ENVIRONMENT = 3;

    private LauncherMain() {}

    /** @param args JMH's options */
    public static void main(String[] args) throws ReflectiveOperationException {
        String version = System.getProperty("java.specification.version");
        if (feature(version) < NEEDED) {
            System.err.println("benchmarks.jar: this java is " + version + ", and JDK " + NEEDED
                    + " or later is needed; start it with the java of one, or use ./duality, which finds it");
            System.exit(ENVIRONMENT);
        }
        try {
            Class.forName("dev.duality.jmh.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("benchmarks.jar ended with an exception", e.getCause());
        }
    }

    /** Such as 8 of `1.8`, and 17 of `17`. */
    static int feature(String version) {
        String number = version.startsWith("1.") ? version.substring(2) : version;
        int end = number.indexOf('.');
        return Integer.parseInt(end < 0 ? number : number.substring(0, end));
    }
}
