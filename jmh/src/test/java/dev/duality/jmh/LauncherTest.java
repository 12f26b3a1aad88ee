// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script `duality` in a project of its own, with a Maven and a Java that are scripts, too: what it does when a
/// build is killed, where it may not write, and in odd folders.
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final long MOST_SECONDS = 60; // only so that a script that spins ends

    /// A file that ends as a jar does.
    private static final String WHOLE_JAR = "{ printf 'PK\\005\\006'; head -c 18 /dev/zero; }";

    /// Writes what a build writes, under the name that it is given.
    private static final String BUILDS = """
            #!/bin/sh
            echo built >>"$(dirname "$0")/builds"
            for option; do
                case $option in -Dbenchmarks.file=*) file=${option#*=} ;; esac
            done
            %s >"$(dirname "$0")/../jmh/target/${file:-benchmarks.jar}"
            """.formatted(WHOLE_JAR);

    private static final String IS_KILLED = """
            #!/bin/sh
            for option; do
                case $option in -Dbenchmarks.file=*) file=${option#*=} ;; esac
            done
            echo half >"$(dirname "$0")/../jmh/target/${file:-benchmarks.jar}"
            kill -%s $PPID
            """;

    @TempDir
    Path folder;

    private Path project;

    private record Ended(int status, List<String> out, List<String> err) {}

    @BeforeEach
    void makeProject() throws IOException {
        make("project");
    }

    private void make(String name) throws IOException {
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

    private void executable(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void maven(String text) throws IOException {
        executable("tools/mvn", text);
    }

    private Path target(String name) {
        return project.resolve("jmh").resolve("target").resolve(name);
    }

    private Ended start(String... prefix) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of("sh", project.resolve("duality").toString(), "--version"));
        return end(new ProcessBuilder(command));
    }

    private Ended duality(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", project.resolve("duality").toString()));
        command.addAll(List.of(arguments));
        return end(new ProcessBuilder(command));
    }

    /// A Java that looks at operands as told, and a Maven that builds the baselines, too.
    private void looks(String how) throws IOException {
        executable("jdk/bin/java", """
                #!/bin/sh
                case " $* " in *' dev.duality.jmh.cli.Operands '*) %s ;; esac
                for argument; do echo "$argument"; done
                """.formatted(how));
        maven(BUILDS + """
                mkdir -p "$(dirname "$0")/../jmh/baselines/target"
                %s >"$(dirname "$0")/../jmh/baselines/target/baselines.jar"
                """.formatted(WHOLE_JAR));
    }

    /// The first start builds what every command needs: nobody could look at anything without it.
    @Test
    void aSlipBehindACommandThatNeedsMoreJarsIsToldBeforeTheyAreBuilt() throws Exception {
        looks("echo 'duality: a slip' >&2; exit 2");
        assertTrue(becomesJava(start()));

        Ended ended = duality("rivals", "--payload", "7");

        assertEquals(2, ended.status());
        assertEquals(List.of("duality: a slip"), ended.err());
        assertEquals(1, builds());
    }

    @Test
    void aCommandThatNeedsMoreJarsHasThemBuiltOnceAndTheyAreOnItsClassPath() throws Exception {
        looks("echo baselines; exit 0");
        assertTrue(becomesJava(start()));

        assertTrue(becomesJava(duality("rivals")));
        Ended again = duality("rivals", "--list");

        assertEquals(2, builds());
        assertTrue(
                again.out().stream().anyMatch(line -> line.contains("/jmh/baselines/target/baselines.jar")),
                again::toString);
    }

    @Test
    void whatNeedsNoMoreJarsBuildsNone() throws Exception {
        looks("exit 0");
        assertTrue(becomesJava(start()));

        assertTrue(becomesJava(duality("rivals", "--help")));

        assertEquals(1, builds());
    }

    private Ended end(ProcessBuilder builder) throws IOException, InterruptedException {
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

    private int builds() throws IOException {
        Path file = project.resolve("tools").resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private boolean becomesJava(Ended ended) {
        return ended.status() == 0 && ended.out().contains("dev.duality.jmh.cli.Duality");
    }

    @Test
    void builtOnceItStartsJavaAndBuildsNoMore() throws Exception {
        assertTrue(becomesJava(start()));
        assertTrue(becomesJava(start()));

        assertEquals(1, builds());
        assertFalse(Files.isSymbolicLink(target("benchmarks.lock")));
    }

    @Test
    void aBuildThatIsInterruptedLeavesNoJarAndTheNextStartBuilds() throws Exception {
        maven(IS_KILLED.formatted("INT"));
        assertEquals(130, start().status());
        try (Stream<Path> left = Files.list(target("."))) {
            assertEquals(
                    List.of(),
                    left.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".jar") || name.endsWith(".lock"))
                            .toList());
        }

        maven(BUILDS);
        assertTrue(becomesJava(start()));
    }

    @Test
    void aBuildThatIsKilledIsDoneAgainByTheNextStartAndLeavesNothing() throws Exception {
        maven(IS_KILLED.formatted("KILL"));
        assertEquals(128 + 9, start().status());

        maven(BUILDS);
        assertTrue(becomesJava(start()));
        try (Stream<Path> left = Files.list(target("."))) {
            assertEquals(
                    1, left.filter(file -> file.toString().endsWith(".jar")).count());
        }
    }

    @Test
    void aHalfMadeJarIsBuiltAgainThoughItIsNewerThanTheSources() throws Exception {
        assertTrue(becomesJava(start()));
        Files.writeString(target("benchmarks.jar"), "PK half");

        assertTrue(becomesJava(start()));
        assertEquals(2, builds());
    }

    @Test
    void aLockOfAProcessThatDoesNotBuildIsNotWaitedFor() throws Exception {
        for (String owner : List.of(
                "1",
                "1@",
                "1@0",
                "999999999@17",
                "nobody@x",
                ProcessHandle.current().pid() + "@1")) {
            Files.deleteIfExists(target("benchmarks.jar"));
            Files.createSymbolicLink(target("benchmarks.lock"), Path.of(owner));

            assertTrue(becomesJava(start()), owner);
        }
    }

    @Test
    void whereNoLockCanBeMadeOneLineSaysSo() throws Exception {
        Files.writeString(target("benchmarks.lock"), "no link");

        Ended ended = start();

        assertEquals(3, ended.status());
        assertEquals(1, ended.err().size());
        assertTrue(ended.err().getFirst().startsWith("duality: cannot write to "), ended.err()::getFirst);
    }

    @Test
    void aColonInTheFoldersNameIsOneLine() throws Exception {
        make("a:b");

        Ended ended = start();

        assertEquals(3, ended.status());
        assertEquals(1, ended.err().size());
        assertTrue(ended.err().getFirst().contains("a colon ends a folder's name"), ended.err()::getFirst);
    }

    /// As one is that was renamed.
    @Test
    void aColonInTheNameOfAFolderThatWasBuiltBeforeIsOneLineToo() throws Exception {
        assertTrue(becomesJava(start()));
        project = Files.move(project, folder.resolve("a:b"));

        Ended ended = start();

        assertEquals(3, ended.status());
        assertEquals(1, ended.err().size());
        assertTrue(ended.err().getFirst().contains("a colon ends a folder's name"), ended.err()::getFirst);
    }

    @Test
    void aFolderWithABlankAndAnUmlautReachesJavaWhole() throws Exception {
        make("a bü");

        Ended ended = start("env", "LC_ALL=C");

        assertTrue(becomesJava(ended), ended::toString);
        assertTrue(ended.out().contains("locale C.UTF-8"), ended::toString);
        assertTrue(
                ended.out()
                        .contains(project.toRealPath()
                                .resolve("jmh/target/benchmarks.jar")
                                .toString()),
                ended::toString);
    }

    @Test
    void theLocaleOfAUserWhoHasOneIsLeft() throws Exception {
        executable("tools/locale", "#!/bin/sh\necho ISO-8859-1\n");

        assertTrue(start("env", "LC_ALL=de_DE.ISO-8859-1").out().contains("locale de_DE.ISO-8859-1"));
    }

    /// Java takes it for C, and would find no file with an umlaut.
    @Test
    void aLocaleThatThisMachineLacksIsReplaced() throws Exception {
        executable("tools/locale", "#!/bin/sh\necho ANSI_X3.4-1968\n");

        assertTrue(start("env", "LC_ALL=de_DE.UTF-8").out().contains("locale C.UTF-8"));
    }

    @Test
    void aFolderThatIsGoneIsOneLine() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        String script =
                "cd '%s' && rmdir '%s' && exec sh '%s' --version".formatted(gone, gone, project.resolve("duality"));

        Ended ended = end(new ProcessBuilder("sh", "-c", script));

        assertEquals(3, ended.status());
        assertEquals(
                "duality: the folder that you are in has been removed; change to another",
                ended.err().getLast());
    }

    @Test
    void aJavaThatCannotStartForWantOfAddressesIsOneLine() throws Exception {
        executable("jdk/bin/java", "#!/bin/sh\necho 'Could not allocate compressed class space'\nexit 1\n");
        String script = "ulimit -v 3000000 && exec sh '%s' --version".formatted(project.resolve("duality"));

        Ended ended = end(new ProcessBuilder("sh", "-c", script));

        assertEquals(3, ended.status());
        assertEquals(List.of(), ended.out());
        assertEquals(1, ended.err().size());
        assertTrue(ended.err().getFirst().contains("ulimit -v"), ended.err()::getFirst);
    }
}
