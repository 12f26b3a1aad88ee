// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The script `duality` where it may not write, in odd folders, and under odd names.
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest extends LaunchedProject {
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

    /// A link to a link, relative to a folder with a blank and an umlaut.
    @Test
    void aLinkToALinkFindsTheProject() throws Exception {
        make("a bü");
        Path far = Files.createDirectories(folder.resolve("far ü"));
        Path near = Files.createSymbolicLink(far.resolve("near"), Path.of("..", "a bü", "duality"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("far ü", "near"));
        Path whole = Files.createSymbolicLink(folder.resolve("whole"), link);

        for (Path called : List.of(near, link, whole)) {
            Ended ended = end(new ProcessBuilder("env", "LC_ALL=C", "sh", called.toString(), "--version"));
            assertTrue(becomesJava(ended), ended::toString);
        }
        assertEquals(1, builds());
    }

    /// `bash duality` looks for it as for a command, and says no folder.
    @Test
    void aShellThatFindsItAsACommandFindsTheProject() throws Exception {
        Files.createSymbolicLink(project.resolve("tools").resolve("dual-linked"), Path.of("..", "duality"));

        Ended ended = end(new ProcessBuilder("bash", "dual-linked", "--version").directory(folder.toFile()));

        assertTrue(becomesJava(ended), ended::toString);
    }

    /// Maven said so in ten lines, and a folder `jmh` was left beside the copy.
    @Test
    void aCopyOutsideOfAProjectIsOneLineAndLeavesNothing() throws Exception {
        Path copy = Files.copy(
                project.resolve("duality"),
                Files.createDirectory(folder.resolve("bin")).resolve("dual"));

        Ended ended = end(new ProcessBuilder("sh", copy.toString(), "--version"));

        assertEquals(3, ended.status());
        assertEquals(1, ended.err().size(), ended::toString);
        assertTrue(ended.err().getFirst().contains("is no clone of Duality"), ended::toString);
        assertTrue(Files.notExists(copy.resolveSibling("jmh")));
        assertEquals(0, builds());
    }
}
