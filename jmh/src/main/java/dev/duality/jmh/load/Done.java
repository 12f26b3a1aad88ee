// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.workloads.Caller;
import dev.duality.workloads.WorkerProgress;

/// The work that one worker has done in a load, and its way into the kernel, which rests.
public record Done(Caller caller, WorkerProgress headway) {}
