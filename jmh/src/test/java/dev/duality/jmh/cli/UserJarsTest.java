// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.catalog.Registered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jars of users in which something is wrong: each is named in one line, before anything is measured, and only what
/// uses it suffers.
class UserJarsTest {
    private static final String SERVICE = "META-INF/services/dev.duality.workloads.Workload";
    private static final String PROTOCOLS = "META-INF/services/dev.duality.simulation.protocol.ProtocolProvider";
    private static final String NAME = "public String name() { return \"mine\"; }";

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        System.clearProperty(Registered.LEFT_OUT);
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

    /// It agrees whatever it does, and so has not passed.
    @Test
    void aStructureWhoseStateIsNotInItsRegionIsNotExplored() throws IOException {
        Path jar = jar("META-INF/services/dev.duality.shm.structure.Structure", "mine.Mine", compiledSource("""
                package mine;
                import dev.duality.shm.*;
                import dev.duality.shm.history.Model;
                import dev.duality.shm.structure.Structure;
                import java.util.Optional;
                import java.util.concurrent.atomic.AtomicLong;
                public class Mine implements Structure<Long> {
                    public long bytes(Shape shape) { return Long.BYTES; }
                    public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
                        AtomicLong number = new AtomicLong();
                        return party -> random -> number.getAndIncrement();
                    }
                    public Model<?, Long> model(Shape shape) {
                        return Model.of(0L, (number, gave) -> gave.equals(number) ? Optional.of(number + 1) : Optional.empty());
                    }
                }
                """));

        TypedCommands.Done done = TypedCommands.duality(
                "verify", "--memory", "weak", "--structure", "all", "--classpath", jar.toString());

        assertEquals(ExitCodes.FAILED, done.exit(), done.out() + done.err());
        assertTrue(done.out().contains("a structure has its state in the region that it is opened in"), done.out());
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

        TypedCommands.Done done = TypedCommands.duality(
                "simulate",
                "--classpath",
                jar.toString(),
                "--workload",
                "counter",
                "--protocol",
                "mine",
                "--set",
                "operations=20");

        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        assertTrue(done.out().startsWith("counter mine, 4 nodes, seed 1"), done.out());
    }

    @Test
    void aClassThatIsMissingIsLeftOut() throws IOException {
        assertLeftOut("mine.Missing", jar("mine.Missing", compiled(NAME)), "there is no such class");
    }

    @Test
    void aClassThatIsNoWorkloadIsLeftOut() throws IOException {
        assertLeftOut(
                "java.lang.Object", jar("java.lang.Object", compiled(NAME)), "it is no dev.duality.workloads.Workload");
    }

    @Test
    void aClassForANewerJavaIsLeftOut() throws IOException {
        Path classes = compiled(NAME);
        Path file = classes.resolve("mine/Mine.class");
        byte[] bytes = Files.readAllBytes(file);
        bytes[7] = (byte) (bytes[7] + 9); // the version
        Files.write(file, bytes);

        assertLeftOut(jar("mine.Mine", classes), "mine/Mine has been compiled by a more recent version of the Java");
    }

