// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Payload;
import dev.duality.shm.history.Model;
import dev.duality.shm.history.MutableModel;

/// A workload's specification as a model of histories: a call gave what the specification gives, payload and all.
final class SpecificationModel {
    private SpecificationModel() {}

    static Model<?, Operation> of(Workload workload, Setting setting) {
        return new MutableModel<>(
                () -> workload.specification(setting),
                (Specification state, Operation operation) -> answers(state, operation, setting.payload()),
                Specification::digest);
    }

    private static boolean answers(Specification state, Operation operation, Payload payload) {
        payload.copy(operation.asked());
        long result = state.apply(operation.kind(), operation.a(), operation.b(), payload);
        return result == operation.result() && payload.matches(operation.got());
    }
}
