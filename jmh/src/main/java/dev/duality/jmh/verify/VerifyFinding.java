// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import java.util.List;
import java.util.Optional;

/// The result of a comparison.
///
/// @param subject empty if the workload's classes came to no subject
/// @param lines what there is to say, at least one
public record VerifyFinding(Optional<Subject> subject, Kind kind, List<String> lines) {
    /// The kind of its end.
    public enum Kind {
        AGREES("agrees"),
        SKIPPED("skipped"),
        /// A value that the user gave is no value.
        SLIP("slip"),
        DIFFERS("DIFFERS"),
        /// It cannot be told.
        UNKNOWN("UNKNOWN"),
        TIMEOUT("TIMEOUT"),
        MEMORY("MEMORY"),
        /// Its JVM ended under it.
        EXITED("EXITED");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// As it is shown.
        public String label() {
            return word;
        }
    }

    public VerifyFinding {
        lines = List.copyOf(lines);
    }

    /// Whether nobody may rely on it.
    public boolean isWrong() {
        return kind != Kind.AGREES && kind != Kind.SKIPPED;
    }

    static VerifyFinding of(Told.Ended ended) {
        Kind kind = switch (ended.kind()) {
            case AGREES -> Kind.AGREES;
            case DIFFERS -> Kind.DIFFERS;
            case UNKNOWN -> Kind.UNKNOWN;
            case SKIPPED -> Kind.SKIPPED;
            case SLIP -> Kind.SLIP;
        };
        return new VerifyFinding(Optional.of(ended.subject()), kind, ended.lines());
    }
}
