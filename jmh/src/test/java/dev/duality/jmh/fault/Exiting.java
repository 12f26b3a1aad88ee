// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fault;

import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;

/// A workload of a user's jar that ends its JVM as soon as its class is initialised.
public final class Exiting implements Workload {
    static {
        System.exit(0);
    }

    @Override
    public String name() {
        return "exiting";
    }

    @Override
    public String description() {
        return "nobody comes to hear that";
    }

    @Override
    public Specification specification(Setting setting) {
        throw new AssertionError("nobody comes here");
    }

    @Override
    public Script script(Setting setting, int worker) {
        throw new AssertionError("nobody comes here");
    }
}
