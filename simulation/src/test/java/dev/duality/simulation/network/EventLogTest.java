// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.simulation.network.EventLog.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventLogTest {
    private static final int NODES = 4;

    private static String log(Format format, long seed, Appendable out) {
        Network network = new Network(Delay.uniform(10_000, 90_000), 0.05, 0.1, 0.1, 0);
        Simulation simulation = new Simulation(Gossip.nodes(NODES, 20, 30), network, seed, 20)
                .plan(new NodeFaults(1, 1, 1, 100_000, 100_000).draw(seed, NODES))
                .restartWith(node -> new Gossip(node, NODES, 20, 30))
                .observe(new EventLog(out, format, NODES));
        simulation.start();
        while (simulation.step()) {
            assertTrue(simulation.events() < 1_000_000);
        }
        return out.toString();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theSameSeedWritesTheSameBytes(Format format) {
        String once = log(format, 3, new StringBuilder());

        assertTrue(once.lines().count() > 300, once);
        assertEquals(once, log(format, 3, new StringBuilder()));
    }

    @Test
    void textSaysWhatHappensToWhom() {
        StringBuilder out = new StringBuilder();
        Simulation simulation = new Simulation(Gossip.nodes(2, 0, 0), Network.PERFECT, 1, 0)
                .plan(List.of(new Fault.Pause(1, 10, 20)))
                .observe(new EventLog(out, Format.TEXT, 2));
        simulation.start();
        simulation.step();
        simulation.step();

        assertEquals(
                List.of(
                        "0 ns node 0 sends message 0 to 1: kind 1 #0 (0, 0), 0 bytes",
                        "0 ns node 1 sends message 1 to 0: kind 1 #0 (0, 0), 0 bytes",
                        "10 ns node 1 stands still until 20 ns",
                        "1000 ns node 0 timer 7",
                        "1000 ns node 0 sends message 2 to 1: kind 1 #0 (0, 0), 0 bytes"),
                out.toString().lines().toList());
    }

    @Test
    void everyLineOfCsvHasAsManyCellsAsItsHeading() {
        List<String> lines = log(Format.CSV, 5, new StringBuilder()).lines().toList();

        assertEquals("nanos,event,node,other,number,kind,sequence,a,b,bytes", lines.getFirst());
        for (String line : lines) {
            assertEquals(10, line.split(",", -1).length, line);
        }
    }

    /// ShiViz reads `host clock`, then the event. A host counts its own events one by one, and what it gets it knows.
    @Test
    void vectorClocksCountEachHostsEventsAndKnowWhatWasSent() {
        Pattern head = Pattern.compile("(\\S+) \\{(.*)}");
        Pattern count = Pattern.compile("\"(\\w+)\":(\\d+)");
        Pattern description = Pattern.compile(".* (sends|gets|misses) message (\\d+).*");
        Map<String, Integer> own = new HashMap<>();
        Map<String, Map<String, Integer>> known = new HashMap<>();
        Map<Long, Map<String, Integer>> sent = new HashMap<>();
        List<String> lines = new ArrayList<>(
                log(Format.SHIVIZ, 7, new StringBuilder()).lines().toList());
        int received = 0;
        for (int i = 0; i < lines.size(); i += 2) {
            Matcher host = head.matcher(lines.get(i));
            assertTrue(host.matches(), lines.get(i));
            Map<String, Integer> clock = new HashMap<>();
            Matcher counts = count.matcher(host.group(2));
            while (counts.find()) {
                clock.put(counts.group(1), Integer.parseInt(counts.group(2)));
            }
            assertEquals(own.merge(host.group(1), 1, Integer::sum), clock.get(host.group(1)), lines.get(i));
            assertKnows(known.getOrDefault(host.group(1), Map.of()), clock, lines.get(i));
            known.put(host.group(1), clock);
            Matcher event = description.matcher(lines.get(i + 1));
            if (event.matches() && event.group(1).equals("sends")) {
                sent.put(Long.parseLong(event.group(2)), clock);
            } else if (event.matches()) {
                assertKnows(sent.get(Long.parseLong(event.group(2))), clock, lines.get(i + 1));
                received++;
            }
        }
        assertTrue(received > 100 && own.containsKey("network"), own.toString());
    }

    private static void assertKnows(Map<String, Integer> before, Map<String, Integer> after, String line) {
        before.forEach((host, count) -> assertTrue(after.getOrDefault(host, 0) >= count, line));
    }

    @Test
    void aLogThatCannotBeWrittenSaysSo() {
        Appendable full = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public Appendable append(char c) throws IOException {
                throw new IOException("no space left");
            }
        };

        assertThrows(UncheckedIOException.class, () -> log(Format.TEXT, 1, full));
    }
}
