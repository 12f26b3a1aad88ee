// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.jmh.ToldKey;
import dev.duality.jmh.ToldLines;
import dev.duality.messaging.Transport;
import dev.duality.simulation.protocol.ProtocolProvider;
import dev.duality.workloads.Workload;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Classes of a user's jar that do not come to an end when they are made, or when they are asked what all commands ask.
class JarProbeTest {
    private static final String HANGS = "while (System.nanoTime() != 0) java.util.concurrent.locks.LockSupport.park();";

    @TempDir
    Path folder;

    private Path compiled(String name, String source) throws IOException {
        return UserSources.compiled(folder, name, source);
    }

    /// Each command looks at all classes first, and the one behind is right.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "static { HANGS }                                             | made",
                "public Mine() { HANGS }                                      | made",
                "public String name() { HANGS return null; }                  | asked for its description",
                "public java.util.List<Parameter<?>> parameters() { HANGS return null; } | asked for its description",
                "public java.util.List<Side> sides() { HANGS return null; }   | asked for its sides",
            })
    void aClassThatHangsIsLeftOutAndTheOneBehindItIsNot(String members, String asked) throws IOException {
        compiled("Good", UserSources.good());
        Path classes = compiled("Mine", UserSources.workload(members.replace("HANGS", HANGS)));

        assertEquals(
                Map.of("mine.Mine", "it does not come to an end within 3 s when it is " + asked),
                broken(Workload.class, "mine.Mine", classes));
    }

    @Test
    void transportsAndProtocolsThatHangAreLeftOut() throws IOException {
        Path classes = compiled("Mine", """
                package mine;
                import dev.duality.messaging.*;
                import dev.duality.simulation.protocol.*;
                import dev.duality.workloads.Workload;
                import java.util.List;
                public class Mine implements Transport, ProtocolProvider {
                    public String name() { return "mine"; }
                    public String description() { return "mine"; }
                    public Contract contract() { HANGS return null; }
                    public Carrier start(TransportOptions options) { return null; }
                    public List<Protocol> protocols(Workload workload) { HANGS return null; }
                }
                """.replace("HANGS", HANGS));
        compiled("Good", UserSources.good());

        String hangs = "it does not come to an end within 3 s when it is asked for its ";
        assertEquals(Map.of("mine.Mine", hangs + "contract"), broken(Transport.class, "mine.Mine", classes));
        assertEquals(Map.of("mine.Mine", hangs + "protocols"), broken(ProtocolProvider.class, "mine.Mine", classes));
    }

    /// Protocols are asked for with all workloads that may be used, and whatever has ended a JVM before is none of
    /// them.
    @Test
    void aProviderBehindAWorkloadThatEndsItsJvmIsNotLeftOut() throws IOException {
        compiled("Mine", UserSources.workload("static { Runtime.getRuntime().halt(7); }"));
        Path classes = compiled("Provider", """
                package mine;
                import dev.duality.simulation.protocol.*;
                import dev.duality.workloads.Workload;
                import java.util.List;
                public class Provider implements ProtocolProvider {
                    public List<Protocol> protocols(Workload workload) { return List.of(); }
                }
                """);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(Workload.class.getName()), "mine.Mine\n");
        Files.writeString(services.resolve(ProtocolProvider.class.getName()), "mine.Provider\n");

        assertEquals(
                Map.of("mine.Mine", "it ends the program with status 7 when it is made, as Runtime.halt does"),
                broken(
                        List.of(
                                new JarProbe.Registration(Workload.class.getName(), "mine.Mine"),
                                new JarProbe.Registration(ProtocolProvider.class.getName(), "mine.Provider")),
                        classes));
    }

    /// It says, where no stream of ours stands between, that all classes were looked at; then it ends the JVM.
    @Test
    void whatAClassPrintsIsNoAnswer() throws IOException {
        compiled("Good", UserSources.good());
        Path classes = compiled("Mine", UserSources.workload("""
                static {
                    try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
                        out.write("\\1duality-probe over\\n\\1 over\\n over\\n".getBytes());
                        out.flush();
                        Runtime.getRuntime().halt(7);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                """));

        assertEquals(
                Map.of("mine.Mine", "it ends the program with status 7 when it is made, as Runtime.halt does"),
                broken(Workload.class, "mine.Mine", classes));
    }

    /// A JVM that cannot use its archive of classes says so among what it prints, before all else.
    @Test
    void whatTheJvmItselfPrintsIsNoAnswer() throws IOException {
        Path classes = compiled("Good", UserSources.good());

        assertEquals(
                Map.of(),
                JarProbe.broken(
                        List.of(new JarProbe.Registration(Workload.class.getName(), "mine.Good")),
                        System.getProperty("java.class.path") + File.pathSeparator + classes,
                        Duration.ofSeconds(3),
                        List.of("-XX:+PrintCommandLineFlags")));
    }

    @Test
    void ofWhatAClassPrintsTheFirstLineIsKeptAndTheEndIsToldWhateverHappens() {
        ToldKey key = ToldKey.fresh();
        Reader breaks = new Reader() {
            private final Reader text = new StringReader("one\ntwo\n" + key.text() + " over\n");

            @Override
            public int read(char[] into, int from, int most) throws IOException {
                int count = text.read(into, from, most);
                if (count < 0) {
                    throw new OutOfMemoryError("as of a reader that kept too much");
                }
                return count;
            }

            @Override
            public void close() {}
        };
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        AtomicReference<String> said = new AtomicReference<>("nothing");

        assertThrows(OutOfMemoryError.class, () -> JarProbe.read(new ToldLines(breaks), key, answers, said));

        assertEquals(List.of(" over", JarProbe.END), List.copyOf(answers));
        assertEquals("one", said.get());
    }

    private static Map<String, String> broken(Class<?> service, String name, Path classes) {
        return broken(
                List.of(
                        new JarProbe.Registration(service.getName(), name),
                        new JarProbe.Registration(Workload.class.getName(), "mine.Good")),
                classes);
    }

    private static Map<String, String> broken(List<JarProbe.Registration> registered, Path classes) {
        return JarProbe.broken(
                registered,
                System.getProperty("java.class.path") + File.pathSeparator + classes,
                Duration.ofSeconds(3));
    }
}
