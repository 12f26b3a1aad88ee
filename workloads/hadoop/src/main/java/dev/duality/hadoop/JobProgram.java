// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.workloads.Setting;

/// Something that runs the whole job.
interface JobProgram {
    /// The name that users type.
    String label();

    /// Whether more than one task can share the text.
    default boolean shares() {
        return true;
    }

    /// The number of threads that it needs to run that many tasks at once.
    int threads(Setting setting);

    /// Runs the job over the text of the setting, by as many tasks as it has workers.
    Done run(Setting setting);

    /// A job that is done. Nobody changes its output.
    final class Done {
        private final double seconds;
        private final byte[] output;

        Done(double seconds, byte[] output) {
            this.seconds = seconds;
            this.output = output;
        }

        /// From the call, the text at hand, to the output.
        double seconds() {
            return seconds;
        }

        /// All of it.
        byte[] output() {
            return output;
        }
    }
}
