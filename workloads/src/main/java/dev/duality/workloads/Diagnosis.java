// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

/// A failure that this project has found itself, such as a message that was lost: its message is a whole sentence, and
/// it is told without the name of its class, which only means something where the exception is somebody else's.
public class Diagnosis extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public Diagnosis(String sentence) {
        super(sentence);
    }

    public Diagnosis(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /// The sentence alone.
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of the class is what is left out
    public String toString() {
        return String.valueOf(getMessage());
    }
}
