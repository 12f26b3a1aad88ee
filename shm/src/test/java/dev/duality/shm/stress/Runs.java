// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/// Runs of jcstress, each in a JVM of its own, and what they have seen together.
final class Runs {
    private final Path folder;
    private final Map<String, Seen> seen = new HashMap<>();
    private int count;

    /// @param folder where each run leaves its log and its pages, in a folder of its own
    Runs(Path folder) {
        this.folder = folder;
    }

    /// The outcomes seen of a test so far.
    Seen seen(String test) {
        return seen.computeIfAbsent(test, _ -> new Seen());
    }

    /// Runs tests.
    void run(Pass pass, NavigableSet<String> tests) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(Files.createDirectories(folder), pass + "-" + ++count + "-");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Djna.tmpdir=" + home); // jcstress loads it, and it would leave a folder in the user's home
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(pass.options());
        command.addAll(List.of("-af", "NONE", "-c", "2", "-hs", "256", "-pth", "false", "-r", "pages"));
        command.addAll(List.of("-t", tests.stream().map(Pattern::quote).collect(Collectors.joining("|", "^(", ")$"))));
        Path log = home.resolve("log");
        new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor(); // the exit code says that a test failed; so do twins
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home, "*.bin.gz")) {
            for (Path file : files) {
                read(file);
            }
        }
        for (String test : tests) {
            if (!seen.containsKey(test)) {
                throw new IOException(test + " did not run; see " + log);
            }
        }
    }

    private void read(Path file) throws IOException {
        DiskReadCollector reader = new DiskReadCollector(file.toString(), this::add);
        try {
            reader.dump();
        } catch (ClassNotFoundException e) {
            throw new IOException("cannot read " + file, e);
        } finally {
            reader.close();
        }
    }

    private void add(TestResult result) {
        seen(result.getName()).add(result);
    }
}
