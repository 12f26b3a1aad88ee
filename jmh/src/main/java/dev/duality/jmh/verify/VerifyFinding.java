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
        /// The workload refuses a value that the user gave; nothing of it is compared.
        SLIP("slip"),
        DIFFERS("DIFFERS"),
        /// It threw.
        FAILED("FAILED"),
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
        return switch (kind) {
            case AGREES, SKIPPED, SLIP -> false;
            case DIFFERS, FAILED, UNKNOWN, TIMEOUT, MEMORY, EXITED -> true;
        };
    }

    static VerifyFinding of(Told.Ended ended) {
        Kind kind = switch (ended.kind()) {
            case AGREES -> Kind.AGREES;
            case DIFFERS -> Kind.DIFFERS;
            case FAILED -> Kind.FAILED;
            case UNKNOWN -> Kind.UNKNOWN;
            case SKIPPED -> Kind.SKIPPED;
            case SLIP -> Kind.SLIP;
        };
        return new VerifyFinding(Optional.of(ended.subject()), kind, ended.lines());
    }
}
