// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

/// A caller's slip: what was asked for cannot be had. Its message is a whole sentence, which says what can, and it is
/// told without the name of its class, as a [Diagnosis] is.
public final class Slip extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public Slip(String sentence) {
        super(sentence);
    }

    /// The sentence alone.
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of the class is what is left out
    public String toString() {
        return String.valueOf(getMessage());
    }
}
