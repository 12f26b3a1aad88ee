// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Builds by the script `duality`: they tell their steps, fail or are killed, and have a lock.
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherBuildTest extends LaunchedProject {
    private static final String IS_KILLED = """
            #!/bin/sh
            for option; do
                case $option in -Dbenchmarks.file=*) file=${option#*=} ;; esac
            done
            echo half >"$(dirname "$0")/../jmh/target/${file:-benchmarks.jar}"
            kill -%s $PPID
            """;

    @Test
    void builtOnceItStartsJavaAndBuildsNoMore() throws Exception {
        assertTrue(becomesJava(start()));
        assertTrue(becomesJava(start()));

        assertEquals(1, builds());
        assertFalse(Files.isSymbolicLink(target("benchmarks.lock")));
    }

    /// Its output goes into a pipe of other commands, so what is told goes to standard error.
    @Test
    void aBuildTellsItsStepsAndItsLogHasAllLines() throws Exception {
        maven(BUILDS + """
                cat <<'END'
                [INFO] Building Duality: shm 0.1.0-SNAPSHOT                               [2/8]
                Downloaded from central: a.jar (1.0 kB at 2 kB/s)
                Downloaded from central: b.jar (1.0 kB at 2 kB/s)
                [INFO] --- maven-compiler-plugin:3.16.0:compile (default-compile) @ duality-shm ---
                [INFO] Compiling 84 source files with javac [forked debug release 25] to target/classes
                [INFO] Building jar: /x/shm/target/duality-shm-0.1.0-SNAPSHOT.jar
                [INFO] Building Duality: jmh 0.1.0-SNAPSHOT                               [8/8]
                [INFO] Nothing to compile - all classes are up to date.
                [INFO] --- maven-shade-plugin:3.6.1:shade (default) @ duality-jmh ---
                a \\ and  two blanks
                END
                """);

        Ended ended = start();

        assertTrue(becomesJava(ended), ended::toString);
        assertEquals(
                List.of(
                        "  2/8 shm: fetching what it needs, file 1",
                        "  2/8 shm: compiling 84 source files",
                        "  8/8 jmh: nothing to compile",
                        "  8/8 jmh: packing all into one jar"),
                ended.err().stream().filter(line -> line.startsWith("  ")).toList());
        List<String> log = Files.readAllLines(target("benchmarks.log"));
        assertEquals(10, log.size());
        assertEquals("a \\ and  two blanks", log.getLast());
        assertTrue(ended.out().stream().noneMatch(line -> line.contains("shm")), ended::toString);
        try (Stream<Path> left = Files.list(target("."))) {
            assertTrue(left.noneMatch(file -> file.toString().contains("fresh")));
        }
    }

    /// A daemon of Maven's is such a child; this one ends with the test's folder.
    @Test
    void aChildThatKeepsMavensOutputIsNotWaitedForAndALineWithoutAnEndIsKept() throws Exception {
        maven(BUILDS + """
                {
                    n=0
                    while [ -e "$0" ] && [ $n -lt 200 ]; do n=$((n + 1)); sleep 0.1; done
                    [ ! -e "$0" ] || echo ended >"$0.ended"
                } &
                echo first
                printf 'no end'
                """);

        Ended ended = start();

        assertTrue(becomesJava(ended), ended::toString);
        assertFalse(Files.exists(project.resolve("tools").resolve("mvn.ended")), "it was waited for");
        assertEquals("first\nno end\n", Files.readString(target("benchmarks.log")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLogOnAFullDiskIsNoErrorForEachLine() throws Exception {
        Files.createSymbolicLink(target("benchmarks.log"), Path.of("/dev/full"));
        maven(BUILDS + "echo one\necho two\necho '[INFO] Compiling 3 source files with javac'\n");

        Ended ended = start();

        assertTrue(becomesJava(ended), ended::toString);
        assertEquals(3, ended.err().size(), ended::toString);
        assertEquals("  Maven: compiling 3 source files", ended.err().get(1));
    }

    @Test
    void aBuildThatFailsSaysWhyAndIsNoSuccess() throws Exception {
        maven("#!/bin/sh\necho '[ERROR] no such symbol'\nexit 1\n");

        Ended ended = start();

        assertEquals(3, ended.status());
        assertTrue(ended.err().contains("[ERROR] no such symbol"), ended::toString);
        assertTrue(ended.err().getLast().startsWith("duality: could not build benchmarks.jar"), ended::toString);
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
}
