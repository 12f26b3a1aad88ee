// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/// The flags of every JVM that runs our workloads: the forks of JMH, the tests and `./duality` itself. This list is
/// the owner; `jvm.flags` in the root `pom.xml`, the manifest in `jmh/pom.xml` and `./duality` repeat it, and a test
/// holds them to it.
public final class JvmFlags {
    /// In the order in which they are passed.
    public static final List<String> FORK = List.of(
            // System calls by the FFM API, and Chronicle's native parts.
            "--enable-native-access=ALL-UNNAMED",
            // Chronicle Queue and JMH read memory by an interface that JDK 24 warns of.
            "--sun-misc-unsafe-memory-access=allow",
            // Chronicle Queue looks into methods, and maps files by the inside of FileChannel.
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            // Agrona and Aeron, where a user has them, reach memory by the inside of the JDK.
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            // The cores of a simulated multicore are continuations.
            "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
            // Chronicle Queue would otherwise call home.
            "-Dchronicle.analytics.disable=true");

    /// The flags of a JVM that is expected to be broken by what it runs: its crash tells its story in its output and
    /// leaves nothing in the user's folder, and a heap that is full ends it at once. What has filled it is often still
    /// held, and then one thread waits for ever for another that has died of it.
    public static final List<String> GUARD =
            List.of("-XX:+ErrorFileToStdout", "-XX:-CreateCoredumpOnCrash", "-XX:+ExitOnOutOfMemoryError");

    /// The line of a JVM that ends itself so, before the reason.
    public static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";

    private static final String ARCHIVE = "-XX:SharedArchiveFile=";

    private JvmFlags() {}

    /// The flag by which this JVM was given a class-data archive, for its forks to have it too; none if it was not. It
    /// changes how quickly a JVM starts, and nothing of what it compiles.
    public static List<String> archive() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith(ARCHIVE))
                .toList();
    }

    /// The flag as a run tells of it: that its forks had an archive, and not where this machine keeps it.
    public static String withoutFolder(String flag) {
        return flag.startsWith(ARCHIVE)
                ? ARCHIVE + Path.of(flag.substring(ARCHIVE.length())).getFileName()
                : flag;
    }
}
