// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.shm.Payload;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The operations that workers have under way. If the specification throws within a side, and not by the same scripts
/// alone, the side has handed it something else than was asked for, or, where several workers asked, may have let two
/// in at once or taken an order that the specification does not stand: that is told in these words, and not in Java's.
///
/// - **Threads:** each worker says what it asks for; whoever has waited for all of them asks what went wrong.
final class AlteredOperation {
    private static final int MOST_NAMED = 2;

    private static final String OF_ONE =
            "the specification of %s was handed an operation that nobody asked for, and threw %s, when %s; alone, by the same script, it throws nothing: the side has altered the operation";
    private static final String OF_SEVERAL =
            "the specification of %s threw %s, when %s; by the same scripts, one worker after the other, it throws nothing: the side has altered an operation, has let two in at once, or has taken an order that the specification does not stand";

    private final Workload workload;
    private final Setting setting;
    private final List<Script> scripts;
    private final long[] under; // the number of each worker's operation; only it writes its own

    /// @param scripts one of each worker
    AlteredOperation(Workload workload, Setting setting, List<Script> scripts) {
        this.workload = workload;
        this.setting = setting;
        this.scripts = List.copyOf(scripts);
        this.under = new long[scripts.size()];
    }

    /// Says that a worker asks for its operation of this number next, however often it went through its script.
    void asks(int worker, long number) {
        under[worker] = number;
    }

    /// The line about what a side's thread has thrown; empty if it did not come by the specification, or the
    /// specification throws alone, too.
    Optional<String> line(Throwable thrown) {
        Optional<Throwable> own = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .filter(this::isOfSpecification)
                .findFirst();
        return own.filter(_ -> endsAlone())
                .map(found -> (under.length == 1 ? OF_ONE : OF_SEVERAL).formatted(workload.name(), found, asked()));
    }

    private String asked() {
        String named = IntStream.range(0, Math.min(MOST_NAMED, under.length))
                .mapToObj(worker -> "worker %d asked for operation %s".formatted(worker, text(worker)))
                .collect(Collectors.joining(" and "));
        return under.length > MOST_NAMED ? named + ", and others for theirs" : named;
    }

    private String text(int worker) {
        Script script = scripts.get(worker);
        return script.line(script.at(under[worker]));
    }

    private boolean isOfSpecification(Throwable thrown) {
        List<String> names = new ArrayList<>();
        for (Class<?> one = workload.specification(setting).getClass(); one != null; one = one.getSuperclass()) {
            names.add(one.getName());
        }
        return Stream.of(thrown.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("apply") && names.contains(frame.getClassName()));
    }

    /// Whether the specification does all that was asked for and throws nothing: each worker's operations in turn.
    private boolean endsAlone() {
        Specification alone = workload.specification(setting);
        Payload payload = setting.payload();
        try {
            for (int worker = 0; worker < under.length; worker++) {
                Script script = scripts.get(worker);
                for (long number = 0; number <= under[worker]; number++) {
                    script.ask(number, alone, payload);
                }
            }
            return true;
        } catch (RuntimeException | Error _) {
            return false;
        }
    }
}
