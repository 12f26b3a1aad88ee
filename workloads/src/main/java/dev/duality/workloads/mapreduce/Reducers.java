// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;

/// The requests of the message side to its owners, as a workload of its own, so that owners and their callers over
/// every transport follow from it. Nobody runs it by itself.
final class Reducers implements Workload {
    private final TextCache texts;

    Reducers(TextCache texts) {
        this.texts = texts;
    }

    @Override
    public String name() {
        return "mapreduce";
    }

    @Override
    public String description() {
        return "the owners of mapreduce";
    }

    @Override
    public Specification specification(Setting setting) {
        return new Reducer(texts.of(setting), MapReduceWorkload.serialSteps(setting));
    }

    @Override
    public Script script(Setting setting, int worker) {
        return Script.builder().add(Reducer.NEXT, 0, 0).build();
    }

    @Override
    public int partition(int kind, long key, long from) {
        return (int) key;
    }

    @Override
    public boolean partitioned() {
        return true;
    }
}
