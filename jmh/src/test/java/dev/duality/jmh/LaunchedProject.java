// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The script `duality` in a project of its own, with a Maven and a Java that are scripts, too.
abstract class LaunchedProject {
    private static final long MOST_SECONDS = 60; // only so that a script that spins ends

    /// A file that ends as a jar does.
    static final String WHOLE_JAR = "{ printf 'PK\\005\\006'; head -c 18 /dev/zero; }";

    /// Writes what a build writes, under the name that it is given.
    static final String BUILDS = """
            #!/bin/sh
            echo built >>"$(dirname "$0")/builds"
            for option; do
                case $option in -Dbenchmarks.file=*) file=${option#*=} ;; esac
            done
            %s >"$(dirname "$0")/../jmh/target/${file:-benchmarks.jar}"
            """.formatted(WHOLE_JAR);

    @TempDir
    Path folder;

    Path project;

    record Ended(int status, List<String> out, List<String> err) {}

    @BeforeEach
    void makeProject() throws IOException {
        make("project");
    }

    void make(String name) throws IOException {
        project = Files.createDirectories(folder.resolve(name));
        Path script = Path.of("..", "duality"); // tests run in their module's folder
        Files.copy(script, project.resolve("duality"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.createDirectories(project.resolve("jmh").resolve("target"));
        Files.createDirectories(project.resolve("jdk").resolve("bin"));
        Files.writeString(project.resolve("jdk").resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        executable("jdk/bin/java", """
                #!/bin/sh
                [ "$1" = -version ] && exit 0
                echo "locale ${LC_ALL:-none}"
                for argument; do echo "$argument"; done
                """);
        maven(BUILDS);
    }

    void executable(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void maven(String text) throws IOException {
        executable("tools/mvn", text);
    }

    Path target(String name) {
        return project.resolve("jmh").resolve("target").resolve(name);
    }

    Ended start(String... prefix) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of("sh", project.resolve("duality").toString(), "--version"));
        return end(new ProcessBuilder(command));
    }

    Ended duality(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", project.resolve("duality").toString()));
        command.addAll(List.of(arguments));
        return end(new ProcessBuilder(command));
    }

    Ended end(ProcessBuilder builder) throws IOException, InterruptedException {
        builder.environment().put("DUALITY_JAVA_HOME", project.resolve("jdk").toString());
        builder.environment().merge("PATH", project.resolve("tools").toString(), (path, tools) -> tools + ":" + path);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("no end; so far it said " + Files.readString(err));
        }
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    int builds() throws IOException {
        Path file = project.resolve("tools").resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    boolean becomesJava(Ended ended) {
        return ended.status() == 0 && ended.out().contains("dev.duality.jmh.cli.Duality");
    }
}
