// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProtocolsTest {
    private static final Catalog CATALOG = Catalog.load(ProtocolsTest.class.getClassLoader());

    @TempDir
    private Path folder;

    private Protocols with(Class<?>... registered) throws IOException {
        return with(String.join(
                "\n", List.of(registered).stream().map(Class::getName).toList()));
    }

    private Protocols with(String registered) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ProtocolProvider.class.getName()), registered);
        URI uri = folder.toUri();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {uri.toURL()}, getClass().getClassLoader())) {
            return Protocols.load(loader);
        }
    }

    private static List<String> names(Protocols protocols, Workload workload) {
        return protocols.of(workload).stream().map(Protocol::name).toList();
    }

    /// One that nobody plays.
    private record Named(String name) implements Protocol {
        @Override
        public String description() {
            return "of a user's jar";
        }

        @Override
        public Deployment deployment(Setting setting, int nodes) {
            throw new IllegalStateException("nobody plays it");
        }
    }

    /// Gives every workload one protocol.
    abstract static class Giving implements ProtocolProvider {
        private final String name;

        Giving(String name) {
            this.name = name;
        }

        @Override
        public List<Protocol> protocols(Workload workload) {
            return List.of(new Named(name));
        }
    }

    /// Of a user's jar.
    public static final class GivesMine extends Giving {
        public GivesMine() {
            super("mine");
        }
    }

    /// Of a user's jar.
    public static final class GivesPlain extends Giving {
        public GivesPlain() {
            super("plain");
        }
    }

    /// Of a user's jar.
    public static final class GivesNoName extends Giving {
        public GivesNoName() {
            super("../mine");
        }
    }

    @Test
    void whatWasWrittenForAWorkloadComesBeforeWhatIsDerived() {
        Protocols protocols = Protocols.load(getClass().getClassLoader());

        assertEquals(
                List.of("none", "sprite", "token", "polling", "recovery", "plain", "replicated"),
                names(protocols, CATALOG.workload("cache")));
        assertEquals(List.of("plain", "replicated"), names(protocols, CATALOG.workload("counter")));
        assertEquals(List.of("plain", "replicated"), names(protocols, new Sum()));
    }

    @Test
    void aJarsProtocolIsFoundBesideOurs() throws IOException {
        Protocols protocols = with(GivesMine.class);

        assertEquals(List.of("sprite", "mine", "plain", "replicated"), names(protocols, CATALOG.workload("rpc")));
        assertEquals(List.of("mine", "plain", "replicated"), names(protocols, new Sum()));
    }

    @Test
    void whatIsDerivedGivesWayToOneOfTheSameName() throws IOException {
        Protocols protocols = with(GivesPlain.class);

        assertEquals(List.of("plain", "replicated"), names(protocols, new Sum()));
        assertInstanceOf(Named.class, protocols.of(new Sum(), "plain"));
    }

    @Test
    void twoOfOneNameAreRefused() throws IOException {
        Protocols protocols = with(GivesMine.class, AlsoGivesMine.class);

        assertEquals(
                "two protocols of workload sum are called 'mine'; rename one, or leave its jar out",
                assertThrows(BadInput.class, () -> protocols.of(new Sum())).getMessage());
    }

    /// Of another user's jar.
    public static final class AlsoGivesMine extends Giving {
        public AlsoGivesMine() {
            super("mine");
        }
    }

    @Test
    void aNameThatNoFileCouldHaveIsRefused() throws IOException {
        Protocols protocols = with(GivesNoName.class);
        String line =
                assertThrows(BadInput.class, () -> protocols.of(new Sum())).getMessage();

        assertTrue(line.contains("is called '../mine', but a name must be lower case letters"), line);
    }

    @Test
    void anUnknownProtocolIsRefusedInOneLineThatNamesThoseThereAre() {
        Protocols protocols = Protocols.load(getClass().getClassLoader());

        assertEquals(
                "workload counter has no protocol 'sprite'; it has plain, replicated",
                assertThrows(BadInput.class, () -> protocols.of(CATALOG.workload("counter"), "sprite"))
                        .getMessage());
    }

    @Test
    void aRegisteredClassThatIsNotThereIsRefused() {
        String line =
                assertThrows(BadInput.class, () -> with("org.example.Missing")).getMessage();

        assertTrue(line.startsWith("a class on the class path cannot be used: "), line);
    }
}
