// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.workloads.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A few operations of a few workers that bring a side to the steps which its ordering argument is about.
///
/// @param name of one word; empty for a workload's own script
/// @param substrate of the sides that have those steps
/// @param values of the workload's parameters
/// @param waits whether anybody waits for another, so that the ways to wait differ
/// @param first what is asked before anybody else begins; empty if nothing is
/// @param workers what each of them asks for, one operation after the other
/// @param rest what is asked when all of them have ended; empty if nothing is
/// @param order what an explanation of the answers must keep to
public record ShortProgram(
        String name,
        String workload,
        String substrate,
        Map<String, String> values,
        boolean waits,
        Optional<Script> first,
        List<Script> workers,
        Optional<Script> rest,
        Order order) {
    /// The order of operations that an explanation keeps.
    public enum Order {
        /// An operation that has ended comes before one that begins later: answers are linearizable. The clock is a
        /// word of the memory, so
        /// each operation synchronises with those that have ended before it.
        REAL_TIME,

        /// Each worker's operations come one after the other, and nothing else is asked: answers are sequentially
        /// consistent. Nothing but the side's own accesses orders two operations of one worker.
        PROGRAM
    }

    public ShortProgram {
        values = Map.copyOf(values);
        workers = List.copyOf(workers);
    }

    static ShortProgram of(String name, String workload, String substrate, String... values) {
        Map<String, String> set = new LinkedHashMap<>();
        for (String value : values) {
            int equals = value.indexOf('=');
            set.put(value.substring(0, equals), value.substring(equals + 1));
        }
        return new ShortProgram(
                name, workload, substrate, set, true, Optional.empty(), List.of(), Optional.empty(), Order.REAL_TIME);
    }

    ShortProgram with(UnaryOperator<Script.Builder> worker) {
        return with(worker.apply(Script.builder()).build());
    }

    ShortProgram with(Script worker) {
        List<Script> more = new ArrayList<>(workers);
        more.add(worker);
        return new ShortProgram(name, workload, substrate, values, waits, first, more, rest, order);
    }

    ShortProgram then(UnaryOperator<Script.Builder> asked) {
        Script script = asked.apply(Script.builder()).build();
        return new ShortProgram(name, workload, substrate, values, waits, first, workers, Optional.of(script), order);
    }

    ShortProgram inProgramOrder() {
        return new ShortProgram(name, workload, substrate, values, waits, first, workers, rest, Order.PROGRAM);
    }

    ShortProgram withoutWaiting() {
        return new ShortProgram(name, workload, substrate, values, false, first, workers, rest, order);
    }

    ShortProgram begun(UnaryOperator<Script.Builder> asked) {
        Script script = asked.apply(Script.builder()).build();
        return new ShortProgram(name, workload, substrate, values, waits, Optional.of(script), workers, rest, order);
    }
}