    @Test
    void aClassFileThatIsDamagedIsLeftOut() throws IOException {
        Path classes = compiled(NAME);
        Files.write(classes.resolve("mine/Mine.class"), new byte[] {1, 2, 3});

        assertLeftOut(jar("mine.Mine", classes), "it cannot be loaded: java.lang.ClassFormat");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "public Mine() { throw new IllegalStateException(\"not today\"); } | its constructor threw java.lang.IllegalStateException: not today",
                "static { if (true) throw new IllegalStateException(\"never\"); } | its static initialiser threw java.lang.IllegalStateException: never",
                "Mine(int a) {}                                  | no public constructor without parameters",
                "static { Runtime.getRuntime().halt(0); }        | it ends the program with status 0 when it is made, as Runtime.halt does",
                "static { System.exit(0); }                      | mine.Mine.<clinit> ends the program by System.exit",
                "public java.util.List<Parameter<?>> parameters() { throw new IllegalStateException(\"boom\"); } | its parameters it threw java.lang.IllegalStateException: boom",
                "public String name() { return null; }           | mine.Mine is called 'null', but a name must be lower case",
                "public String name() { return \"../../x\"; }      | is called '../../x', but a name must be lower case",
                "public String name() { throw new Error(\"no\"); } | mine.Mine cannot say its name: java.lang.Error: no",
            })
    void aClassThatCannotBeUsedIsLeftOutWithItsReason(String members, String said) throws IOException {
        assertLeftOut(jar("mine.Mine", compiled(members)), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "public String name() { return \"counter\"; }      | two workloads are called 'counter'",
                "public Script script(Setting s, int w) { throw new IllegalStateException(\"no\\nscript\"); } | no plan can be made of mine: java.lang.IllegalStateException: no script",
                "public Script script(Setting s, int w) { return Script.builder().add(300, 0, 0).build(); } | operation #0 of the script has kind 300, but must be from 0 to 255",
                "public Script script(Setting s, int w) { return null; } | no plan can be made of mine: java.lang.NullPointerException",
                "public int payloadBytes(Values v) { throw new LinkageError(\"no\"); } | no plan can be made of mine: java.lang.LinkageError",
                "public java.util.List<Side> sides() { throw new IllegalStateException(); } | no plan can be made of mine: java.lang.IllegalStateException",
            })
    void aClassThatFailsIsNamedWithItsReason(String members, String said) throws IOException {
        assertRefused(jar("mine.Mine", compiled(members)), said);
    }

    /// A jar with one class that ends its JVM without a word, and one that does nothing wrong.
    @Test
    void onlyWhatIsBrokenIsLeftOutAndAllElseIsCompared() throws IOException {
        compiledSource("Good", UserSources.good());
        Path classes = compiled("static { Runtime.getRuntime().halt(7); } public String name() { return \"other\"; }");
        Path jar = jar(SERVICE, "mine.Mine\nmine.Good", classes);
        String leftOut =
                "duality: mine.Mine of --classpath is left out: it ends the program with status 7 when it is made, as"
                        + " Runtime.halt does" + System.lineSeparator();

        for (String workload : List.of("counter", "mine")) {
            TypedCommands.Done verified = told(
                    ("verify --operations 100 --histories 0 --on shm:lock --workload " + workload).split(" "), jar);

            assertEquals(ExitCodes.DONE, verified.exit(), verified.err() + verified.out());
            assertEquals(leftOut, verified.err());
            assertTrue(
                    verified.out().matches(workload + " +shm:lock +w2 +agrees .*\\R1 side compared: it agrees .*\\R"),
                    verified.out());
        }
        TypedCommands.Done listed = told(new String[] {"list", "workloads"}, jar);
        assertEquals(ExitCodes.DONE, listed.exit(), listed.err());
        assertEquals(leftOut, listed.err());
        assertTrue(listed.out().contains("\nmine ") && listed.out().contains("\nrpc "), listed.out());
    }

    /// A fork makes the classes before its own, too, unless it is told not to.
    @Test
    void aForkOfAWorkloadBehindOneThatEndsItsJvmIsMeasured() throws IOException {
        compiledSource("Good", UserSources.good());
        Path jar = jar(
                SERVICE,
                "mine.Mine\nmine.Good",
                compiled("static { Runtime.getRuntime().halt(7); } public String name() { return \"other\"; }"));
        told(new String[] {"list", "workloads"}, jar);

        List<String> flags = UserJars.forkFlags(List.of());

        assertEquals(List.of("-Dduality.left.out=mine.Mine"), flags);
        told(new String[] {"list", "workloads"}, jar(SERVICE, "mine.Good", folder.resolve("classes")));
        assertEquals(List.of(), UserJars.forkFlags(List.of()));
    }

    /// A request for more than there is may be right with a larger heap, so it is no slip.
    @Test
    void aWorkloadThatTakesAllMemoryEndsWithOneLineAndKeepsNothing() throws IOException {
        Path jar = jar(
                "mine.Mine",
                compiled(
                        "public int payloadBytes(Values v) { long[][] all = new long[1 << 20][]; for (int i = 0;; i++) { all[i] = new long[1 << 28]; } }"));

        assertRefused(jar, ExitCodes.ENVIRONMENT, "out of memory: Java heap space, and at most");
    }

    private static TypedCommands.Done told(String[] command, Path jar) {
        String[] args = Arrays.copyOf(command, command.length + 2);
        args[command.length] = "--classpath";
        args[command.length + 1] = jar.toString();
        return TypedCommands.duality(args);
    }

    private void assertLeftOut(Path jar, String said) {
        assertLeftOut("mine.Mine", jar, said);
    }

    /// A user who asks for it is told that it is not there, and why; one who does not is told in one line.
    private void assertLeftOut(String name, Path jar, String said) {
        String line = "duality: %s of --classpath is left out: ".formatted(name);
        TypedCommands.Done asked = told(new String[] {"run", "--dry-run", "--workload", "mine"}, jar);
        TypedCommands.Done others = told(new String[] {"run", "--dry-run"}, jar);

        assertAll(
                () -> assertEquals(ExitCodes.USAGE, asked.exit(), asked.err()),
                () -> assertEquals(2, asked.err().lines().count(), asked.err()),
                () -> assertTrue(asked.err().startsWith(line) && asked.err().contains(said), asked.err()),
                () -> assertTrue(asked.err().contains("there is no workload 'mine'"), asked.err()),
                () -> assertEquals(ExitCodes.DONE, others.exit(), others.err()),
                () -> assertEquals(1, others.err().lines().count(), others.err()),
                () -> assertTrue(others.err().startsWith(line) && others.err().contains(said), others.err()));
    }

    private void assertRefused(Path jar, String said) {
        assertRefused(jar, ExitCodes.USAGE, said);
    }

    private void assertRefused(Path jar, int code, String said) {
        Path kept = folder.resolve("run");

        TypedCommands.Done done = TypedCommands.duality(
                "run", "--classpath", jar.toString(), "--workload", "mine", "--out", kept.toString());

        assertAll(
                () -> assertEquals(code, done.exit(), done.err()),
                () -> assertEquals(1, done.err().lines().count(), done.err()),
                () -> assertTrue(done.err().contains(said), done.err()),
                () -> assertEquals("", done.out()),
                () -> assertFalse(Files.exists(kept)));
    }

    /// A class `mine.Mine` that is a workload but for these members.
    private Path compiled(String members) throws IOException {
        return compiledSource(UserSources.workload(members));
    }

    private Path compiledSource(String source) throws IOException {
        return compiledSource("Mine", source);
    }

    private Path compiledSource(String name, String source) throws IOException {
        return UserSources.compiled(folder, name, source);
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
