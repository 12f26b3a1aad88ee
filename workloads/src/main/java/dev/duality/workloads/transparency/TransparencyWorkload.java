// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import dev.duality.shm.Payload;
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

/// A program's calls, near and far: the same program, the same results, the same errors. Clients do not meet, so what
/// is measured is the way of a call.
public final class TransparencyWorkload implements Workload {
    public static final Parameter<Long> PIECE =
            Parameter.integer("piece", "what a read or a write takes", "bytes", 64, 1, 1 << 14);
    public static final Parameter<Long> ERRORS =
            Parameter.integer("errors", "calls that are made so that they answer an error", "%", 10, 0, 100);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "calls", 65_536, 1, 1 << 24);

    @Override
    public String name() {
        return "transparency";
    }

    @Override
    public String description() {
        return "a program opens, reads, writes, seeks, closes, signals and waits: near and far alike";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PIECE, ERRORS, OPERATIONS);
    }

    @Override
    public int payloadBytes(Values values) {
        return values.getInt(PIECE);
    }

    @Override
    public Specification specification(Setting setting) {
        return new CalledObjects(setting, setting.workers());
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        return script(setting, worker, setting.workers());
    }

    /// The calls of one of so many clients.
    public Script script(Setting setting, int worker, int workers) {
        return new CallDraws(worker, setting.payloadBytes(), setting.get(ERRORS), setting.seed())
                .script(JobSplit.share(setting.get(OPERATIONS), worker, workers));
    }

    @Override
    public List<Side> sides() {
        return List.of(new LocalObjectSide());
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public int partition(int kind, long client, long b) {
        return (int) client;
    }

    @Override
    public boolean commutes(Setting setting) {
        return true;
    }

    @Override
    public boolean answersAddUp(Setting setting) {
        return true;
    }

    /// Every client got what it would get if its objects were local: since clients do not meet, each answer is the one
    /// of objects that nobody else calls.
    @Override
    public Optional<String> violation(FinalState finalState) {
        Setting setting = finalState.setting();
        Specification local = specification(setting);
        Payload payload = setting.payload();
        for (int client = 0; client < finalState.scripts().size(); client++) {
            Script script = finalState.scripts().get(client);
            long[] results = finalState.results().get(client);
            for (int i = 0; i < script.size(); i++) {
                script.load(i, payload);
                long expected = local.apply(script.kind(i), script.a(i), script.b(i), payload);
                if (results[i] != expected) {
                    return Optional.of("client %d: #%d %s: got %s, where a local object answers %s"
                            .formatted(
                                    client,
                                    i,
                                    SystemCall.of(script.kind(i)).line(script.b(i)),
                                    CallError.line(results[i]),
                                    CallError.line(expected)));
                }
            }
        }
        return Optional.empty();
    }
}
