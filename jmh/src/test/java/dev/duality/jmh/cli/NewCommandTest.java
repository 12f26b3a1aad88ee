// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.shm.contract.SmallDisk;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Projects that `duality new` writes are what a user would begin with.
class NewCommandTest extends TypedCommands {
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @ParameterizedTest
    @CsvSource({
        "workload, --workload my-own, 20",
        "transport, '--workload rpc --on shm:lock,messaging:ring,messaging:my-own', 1"
    })
    void aProjectCompilesWithItsContractTestAndAgreesWithItsSpecification(String kind, String selection, int least)
            throws IOException {
        Path project = folder.resolve("own");
        Done written = duality("new", kind, "my-own", "--out", project + "");
        assertEquals(ExitCodes.DONE, written.exit(), written.err());
        assertTrue(
                written.out()
                        .contains(
                                "mvn -Dquick install  # in Duality's folder, some minutes\nbuild and test it:        mvn -f %s verify"
                                        .formatted(project)),
                written.out());

        Path classes = compiled(project);
        Done done =
                duality(("verify --operations 300 --histories 2 --classpath " + classes + " " + selection).split(" "));

        assertEquals(ExitCodes.DONE, done.exit(), done.out() + done.err());
        assertTrue(done.out().lines().filter(line -> line.contains("agrees")).count() >= least, done.out());
    }

    /// The sources and tests, warnings being errors, and what registers the class.
    private Path compiled(Path project) throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(project.resolve("src"))) {
            List<Path> sources =
                    all.filter(file -> file.toString().endsWith(".java")).toList();
            assertEquals(2, sources.size());
            assertTrue(
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    List.of("-d", classes + "", "-proc:none", "-Xlint:all,-path,-classfile", "-Werror"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call(),
                    said::toString);
        }
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        try (Stream<Path> all = Files.list(project.resolve("src/main/resources/META-INF/services"))) {
            for (Path service : all.toList()) {
                Files.copy(service, services.resolve(service.getFileName()));
            }
        }
        return classes;
    }

    @ParameterizedTest
    @CsvSource({"workload, ledger", "transport, turnstile"})
    void itsPomIsThatOfTheExampleUnderItsOwnName(String kind, String example) throws IOException {
        duality("new", kind, "my-own", "--out", folder.resolve("own") + "");

        Set<String> own = lines(folder.resolve("own/pom.xml"));
        Set<String> examples = lines(Path.of("../examples", example, "pom.xml"));
        Set<String> added = new TreeSet<>(own);
        added.removeAll(examples);

        assertEquals(
                Set.of("<artifactId>my-own</artifactId>", "<finalName>my-own</finalName>", "<name>my-own</name>"),
                added);
        assertFalse(String.join("\n", own).contains(example));
    }

    /// Nor does it clash with the interface that it implements or the kit that tests it.
    @ParameterizedTest
    @CsvSource({
        "workload, queue, QueueWorkload",
        "workload, my-workload, MyWorkload",
        "workload, workload-b, WorkloadB",
        "workload, workload, MyWorkload",
        "workload, workload-contract, MyWorkloadContract",
        "transport, my-queue, MyQueueTransport",
        "transport, my-transport, MyTransport",
        "transport, transport, MyTransport"
    })
    void theNameOfAClassDoesNotSayTwiceWhatItIs(String kind, String name, String called) throws IOException {
        Done written = duality("new", kind, name, "--out", folder.resolve("own") + "");

        assertEquals(ExitCodes.DONE, written.exit(), written.err());
        Path source =
                folder.resolve("own/src/main/java/org/example/%s/%s.java".formatted(name.replace("-", ""), called));
        assertTrue(Files.readString(source).contains("class " + called + " implements"));
        compiled(folder.resolve("own"));
    }

    private static Set<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(String::strip).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "workload Upper|NAME is 'Upper', but must be lower-case letters",
                "workload a_b|NAME is 'a_b'",
                "workload ../x|NAME is '../x'",
                "workload int|NAME is 'int', a word of Java's own",
                "workload counter|there is a workload 'counter' already",
                "transport ring|there is a transport 'ring' already",
                "wrokload x|WHAT is 'wrokload'; did you mean workload?",
                "workload|new needs WHAT and NAME; missing: NAME",
            })
    void aSlipIsOneLineAndWritesNothing(String args, String says) throws IOException {
        Done done = duality(("new " + args + " --out " + folder.resolve("own")).split(" "));

        assertEquals(ExitCodes.USAGE, done.exit(), done.err());
        assertEquals(1, done.err().lines().count(), done.err());
        assertTrue(done.err().contains(says), done.err());
        assertFalse(Files.exists(folder.resolve("own")));
    }

    @Test
    void whatIsThereIsNotOverwritten() throws IOException {
        Path precious = Files.writeString(folder.resolve("pom.xml"), "kept");

        Done done = duality("new", "workload", "my-own", "--out", folder + "");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.err().contains(folder + " is there, and nothing is overwritten"), done.err());
        assertEquals("kept", Files.readString(precious));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(precious), left.toList());
        }
    }

    @Test
    void aDiskThatIsFullHalfwayIsLeftAsItWas() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "size=12k")) {
            Path precious = Files.writeString(disk.path().resolve("precious"), "kept");

            Done done =
                    duality("new", "workload", "my-own", "--out", disk.path().resolve("deep/own") + "");

            assertEquals(ExitCodes.USAGE, done.exit());
            assertTrue(done.err().contains("own cannot be written: no space left on device"), done.err());
            try (Stream<Path> left = Files.list(disk.path())) {
                assertEquals(List.of(precious), left.toList());
            }
            assertEquals("kept", Files.readString(precious));
        }
    }

    @Test
    void itsReadmeHasABlockOfCommandsForEachFolder() throws IOException {
        duality("new", "transport", "my-own", "--out", folder.resolve("own") + "");

        String readme = Files.readString(folder.resolve("own/README.md"));
        String[] halves = readme.split("\nIn Duality's folder, ");

        assertEquals(2, halves.length, readme);
        assertTrue(halves[0].contains("\nIn this folder, ") && halves[0].contains("\n    mvn verify\n"), readme);
        assertFalse(halves[0].contains("./duality"), readme);
        assertEquals(
                2,
                halves[1]
                        .lines()
                        .filter(line -> line.startsWith("    ./duality "))
                        .count(),
                readme);
        assertFalse(halves[1].contains("    mvn"), readme);
    }
}
