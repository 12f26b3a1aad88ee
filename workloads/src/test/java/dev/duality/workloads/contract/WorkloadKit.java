// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.contract;

import dev.duality.workloads.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The demands of a workload's checks on the test class: the workload, and samples of it.
public interface WorkloadKit {
    Workload workload();

    /// Values to try, with a small job.
    List<Map<String, String>> samples();

    /// The number of operations that the job of a sample has.
    long operations(Map<String, String> sample);

    /// The loader by which the workload is registered: the class path of the tests, unless it is in a jar that they
    /// load.
    default ClassLoader loader() {
        return getClass().getClassLoader();
    }

    /// The time that one side may take to be compared with the specification. A side that takes longer hangs, and
    /// fails.
    default Duration patience() {
        return Duration.ofMinutes(1);
    }

    /// The number of operations that each worker does in a load, after which its kernel is looked at. A mistake in one
    /// of a million needs some millions: `-Dduality.kit.operations=5000000` says it for all tests of a build.
    default int loadOperations() {
        return Integer.getInteger("duality.kit.operations", 2_000);
    }

    /// The same for the sides that the workload brings itself, which nobody else has tried: a mistake in one of ten
    /// thousand, or from the ten thousandth on, shows. Whoever asks for fewer of all sides asks for fewer of these.
    default int ownLoadOperations() {
        return loadOperations() < 2_000 ? loadOperations() : Math.max(20_000, loadOperations());
    }
}
