// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import dev.duality.shm.Procedure;
import java.util.List;
import java.util.Optional;

/// A kernel after several workers have run their scripts at once, to be looked at.
///
/// @param scripts what each worker asked for
/// @param results what each got, operation by operation
/// @param digest of the state that they left
/// @param kernel asks the kernel, which rests otherwise, for one more operation
public record FinalState(Setting setting, List<Script> scripts, List<long[]> results, long digest, Procedure kernel) {
    /// Asks for one more operation, without a payload.
    public long ask(int kind, long a, long b) {
        return kernel.apply(kind, a, b, setting.payload());
    }

    /// The first operation that did not get its own `a` back, in a line; empty if every one got it.
    public Optional<String> wrongEcho() {
        for (int worker = 0; worker < scripts.size(); worker++) {
            Script script = scripts.get(worker);
            long[] answers = results.get(worker);
            for (int i = 0; i < script.size(); i++) {
                if (answers[i] != script.a(i)) {
                    return Optional.of("worker %d: %s came back as %d".formatted(worker, script.line(i), answers[i]));
                }
            }
        }
        return Optional.empty();
    }
}
