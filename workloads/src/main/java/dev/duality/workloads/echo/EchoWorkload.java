// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Optional;

/// An operation that does nothing and gives its `a` back, with bytes there and bytes back.
public final class EchoWorkload implements Workload {
    /// Gives `a`, which is the operation's number; `b` is the worker that asks.
    static final int ECHO = 0;

    private static final int MOST_BYTES = 1 << 20;

    public static final Parameter<Long> REQUEST =
            Parameter.integer("request", "data that go there", "bytes", 0, 0, MOST_BYTES);
    public static final Parameter<Long> REPLY =
            Parameter.integer("reply", "data that come back", "bytes", 0, 0, MOST_BYTES);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String description() {
        return "there and back, and nothing done: the control of all others";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(REQUEST, REPLY, OPERATIONS);
    }

    static int requestBytes(Values values) {
        return values.getInt(REQUEST);
    }

    static int replyBytes(Values values) {
        return values.getInt(REPLY);
    }

    @Override
    public int payloadBytes(Values values) {
        return Math.max(requestBytes(values), replyBytes(values));
    }

    @Override
    public Specification specification(Setting setting) {
        return new Echo(replyBytes(setting.values()));
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        int request = requestBytes(setting.values());
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            long number = i * setting.workers() + worker;
            script.add(ECHO, number, worker, request, number);
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return List.of(new DirectSide(), new LineSide(), new RingSide());
    }

    @Override
    public boolean partitioned() {
        return true; // an echo has no state but a sum of what came
    }

    @Override
    public int partition(int kind, long number, long worker) {
        return (int) worker;
    }

    @Override
    public boolean commutes(Setting setting) {
        return true;
    }

    /// Everybody got its own number back.
    @Override
    public Optional<String> violation(FinalState finalState) {
        return finalState.wrongEcho();
    }
}
