// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.simulation.network.Network;
import dev.duality.simulation.network.NodeFaults;
import dev.duality.simulation.run.Conditions;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.DecimalText;
import dev.duality.workloads.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The values that users set about the network and about nodes that fail, beside the parameters of workload and
/// protocol. Immutable.
public final class NetworkValues {
    /// One of them.
    ///
    /// @param name what users call it
    /// @param initial what holds when nobody sets it
    /// @param description one line on it
    public record Value(String name, String initial, String description) {}

    /// All there are, in the order in which they are shown.
    public static final List<Value> ALL = List.of(
            new Value(
                    "delay",
                    "constant:100us",
                    "how long a message is under way: constant:T, uniform:T:T, normal:T:T, lognormal:T:SIGMA, file:PATH"),
            new Value("loss", "0", "share of messages that are lost"),
            new Value("duplication", "0", "share of messages that arrive twice"),
            new Value("reordering", "0", "share of messages that others may overtake"),
            new Value("per-kb", "0ns", "how long 1,024 bytes take to leave their sender"),
            new Value("overhead", "0ns", "for how long a message takes its sender's processor, and its receiver's"),
            new Value("gap", "0ns", "between two messages of a node that leave, or that it takes, at the least"),
            new Value("per-message", "0ns", "how long a node works on each message that it takes"),
            new Value("crashes", "0", "how many times some node crashes, and restarts"),
            new Value("pauses", "0", "how many times some node stands still"),
            new Value("partitions", "0", "how many times the network falls apart"),
            new Value("within", "1s", "crashes, pauses and partitions begin within this time"),
            new Value("lasting", "200ms", "none of them lasts longer"),
            new Value("linger", "0ns", "how long it goes on when the work is done"),
            new Value("most-time", "24h", "when it is broken off, in virtual time"),
            new Value("most-events", "1000000000", "after how many events it is broken off"));

    private static final int MOST_FAULTS = 10_000;

    private final SequencedMap<String, String> values;

    private NetworkValues(SequencedMap<String, String> values) {
        this.values = values;
    }

    /// Takes the network's values out of those that are given.
    /// @param given the others stay in it
    public static NetworkValues takenFrom(Map<String, String> given) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (Value value : ALL) {
            String own = given.remove(value.name());
            values.put(value.name(), own == null ? value.initial() : own.strip());
        }
        return new NetworkValues(values);
    }

    /// Those that are not what they are when nobody sets them.
    public SequencedMap<String, String> set() {
        SequencedMap<String, String> set = new LinkedHashMap<>();
        for (Value value : ALL) {
            if (!values.get(value.name()).equals(value.initial())) {
                set.put(value.name(), values.get(value.name()));
            }
        }
        return set;
    }

    /// The conditions that they come to.
    /// @throws BadInput if one is not as it must be
    public Conditions conditions() {
        Network network = new Network(
                DelayText.parse(values.get("delay")),
                share("loss"),
                share("duplication"),
                share("reordering"),
                span("per-kb", 0, Network.LONGEST_COST_NANOS),
                new Network.Costs(
                        span("overhead", 0, Network.LONGEST_COST_NANOS),
                        span("gap", 0, Network.LONGEST_COST_NANOS),
                        span("per-message", 0, Network.LONGEST_COST_NANOS)));
        NodeFaults faults = new NodeFaults(
                (int) whole("crashes", 0, MOST_FAULTS),
                (int) whole("pauses", 0, MOST_FAULTS),
                (int) whole("partitions", 0, MOST_FAULTS),
                span("within", 1, Long.MAX_VALUE),
                span("lasting", 1, Long.MAX_VALUE));
        return new Conditions(
                network,
                faults,
                Optional.empty(),
                span("linger", 0, Long.MAX_VALUE),
                span("most-time", 1, Long.MAX_VALUE),
                whole("most-events", 1, Long.MAX_VALUE));
    }

    private double share(String name) {
        double share = DecimalText.number(values.get(name)).orElse(Double.NaN);
        if (share >= 0 && share <= 1) {
            return share;
        }
        throw new BadInput("%s is '%s', but must be a share from 0 to 1".formatted(name, values.get(name)));
    }

    private long whole(String name, long least, long most) {
        return new Parameter.Range(least, most).read(name, values.get(name));
    }

    private long span(String name, long least, long most) {
        long nanos = Span.parse(name, values.get(name));
        if (nanos < least || nanos > most) {
            throw new BadInput("%s is '%s', but must be %s"
                    .formatted(name, values.get(name), nanos < least ? "more than 0" : "at most " + Span.text(most)));
        }
        return nanos;
    }
}
