// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs on HDFS and YARN. One of Hadoop's servers listens at all addresses, so they get a network of their own.
class ClusterJobTest {
    private static final int PATIENCE_MINUTES = 8;

    @TempDir
    Path folder;

    @Test
    void jobsOnYarnHaveTheOutputOfThePlainProgramAndLeaveNothingInHdfs() throws Exception {
        assumeTrue(hasNetwork(), "a network namespace of its own needs root, unshare and ip");
        assumeTrue(
                Stream.of(HadoopProgram.class, MapReduceWorkload.class).allMatch(ClusterJobTest::isInJar),
                "nodes get our jars, so this runs after the phase `package`");
        List<String> said = said(run());
        assertTrue(said.contains("wordcount: the same, not empty"), said.toString());
        assertTrue(said.contains("sort: the same, not empty"), said.toString());
        assertEquals(
                2,
                said.stream()
                        .filter("duality mapreduce: MAPREDUCE, SUCCEEDED"::equals)
                        .count(),
                said.toString());
        assertTrue(said.contains("left in HDFS: 0"), said.toString());
    }

    private static boolean hasNetwork() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-n", "ip", "link", "set", "lo", "up")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) { // one of the two is not there
            return false;
        }
    }

    private static boolean isInJar(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .endsWith(".jar");
    }

    /// @return the file of its output
    private Path run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "unshare",
                "-n",
                "sh",
                "-c",
                "ip link set lo up && exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djdk.net.hosts.file=" + hosts(),
                "-cp",
                classPath(),
                ClusterJobMain.class.getName(),
                folder.toString()));
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home")); // of the nodes' tasks, too
        Process cluster = builder.start();
        try {
            assertTrue(cluster.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), () -> "still at it: " + last(out));
            assertEquals(0, cluster.exitValue(), () -> last(out));
        } finally {
            cluster.descendants().forEach(ProcessHandle::destroyForcibly);
            cluster.destroyForcibly();
        }
        return out;
    }

    /// With the jar of ours last: it names Hadoop's client, whose classes have the names of the servers' own.
    private static String classPath() {
        String ours = HadoopProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return Stream.concat(
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(path -> !path.equals(ours)),
                        Stream.of(ours))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Whatever this host is called, it is the loopback.
    private Path hosts() throws IOException {
        String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        return Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost %s\n".formatted(name));
    }

    private static List<String> said(Path out) throws IOException {
        return Files.readAllLines(out);
    }

    private static String last(Path out) {
        try {
            List<String> lines = said(out);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
