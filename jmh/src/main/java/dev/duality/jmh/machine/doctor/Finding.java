// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

/// One fact about the machine, and what it means for results. Anybody may add findings of his own to a list.
///
/// @param subject what was looked at, in a word or three, such as `clock source`
/// @param seen what was found, with its unit
/// @param means what follows for results, such as `grade B at best`; empty if all is well
/// @param advice what to do about it; empty if there is nothing to do
public record Finding(State state, String subject, String seen, String means, String advice) {
    /// The quality of a fact.
    public enum State {
        /// As it should be.
        OK,
        /// Results stay useful; the reader must know.
        NOTE,
        /// Results cannot be trusted, or something will fail.
        PROBLEM
    }

    public Finding {
        if (subject.isBlank() || seen.isBlank()) {
            throw new IllegalArgumentException(
                    "subject is \"" + subject + "\" and seen is \"" + seen + "\", but neither may be blank");
        }
    }

    public static Finding ok(String subject, String seen) {
        return new Finding(State.OK, subject, seen, "", "");
    }

    public static Finding note(String subject, String seen, String means, String advice) {
        return new Finding(State.NOTE, subject, seen, means, advice);
    }

    public static Finding problem(String subject, String seen, String means, String advice) {
        return new Finding(State.PROBLEM, subject, seen, means, advice);
    }
}
