// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Payloads with a number in every line, sent by workers and received by one thread.
abstract class SendingWorkload implements Workload {
    /// A number: it goes in the message itself, so that nobody has a payload to copy.
    static final int LEAST = Long.BYTES;

    private static final int MOST = 8192;

    public static final Parameter<Long> PAYLOAD =
            Parameter.integer("payload", "data that go there; 8 are the number itself", "bytes", LEAST, LEAST, MOST);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PAYLOAD, OPERATIONS);
    }

    /// The number of bytes that a queue by hand carries.
    static int bytes(Setting setting) {
        return setting.getInt(PAYLOAD);
    }

    @Override
    public final int payloadBytes(Values values) {
        int payload = values.getInt(PAYLOAD);
        return payload > LEAST ? payload : 0;
    }

    @Override
    public final Specification specification(Setting setting) {
        return new ArrivedNumbers(setting.workers());
    }

    @Override
    public final Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            long number = i * setting.workers() + worker;
            script.add(ArrivedNumbers.SEND, number, worker, setting.payloadBytes(), number);
        }
        return script.build();
    }

    @Override
    public final long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    /// Ours, driven by hand like the others, stand among them.
    final List<Side> byHand(boolean answered) {
        List<Side> sides = new ArrayList<>();
        Arrays.stream(Baseline.values())
                .map(baseline -> new ByHandSide(baseline, answered, this::open))
                .forEach(sides::add);
        return sides;
    }

    abstract ReceivingKernel open(Baseline baseline, Setting setting);

    /// The numbers of a worker add up to the same, whoever sends between them.
    @Override
    public final boolean commutes(Setting setting) {
        return true;
    }

    /// Everybody got its own `a` back.
    @Override
    public final Optional<String> violation(FinalState finalState) {
        return finalState.wrongEcho();
    }
}
