// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.transparency;

import dev.duality.shm.Payload;
import dev.duality.simulation.transparency.HomeProtocol.Plan;
import dev.duality.workloads.Setting;
import dev.duality.workloads.transparency.CalledObjects;
import dev.duality.workloads.transparency.CallingProgram;
import dev.duality.workloads.transparency.Handling;
import dev.duality.workloads.transparency.SystemCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Has local objects of its own for each program, and objects to an answer that they do not give; to a loss of which a
/// program is told although its home has not rebooted, or which is not all that it had there, and no more.
///
/// - **Threads:** a host's reports come from its thread; whether all is done may be asked by any.
final class TransparencyChecker {
    /// The knowledge about one program.
    private static final class Known {
        private final long[] calls = new long[SystemCall.values().length];
        private final long[] nanos = new long[SystemCall.values().length];
        private final Payload payload;
        private final CalledObjects here;
        private CalledObjects atHome;
        private long losses;
        private long unnoticed;
        private long retries;
        private boolean ended;
        private boolean died;

        Known(Setting setting) {
            payload = setting.payload();
            here = new CalledObjects(setting, 1);
            atHome = new CalledObjects(setting, 1);
        }
    }

    private final Setting setting;
    private final Plan plan;
    private final Known[] programs;
    private final AtomicInteger left;
    private long homeBoot;
    private Optional<String> violation = Optional.empty();

    TransparencyChecker(Setting setting, Plan plan) {
        this.setting = setting;
        this.plan = plan;
        this.programs = new Known[plan.hosts()];
        this.left = new AtomicInteger(plan.hosts());
        for (int host = 0; host < plan.hosts(); host++) {
            programs[host] = new Known(setting);
        }
    }

    /// The home begins a life.
    void boots(long boot) {
        homeBoot = boot;
    }

    /// A host crashed, and its program with it.
    void dies(int host) {
        programs[host].died = !programs[host].ended;
        ends(host);
    }

    /// A program has made all its calls.
    void ends(int host) {
        if (!programs[host].ended) {
            programs[host].ended = true;
            left.decrementAndGet();
        }
    }

    boolean finished() {
        return left.get() == 0;
    }

    void retries(int host) {
        programs[host].retries++;
    }

    /// A program gets an answer to its call.
    void answers(int host, CallingProgram program, long result, Payload reply, long nanos) {
        Known known = programs[host];
        SystemCall call = program.call();
        known.calls[call.kind()]++;
        known.nanos[call.kind()] += nanos;
        program.load(known.payload);
        CalledObjects objects = plan.isAtHome(call) ? known.atHome : known.here;
        long expected = objects.apply(call.kind(), 0, program.argument(), known.payload);
        if (result != expected || !reply.matches(known.payload)) {
            object("program %d: call %d, %s, answered %d with %s, where a local object answers %d with %s"
                    .formatted(host, program.answered() + 1, call, result, reply, expected, known.payload));
        }
    }

    /// A program is told that its home has rebooted.
    /// @param before the boot that its host knew
    /// @param what it is told that it lost
    void loses(int host, long before, String what) {
        Known known = programs[host];
        known.losses++;
        String held = known.atHome.held(0);
        if (homeBoot <= before) {
            object("program %d was told of a reboot of its home, which is in the same boot %d"
                    .formatted(host, homeBoot));
        } else if (!what.equals(held)) {
            object("program %d was told that it lost '%s', but had '%s'".formatted(host, what, held));
        }
        known.atHome = new CalledObjects(setting, 1);
    }

    /// A program's home has rebooted, and the program is not told.
    void losesNothing(int host) {
        Known known = programs[host];
        known.unnoticed++;
        String held = known.atHome.held(0);
        if (!held.isEmpty()) {
            object("program %d lost '%s', and was not told".formatted(host, held));
        }
    }

    private void object(String line) {
        violation = violation.or(() -> Optional.of(line));
    }

    Optional<String> violation() {
        return violation;
    }

    /// The mean time of a call, over all programs, in nanoseconds.
    double meanNanos(SystemCall call) {
        long calls = 0;
        long nanos = 0;
        for (Known known : programs) {
            calls += known.calls[call.kind()];
            nanos += known.nanos[call.kind()];
        }
        return (double) nanos / Math.max(1, calls);
    }

    Map<String, Long> counts() {
        Map<Handling, Long> handled = new LinkedHashMap<>();
        for (Handling handling : Handling.values()) {
            handled.put(handling, 0L);
        }
        long calls = 0;
        long losses = 0;
        long unnoticed = 0;
        long retries = 0;
        long died = 0;
        for (Known known : programs) {
            for (SystemCall call : SystemCall.values()) {
                handled.merge(call.handling(), known.calls[call.kind()], Long::sum);
                calls += known.calls[call.kind()];
            }
            losses += known.losses;
            unnoticed += known.unnoticed;
            retries += known.retries;
            died += known.died ? 1 : 0;
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("calls", calls);
        handled.forEach((handling, count) -> counts.put(handling.label(), count));
        counts.put("told of a loss", losses);
        counts.put("reboots unnoticed", unnoticed);
        counts.put("retries", retries);
        counts.put("programs that died with their host", died);
        for (SystemCall call : SystemCall.values()) {
            counts.put(call.label() + ", ns", Math.round(meanNanos(call)));
        }
        return counts;
    }
}
