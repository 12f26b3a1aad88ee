// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.shm.SplitMix64;
import dev.duality.simulation.network.RandomDraws;
import dev.duality.simulation.protocol.FaultKind;
import dev.duality.workloads.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Draws scenarios: small jobs, few nodes, and some of the faults that the protocol withstands. The same role and
/// seed, the same scenario.
public final class Scenarios {
    private static final List<String> DELAYS = List.of(
            "constant:100us",
            "constant:0ns",
            "uniform:50us:200us",
            "uniform:0ns:20ms",
            "normal:100us:50us",
            "lognormal:100us:1",
            "lognormal:1ms:2");
    private static final List<String> LOSSES = List.of("0.01", "0.05", "0.1", "0.2", "0.3");
    private static final List<String> DUPLICATIONS = List.of("0.01", "0.05", "0.2");
    private static final List<String> REORDERINGS = List.of("0.01", "0.1", "0.3");
    private static final List<String> SPANS = List.of("10ms", "100ms", "1s", "10s");
    private static final List<String> LENGTHS = List.of("1ms", "20ms", "300ms", "3s", "30s");
    private static final List<String> PER_KB = List.of("0ns", "1us", "500us");
    private static final List<String> PAYLOADS = List.of("0", "1", "8", "25", "100", "1024", "4096");
    private static final Set<String> JOB_SIZES = Set.of("operations", "calls", "entries", "rounds");
    private static final int LARGEST_JOB = 200;
    private static final int MORE_NODES = 5;

    private final Map<String, String> given;
    private final OptionalInt nodes;
    private final boolean anyway;

    /// @param given what is set, and so not drawn; names that a role does not know are left out
    /// @param nodes how many, if it is not drawn
    /// @param anyway whether faults that are set are there for roles, too, that do not withstand them
    public Scenarios(Map<String, String> given, OptionalInt nodes, boolean anyway) {
        this.given = new LinkedHashMap<>(given);
        this.nodes = nodes;
        this.anyway = anyway;
    }

    /// One scenario.
    /// @param draw which one of a seed, from 0: a role may refuse those before
    public Scenario of(ProtocolUnderTest role, long seed, int draw) {
        RandomDraws draws = new RandomDraws()
                .begin(SplitMix64.of(SplitMix64.of(seed, role.name().hashCode()), draw));
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : role.parameters()) {
            String value = given.get(parameter.name());
            if (value == null) {
                draw(parameter, draws, values);
            } else {
                values.put(parameter.name(), value);
            }
        }
        Map<String, String> network = network(role.protocol().withstands(), draws);
        for (NetworkValues.Value value : NetworkValues.ALL) {
            if (given.containsKey(value.name()) && (anyway || !refused(role, value.name()))) {
                network.put(value.name(), given.get(value.name()));
            }
        }
        int count = role.protocol().leastNodes() + (int) draws.below(MORE_NODES);
        return new Scenario(
                role.workload(),
                role.protocol(),
                nodes.orElse(count),
                seed,
                values,
                NetworkValues.takenFrom(network),
                Optional.empty());
    }

    private static boolean refused(ProtocolUnderTest role, String name) {
        return Arrays.stream(FaultKind.values())
                .anyMatch(kind -> kind.label().equals(name)
                        && !role.protocol().withstands().contains(kind));
    }

    private static void draw(Parameter<?> parameter, RandomDraws draws, Map<String, String> values) {
        switch (parameter.bounds()) {
            case Parameter.OneOf(List<String> words) -> values.put(parameter.name(), one(words, draws));
            case Parameter.Range(long least, long most) -> {
                String name = parameter.name();
                if (JOB_SIZES.contains(name)) {
                    values.put(name, Long.toString(Math.clamp(1 + draws.below(LARGEST_JOB), least, most)));
                } else if (name.equals("payload")) {
                    long payload = Long.parseLong(one(PAYLOADS, draws));
                    values.put(name, Long.toString(Math.clamp(payload, least, most)));
                } else if (draws.below(4) == 0) {
                    long usual = Long.parseLong(parameter.initial());
                    values.put(name, Long.toString(whole(usual, least, most, draws)));
                }
            }
            case Parameter.Decimal(double least, double most) -> {
                if (draws.below(4) == 0) {
                    values.put(
                            parameter.name(),
                            String.format(Locale.ROOT, "%.2f", least + draws.share() * (most - least)));
                }
            }
            case Parameter.File(), Parameter.Folder() -> {}
        }
    }

    /// Small numbers as often as large ones, up to four times what is usual.
    private static long whole(long usual, long least, long most, RandomDraws draws) {
        double up = StrictMath.log1p((double) Math.max(0, 4 * usual - least));
        return Math.clamp(least + (long) StrictMath.expm1(draws.share() * up), least, most);
    }

    private static Map<String, String> network(Set<FaultKind> withstood, RandomDraws draws) {
        Map<String, String> network = new LinkedHashMap<>();
        network.put("delay", one(DELAYS, draws));
        network.put("per-kb", one(PER_KB, draws));
        network.put("within", one(SPANS, draws));
        network.put("lasting", one(LENGTHS, draws));
        network.put("linger", "10s");
        network.put("most-events", "1000000");
        for (FaultKind kind : FaultKind.values()) { // all are drawn, so that one more does not change the others
            boolean there = draws.below(2) == 0;
            String value = switch (kind) {
                case LOSS -> one(LOSSES, draws);
                case DUPLICATION -> one(DUPLICATIONS, draws);
                case REORDERING -> one(REORDERINGS, draws);
                case CRASH, PAUSE, PARTITION -> Long.toString(1 + draws.below(3));
            };
            if (there && withstood.contains(kind)) {
                network.put(kind.label(), value);
            }
        }
        return network;
    }

    private static String one(List<String> of, RandomDraws draws) {
        return of.get((int) draws.below(of.size()));
    }
}
