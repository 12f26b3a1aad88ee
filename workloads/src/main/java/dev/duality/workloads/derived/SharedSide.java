// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import dev.duality.messaging.Contract;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;

/// A derived side in shared memory: the specification is an object of the process, only one thread at a time is in it.
abstract class SharedSide implements Side {
    final Workload workload;
    private final String algorithm;
    private final String about;

    SharedSide(Workload workload, String algorithm, String about) {
        this.workload = workload;
        this.algorithm = algorithm;
        this.about = about;
    }

    @Override
    public final String substrate() {
        return "shm:" + algorithm;
    }

    @Override
    public final String about() {
        return about;
    }

    @Override
    public final Contract contract() {
        return Contract.SHARED;
    }
}
