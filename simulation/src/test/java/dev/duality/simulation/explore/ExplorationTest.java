// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.network.Fault;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.simulation.run.SimulationOutcome;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplorationTest {
    private static final Catalog CATALOG = Catalog.load(ExplorationTest.class.getClassLoader());
    private static final Protocols PROTOCOLS = Protocols.load(ExplorationTest.class.getClassLoader());
    private static final Workload COUNTER = CATALOG.workload("counter");

    @TempDir
    Path folder;

    /// A protocol with one mistake: the receiver takes the message with number 30 for a new one when it comes twice.
    private static class OneMistake implements Protocol {
        private static final int MESSAGES = 100;

        @Override
        public String name() {
            return "one-mistake";
        }

        @Override
        public String description() {
            return "takes one message twice";
        }

        @Override
        public Deployment deployment(Setting setting, int nodes) {
            return new Deployment() {
                private final Set<Long> seen = new HashSet<>();
                private boolean twice;
                private boolean done;

                @Override
                public List<Node> nodes() {
                    List<Node> all = new ArrayList<>();
                    all.add(sender());
                    for (int node = 1; node < nodes; node++) {
                        all.add(receiver());
                    }
                    return all;
                }

                private Node sender() {
                    return new Node() {
                        private int sent;

                        @Override
                        public void onStart(Port port) {
                            port.schedule(0, 1_000);
                        }

                        @Override
                        public void onTimer(int timer, Port port) {
                            if (sent == MESSAGES) {
                                done = true;
                                return;
                            }
                            port.message(1).set(0, sent++, 0, 0).payload().length(0);
                            port.send(1);
                            port.schedule(0, 1_000_000);
                        }

                        @Override
                        public void onMessage(Message message, Port port) {}
                    };
                }

                private Node receiver() {
                    return (message, _) -> {
                        if (!seen.add(message.sequence()) && message.sequence() == 30) {
                            twice = true;
                        }
                    };
                }

                @Override
                public Node restarted(int node) {
                    return node == 0 ? sender() : receiver();
                }

                @Override
                public boolean finished() {
                    return done;
                }

                @Override
                public Optional<String> violation() {
                    return twice ? Optional.of("30 was taken twice") : Optional.empty();
                }

                @Override
                public long digest() {
                    return 0;
                }

                @Override
                public Map<String, Long> counts() {
                    return Map.of("messages", (long) MESSAGES);
                }
            };
        }
    }

    private static final ProtocolUnderTest BROKEN = new ProtocolUnderTest(COUNTER, new OneMistake());

    private static Exploration exploration(String... sets) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < sets.length; i += 2) {
            given.put(sets[i], sets[i + 1]);
        }
        return new Exploration(new Scenarios(given, OptionalInt.empty(), false));
    }

    private static Exploration.Try failing() {
        Exploration exploration = exploration("crashes", "0", "duplication", "0.2", "loss", "0.1");
        for (long seed = 1; seed < 200; seed++) {
            Exploration.Try one = exploration.play(BROKEN, seed).orElseThrow();
            if (one.report().outcome().isFailure()) {
                return one;
            }
        }
        throw new AssertionError("no seed of 200 finds the mistake");
    }

    @Test
    void aFailureIsShrunkToTheOneFaultThatMatters() {
        Exploration.Shrunk shrunk = Exploration.shrink(failing().scenario());

        assertTrue(shrunk.before() > 10, "only " + shrunk.before());
        assertEquals(
                List.of(new Fault.Doubled(30)),
                shrunk.scenario().schedule().orElseThrow().faults());
        SimulationOutcome.Violated violated = assertInstanceOf(SimulationOutcome.Violated.class, shrunk.outcome());
        assertEquals("30 was taken twice", violated.line());
    }

    /// The double alone fails, too, but otherwise: the count is wrong at the end.
    @Test
    void whatIsLeftFailsInTheSameWay() {
        NetworkValues fair = NetworkValues.takenFrom(new LinkedHashMap<>());
        Scenario stuck = new Scenario(
                        COUNTER,
                        PROTOCOLS.of(COUNTER, "plain"),
                        4,
                        1,
                        Map.of("operations", "90"),
                        fair,
                        Optional.empty())
                .with(new Schedule(List.of(new Fault.Lost(5), new Fault.Doubled(6))));

        Exploration.Shrunk shrunk = Exploration.shrink(stuck);

        assertInstanceOf(SimulationOutcome.Violated.class, shrunk.outcome(), "a loss alone would be another failure");
        assertEquals(
                Optional.of(new Schedule(List.of(new Fault.Doubled(6)))),
                shrunk.scenario().schedule());
    }

    @Test
    void aScenarioOfASeedIsAlwaysTheSameAndOthersAreOthers() {
        Scenarios scenarios = new Scenarios(Map.of(), OptionalInt.empty(), false);

        assertEquals(command(scenarios, 5), command(scenarios, 5));
        assertNotEquals(command(scenarios, 5), command(scenarios, 6));
        assertEquals(failing().report(), failing().report());
    }

    private static String command(Scenarios scenarios, long seed) {
        return scenarios.of(BROKEN, seed, 0).command();
    }

    @Test
    void onlyWhatAProtocolWithstandsIsDrawn() {
        Protocol plain = PROTOCOLS.of(COUNTER, "plain");
        Scenarios scenarios = new Scenarios(Map.of("loss", "0.3"), OptionalInt.of(7), false);
        boolean paused = false;
        for (long seed = 0; seed < 100; seed++) {
            Scenario scenario = scenarios.of(new ProtocolUnderTest(COUNTER, plain), seed, 0);
            Set<FaultKind> kinds = scenario.conditions().faultKinds();
            assertTrue(plain.withstands().containsAll(kinds), kinds.toString());
            assertEquals(7, scenario.nodes());
            paused |= kinds.contains(FaultKind.PAUSE);
        }
        assertTrue(paused);
        Scenarios anyway = new Scenarios(Map.of("loss", "0.3"), OptionalInt.of(7), true);
        assertTrue(anyway.of(new ProtocolUnderTest(COUNTER, plain), 1, 0)
                .conditions()
                .faultKinds()
                .contains(FaultKind.LOSS));
    }

    /// Names of the network are taken out of what is set, so no workload and no protocol may use them.
    @Test
    void noParameterIsCalledAsOneOfTheNetworks() {
        Set<String> taken = new HashSet<>();
        NetworkValues.ALL.forEach(value -> taken.add(value.name()));
        for (Workload workload : CATALOG.workloads()) {
            for (Protocol protocol : PROTOCOLS.of(workload)) {
                new ProtocolUnderTest(workload, protocol)
                        .parameters()
                        .forEach(parameter -> assertTrue(
                                !taken.contains(parameter.name()), workload.name() + " " + parameter.name()));
            }
        }
    }

    /// It may be too large in a way that no bound of a play sees.
    @Test
    void aPlayThatDoesNotFitTheMemoryIsBrokenOffAndTheSearchGoesOn() {
        ProtocolUnderTest role = new ProtocolUnderTest(COUNTER, new OneMistake() {
            @Override
            public Deployment deployment(Setting setting, int nodes) {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        ExplorationSummary summary = new ExplorationSummary(List.of(role));

        Exploration.Try one = exploration().play(role, 1).orElseThrow();
        summary.add(role, Optional.of(one.report()));

        assertEquals(
                new SimulationOutcome.BrokenOff(SimulationOutcome.Limit.MEMORY),
                one.report().outcome());
        assertTrue(summary.isFirstTooLarge(role, one.report()));
        assertEquals(List.of(role), summary.unbroken());
        summary.add(role, Optional.of(one.report()));
        assertTrue(!summary.isFirstTooLarge(role, one.report()), "it is said once");
        assertEquals(
                List.of(List.of(role.name(), "2", "0", "0", "2", "0", "0")),
                summary.table().rows());
    }

    /// Every protocol of every workload, on seeds that nobody chose.
    @Test
    void thereAreSeedsThatNoProtocolFails() {
        Exploration exploration = exploration("most-events", "50000");
        for (Workload workload : CATALOG.workloads()) {
            for (Protocol protocol : PROTOCOLS.of(workload)) {
                for (long seed = 1; seed <= 15; seed++) {
                    Exploration.Try one = exploration
                            .play(new ProtocolUnderTest(workload, protocol), seed)
                            .orElseThrow();
                    assertTrue(
                            !one.report().outcome().isFailure(),
                            () -> one.scenario().command() + ": "
                                    + one.report().outcome().line());
                }
            }
        }
    }

    private static Scenario counter() {
        Map<String, String> set =
                new LinkedHashMap<>(Map.of("operations", "90", "delay", "uniform:1us:2us", "loss", "0.02"));
        NetworkValues network = NetworkValues.takenFrom(set);
        return new Scenario(COUNTER, PROTOCOLS.of(COUNTER, "plain"), 5, -7, set, network, Optional.empty());
    }

    @Test
    void aReplaysFileGivesTheSamePlay() throws IOException {
        Path file = folder.resolve("x.replay");
        Exploration.Shrunk shrunk = Exploration.shrink(counter());

        Files.writeString(file, ReplayFile.text(shrunk.scenario(), List.of("a remark\nin two lines")));
        Scenario read = ReplayFile.read(file.toString(), CATALOG, PROTOCOLS);

        assertEquals(new SimulationOutcome.Stuck(), shrunk.outcome());
        assertEquals(1, shrunk.scenario().schedule().orElseThrow().faults().size());
        assertEquals(shrunk.scenario().schedule(), read.schedule());
        assertEquals(shrunk.scenario().command(), read.command());
        assertEquals(shrunk.scenario().play().run(), read.play().run());
    }

    @Test
    void aFileThatIsNoReplayIsRefusedWithTheLine() throws IOException {
        assertRefused("workload counter\nwhat is this\n", "line 2 of ");
        assertRefused("workload counter\nworkload echo\n", "line 2 of ");
        assertRefused("workload nosuch\n", "there is no workload 'nosuch'");
        assertRefused("workload counter\nprotocol nosuch\n", "no protocol 'nosuch'");
        assertRefused("workload counter\nprotocol plain\nnodes two\nseed 1\n", "whole numbers");
        assertRefused("workload counter\nprotocol plain\nnodes 2\nseed 1\nfault lost x\n", "'lost x' is no fault");
        assertRefused("", "is no replay of duality simulate");
        assertRefused("# only a remark\n", "is no replay of duality simulate");
        assertRefused("protocol plain\nnodes 2\n", "no line such as 'workload counter'");
        assertRefused("{\"a\": 1}\n", "is no replay of duality simulate: line 1 is '{\"a\": 1}'");
        assertRefused("set\n", "line 1 of ");
    }

    @Test
    void marksAndBlanksOfAnEditorSayNothing() throws IOException {
        String plain = """
                # a remark
                workload counter
                protocol plain
                nodes 4
                seed 1
                set operations=64
                fault lost 17
                fault delayed 3 copy 0 by 100000
                """;
        String command = replayed(plain).command();
        Schedule schedule = replayed(plain).schedule().orElseThrow();

        for (String form : List.of(
                "\uFEFF" + plain,
                plain.replace("\n", "\r\n"),
                plain.replace("\n", " \n "),
                plain.replace("\n", "\t\n\t"),
                plain.replace("nodes ", "nodes  ").replace("lost ", " lost \t"))) {
            assertEquals(command, replayed(form).command(), form);
            assertEquals(schedule, replayed(form).schedule().orElseThrow(), form);
        }
    }

    private Scenario replayed(String text) throws IOException {
        return ReplayFile.read(
                Files.writeString(folder.resolve("x.replay"), text).toString(), CATALOG, PROTOCOLS);
    }

    private void assertRefused(String text, String says) throws IOException {
        Path file = Files.writeString(folder.resolve("bad"), text);
        String line = assertThrows(BadInput.class, () -> ReplayFile.read(file.toString(), CATALOG, PROTOCOLS))
                .getMessage();
        assertTrue(line.contains(says), line);
    }
}
