// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Jars of users in which something is wrong: each is refused in one line, before anything is measured.
class UserJarsTest {
    private static final String SERVICE = "META-INF/services/dev.duality.workloads.Workload";
    private static final String PROTOCOLS = "META-INF/services/dev.duality.simulation.protocol.ProtocolProvider";
    private static final String NAME = "public String name() { return \"mine\"; }";

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws IOException {
        Path jar = Files.writeString(folder.resolve("mine.jar"), "no zip");

        assertRefused(jar, "mine.jar, which is not a jar file");
    }

    @Test
    void aZipThatIsCutOffIsRefused() throws IOException {
        Path jar = jar("mine.Mine", compiled(NAME));
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length - 30));

        assertRefused(jar, "mine.jar, which is not a jar file");
    }

    @Test
    void aJarThatRegistersNothingIsRefused() throws IOException {
        Path jar = jar("", compiled(NAME));

        assertRefused(jar, "where nothing is registered: neither " + SERVICE + " nor META-INF/services/dev.duality.me");
        assertRefused(jar, " nor " + PROTOCOLS);
    }

    /// A protocol for a workload of ours.
    @Test
    void aJarWithNothingButAProtocolIsPlayed() throws IOException {
        Path jar = jar(PROTOCOLS, "mine.Mine", compiledSource("""
                package mine;
                import dev.duality.simulation.derived.PlainProtocol;
                import dev.duality.simulation.protocol.*;
                import dev.duality.workloads.*;
                import java.util.List;
                public class Mine implements ProtocolProvider {
                    record Renamed(Protocol plain) implements Protocol {
                        public String name() { return "mine"; }
                        public String description() { return "mine"; }
                        public List<Parameter<?>> parameters() { return plain.parameters(); }
                        public Deployment deployment(Setting setting, int nodes) { return plain.deployment(setting, nodes); }
                    }
                    public List<Protocol> protocols(Workload workload) {
                        return List.of(new Renamed(new PlainProtocol(workload)));
                    }
                }
                """));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = Duality.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "simulate",
                        "--classpath",
                        jar.toString(),
                        "--workload",
                        "counter",
                        "--protocol",
                        "mine",
                        "--set",
                        "operations=20");

        assertEquals(ExitCodes.DONE, exit, err.toString());
        assertTrue(out.toString().startsWith("counter mine, 4 nodes, seed 1"), out.toString());
    }

    @Test
    void aClassThatIsMissingIsNamed() throws IOException {
        assertRefused(jar("mine.Missing", compiled(NAME)), "Provider mine.Missing not found");
    }

    @Test
    void aClassThatIsNoWorkloadIsNamed() throws IOException {
        assertRefused(jar("dev.duality.jmh.cli.Duality", compiled(NAME)), "dev.duality.jmh.cli.Duality not a subtype");
    }

    @Test
    void aClassForANewerJavaIsNamed() throws IOException {
        Path classes = compiled(NAME);
        Path file = classes.resolve("mine/Mine.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = (byte) (bytes[7] + 9); // the version
        Files.write(file, bytes);

        assertRefused(jar("mine.Mine", classes), "mine/Mine has been compiled by a more recent version of the Java");
    }

    @Test
    void aClassFileThatIsDamagedIsNamed() throws IOException {
        Path classes = compiled(NAME);
        Files.write(classes.resolve("mine/Mine.class"), new byte[] {1, 2, 3});

        assertRefused(jar("mine.Mine", classes), "a class on the class path cannot be loaded: java.lang.ClassFormat");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "public Mine() { throw new IllegalStateException(\"not today\"); } | could not be instantiated: java.lang.IllegalStateException: not today",
                "static { if (true) throw new IllegalStateException(\"never\"); } | could not be instantiated: java.lang.ExceptionInInitializerError",
                "Mine(int a) {}                                  | no-arg constructor",
                "public String name() { return null; }           | mine.Mine is called 'null', but a name must be lower case",
                "public String name() { return \"../../x\"; }      | is called '../../x', but a name must be lower case",
                "public String name() { return \"counter\"; }      | two workloads are called 'counter'",
                "public String name() { throw new Error(\"no\"); } | mine.Mine cannot say its name: java.lang.Error: no",
                "public Script script(Setting s, int w) { throw new IllegalStateException(\"no\\nscript\"); } | no plan can be made of mine: java.lang.IllegalStateException: no script",
                "public Script script(Setting s, int w) { return Script.builder().add(300, 0, 0).build(); } | operation #0 of the script has kind 300, but must be from 0 to 255",
                "public Script script(Setting s, int w) { return null; } | no plan can be made of mine: java.lang.NullPointerException",
                "public int payloadBytes(Values v) { throw new LinkageError(\"no\"); } | no plan can be made of mine: java.lang.LinkageError",
                "public java.util.List<Side> sides() { throw new IllegalStateException(); } | no plan can be made of mine: java.lang.IllegalStateException",
            })
    void aClassThatFailsIsNamedWithItsReason(String members, String said) throws IOException {
        assertRefused(jar("mine.Mine", compiled(members)), said);
    }

    @Test
    void aWorkloadThatThrowsWhereItIsListedIsNamed() throws IOException {
        Path jar = jar(
                "mine.Mine",
                compiled(
                        "public java.util.List<Parameter<?>> parameters() { throw new IllegalStateException(\"boom\"); }"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = Duality.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("list", "workloads", "--classpath", jar.toString());

        assertEquals(ExitCodes.USAGE, exit, err.toString());
        assertEquals(
                "duality: mine.Mine.parameters of --classpath threw java.lang.IllegalStateException: boom"
                        + System.lineSeparator(),
                err.toString());
    }

    /// In a JVM of its own, which it ends.
    @ParameterizedTest
    @ValueSource(strings = {"list workloads", "run --dry-run"})
    void aClassThatEndsTheProgramIsNamedAndThatIsNoSuccess(String command) throws Exception {
        Path jar = jar("mine.Mine", compiled("static { System.exit(0); }"));
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Duality.class.getName()));
        line.addAll(List.of(command.split(" ")));
        line.addAll(List.of("--classpath", jar.toString()));
        Path err = folder.resolve("err");

        Process process = new ProcessBuilder(line)
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertEquals(ExitCodes.USAGE, process.waitFor());
        assertTrue(
                Files.readString(err).contains("duality: mine.Mine.<clinit> ended the program by System.exit"),
                Files.readString(err));
    }

    /// Without a word, and with the status that it likes, if nobody looked.
    @Test
    void aClassThatHaltsTheProgramIsNamed() throws IOException {
        assertRefused(
                jar("mine.Mine", compiled("static { Runtime.getRuntime().halt(0); }")),
                "mine.Mine of --classpath ended the program with status 0, as Runtime.halt does");
    }

    /// What asks for more than there is may be right with a larger heap, so it is no slip.
    @Test
    void aWorkloadThatTakesAllMemoryEndsWithOneLineAndKeepsNothing() throws IOException {
        Path jar = jar(
                "mine.Mine",
                compiled(
                        "public int payloadBytes(Values v) { long[][] all = new long[1 << 20][]; for (int i = 0;; i++) { all[i] = new long[1 << 28]; } }"));

        assertRefused(jar, ExitCodes.ENVIRONMENT, "out of memory: Java heap space, and at most");
    }

    private void assertRefused(Path jar, String said) {
        assertRefused(jar, ExitCodes.USAGE, said);
    }

    private void assertRefused(Path jar, int code, String said) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                Duality.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        Path kept = folder.resolve("run");

        int exit = line.execute("run", "--classpath", jar.toString(), "--workload", "mine", "--out", kept.toString());

        assertAll(
                () -> assertEquals(code, exit, err.toString()),
                () -> assertEquals(1, err.toString().lines().count(), err.toString()),
                () -> assertTrue(err.toString().contains(said), err.toString()),
                () -> assertEquals("", out.toString()),
                () -> assertFalse(Files.exists(kept)));
    }

    /// A class `mine.Mine` that is a workload but for these members.
    private Path compiled(String members) throws IOException {
        String source = """
                package mine;
                import dev.duality.workloads.*;
                public class Mine implements Workload {
                    %s
                    %s
                    public String description() { return "mine"; }
                    public Specification specification(Setting setting) { return null; }
                    %s
                }
                """.formatted(
                        members,
                        members.contains("name()") ? "" : NAME,
                        members.contains("script(")
                                ? ""
                                : "public Script script(Setting s, int w) { return Script.builder().add(0, 0, 0).build(); }");
        return compiledSource(source);
    }

    private Path compiledSource(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Mine.java"), source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
            assertTrue(compiler.getTask(null, files, null, options, null, files.getJavaFileObjects(file))
                    .call());
        }
        return classes;
    }

    /// @param registered the class that is named; nothing if it is empty
    private Path jar(String registered, Path classes) throws IOException {
        return jar(SERVICE, registered, classes);
    }

    private Path jar(String service, String registered, Path classes) throws IOException {
        Path jar = folder.resolve("mine.jar");
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(classes)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
            if (!registered.isEmpty()) {
                out.putNextEntry(new JarEntry(service));
                out.write(registered.getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }
}
