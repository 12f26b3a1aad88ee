// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation;

import dev.duality.messaging.Transport;
import dev.duality.shm.history.Model;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Footprint;
import dev.duality.workloads.Operation;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.ShownCount;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Optional;

/// A workload that is another one in everything that it does not say itself. A test holds it to each method of
/// [Workload], those that have a default included.
public abstract class ForwardingWorkload implements Workload {
    /// The other one.
    protected final Workload workload;

    /// @param workload the other one
    protected ForwardingWorkload(Workload workload) {
        this.workload = workload;
    }

    @Override
    public String name() {
        return workload.name();
    }

    @Override
    public String description() {
        return workload.description();
    }

    @Override
    public List<Parameter<?>> parameters() {
        return workload.parameters();
    }

    @Override
    public Optional<String> rejects(Values values) {
        return workload.rejects(values);
    }

    @Override
    public int payloadBytes(Values values) {
        return workload.payloadBytes(values);
    }

    @Override
    public Specification specification(Setting setting) {
        return workload.specification(setting);
    }

    @Override
    public Script script(Setting setting, int worker) {
        return workload.script(setting, worker);
    }

    @Override
    public boolean tells(Setting setting) {
        return workload.tells(setting);
    }

    @Override
    public long operations(Setting setting) {
        return workload.operations(setting);
    }

    @Override
    public long thinkSteps(Setting setting) {
        return workload.thinkSteps(setting);
    }

    @Override
    public List<Side> sides() {
        return workload.sides();
    }

    @Override
    public List<Side> sides(List<Transport> transports) {
        return workload.sides(transports);
    }

    @Override
    public int partition(int kind, long a, long b) {
        return workload.partition(kind, a, b);
    }

    @Override
    public boolean partitioned() {
        return workload.partitioned();
    }

    @Override
    public boolean commutes(Setting setting) {
        return workload.commutes(setting);
    }

    @Override
    public boolean answersAddUp(Setting setting) {
        return workload.answersAddUp(setting);
    }

    @Override
    public Optional<Footprint> footprint(Setting setting) {
        return workload.footprint(setting);
    }

    @Override
    public Optional<String> settles(Setting setting) {
        return workload.settles(setting);
    }

    @Override
    public Model<?, Operation> model(Setting setting) {
        return workload.model(setting);
    }

    @Override
    public List<ShownCount> figures() {
        return workload.figures();
    }

    @Override
    public Optional<String> violation(FinalState finalState) {
        return workload.violation(finalState);
    }

    @Override
    public Optional<AfterLoad.Invariant> invariant(Setting setting) {
        return workload.invariant(setting);
    }
}
