// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Transport;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Side;
import dev.duality.workloads.Sum;
import dev.duality.workloads.Workload;
import dev.duality.workloads.derived.DerivedSides;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogTest {
    @TempDir
    private Path folder;

    private final Catalog catalog = Catalog.load(getClass().getClassLoader());

    private Catalog with(String registered) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Workload.class.getName()), registered);
        URI uri = folder.toUri();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {uri.toURL()}, getClass().getClassLoader())) {
            return Catalog.load(loader);
        }
    }

    /// A workload of a user's jar.
    public static final class Named extends Sum {
        @Override
        public String name() {
            return "counter";
        }
    }

    /// A workload of a user's jar that can do harm as soon as it is initialised.
    public static final class Explosive extends Sum {
        static {
            initialised("Explosive");
        }

        @Override
        public String name() {
            return "explosive";
        }
    }

    private static void initialised(String name) {
        throw new IllegalStateException(name + " was initialised");
    }

    @Test
    void whoeverUsesWhatIsOursDoesNotInitialiseWhatStandsBehindIt() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Workload.class.getName()), Explosive.class.getName());
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            for (String name : List.of("counter", "interrupt", "mapreduce")) {
                Workload workload = Catalog.workload(name, loader);
                for (String substrate : List.of("shm:lock", "messaging:ring")) {
                    assertEquals(
                            substrate, Catalog.side(workload, substrate, loader).substrate());
                }
            }
            BadInput refusal = assertThrows(BadInput.class, () -> Catalog.workload("explosive", loader));
            assertTrue(refusal.getMessage().contains("CatalogTest$Explosive"), refusal.getMessage());
        }
    }

    @Test
    void aSideThatIsFoundAloneIsTheOneThatIsFoundAmongAll() {
        ClassLoader loader = getClass().getClassLoader();
        for (Workload workload : catalog.workloads()) {
            for (Side side : catalog.sides(workload)) {
                Side alone = Catalog.side(workload, side.substrate(), loader);
                assertEquals(side.getClass(), alone.getClass(), workload.name() + " " + side.substrate());
                assertEquals(side.description(), alone.description());
            }
        }
    }

    @Test
    void anUnknownWorkloadIsRefusedInOneLineThatNamesThoseThereAre() {
        String line =
                assertThrows(BadInput.class, () -> catalog.workload("countre")).getMessage();

        assertTrue(line.startsWith("there is no workload 'countre'; did you mean counter? there are "), line);
        assertTrue(line.contains("counter") && line.contains("rpc") && line.contains("cache"), line);
    }

    @Test
    void anUnknownSubstrateIsRefusedInOneLineThatNamesThoseThereAre() {
        Workload counter = catalog.workload("counter");
        String line = assertThrows(BadInput.class, () -> catalog.side(counter, "shm:ring"))
                .getMessage();

        assertTrue(line.startsWith("workload counter has no substrate 'shm:ring'; it has shm:lockfree, "), line);
        assertTrue(line.contains("messaging:ring"), line);
    }

    @Test
    void handWrittenSidesComeBeforeDerivedOnesAndSharedMemoryBeforeMessages() {
        List<String> names = catalog.sides(catalog.workload("counter")).stream()
                .map(Side::substrate)
                .toList();

        assertEquals(
                List.of(
                        "shm:lockfree",
                        "shm:striped",
                        "shm:lock",
                        "shm:lock-ticket",
                        "shm:lock-mcs",
                        "shm:lock-synchronized",
                        "shm:lock-reentrant",
                        "shm:lock-stamped",
                        "shm:combining",
                        "shm:mailbox",
                        "shm:delegation"),
                names.subList(0, 11));
        assertTrue(names.subList(11, names.size()).stream().allMatch(name -> name.startsWith("messaging:")));
    }

    @Test
    void aJarsWorkloadIsFoundBesideOurs() throws IOException {
        assertEquals("sum", with("dev.duality.workloads.Sum").workload("sum").name());
    }

    @Test
    void twoWorkloadsOfOneNameAreRefused() {
        String line =
                assertThrows(BadInput.class, () -> with(Named.class.getName())).getMessage();

        assertEquals("two workloads are called 'counter'; rename one, or leave its jar out", line);
    }

    @Test
    void aRegisteredClassThatIsNotThereIsRefused() {
        String line =
                assertThrows(BadInput.class, () -> with("org.example.Missing")).getMessage();

        assertTrue(line.startsWith("a class on the class path cannot be used: "), line);
        assertTrue(line.contains("org.example.Missing"), line);
    }

    /// The baselines are in a jar of their own.
    @Test
    void whoAsksForABaselineWithoutItsJarReadsHowToGetIt() {
        Catalog catalog = Catalog.load(CatalogTest.class.getClassLoader());

        BadInput slip = assertThrows(BadInput.class, () -> catalog.workload("round-trip"));

        assertEquals(
                "the jar of the workload 'round-trip' is not here; `./duality rivals --list` gets it once, and then it is",
                slip.getMessage());
    }

    /// A side that wraps a derived one, and forgets to ask it, would be refused in processes without a reason.
    @Test
    void whateverRunsOverATransportReachesAsFarAndWaitsInAsManyWaysAsItDoes() {
        List<Transport> transports = Registered.of(Transport.class, getClass().getClassLoader());
        for (Workload workload : catalog.workloads()) {
            Map<String, Side> derived = DerivedSides.of(workload, transports).stream()
                    .collect(Collectors.toMap(Side::substrate, Function.identity()));
            for (Side side : catalog.sides(workload)) {
                Side like = derived.get(side.substrate());
                if (like != null) {
                    String name = workload.name() + " on " + side.substrate();
                    assertEquals(like.reach(), side.reach(), name);
                    assertEquals(like.waits(), side.waits(), name);
                }
            }
        }
    }
}
