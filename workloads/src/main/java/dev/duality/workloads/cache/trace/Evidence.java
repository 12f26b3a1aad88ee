// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.io.IOException;
import java.util.Optional;

/// The first lines of a text, as far as they bear out the format of its first reference. Two formats look like lists of
/// other things: addresses like sectors in decimal, and ARC's requests like any four numbers.
final class Evidence {
    /// The most lines that are looked at.
    private static final int LINES = 1_000;

    private Evidence() {}

    /// @param first the first reference
    /// @param lines those behind it
    /// @return the line that speaks against the format, or lacks a line that speaks for it, for messages; empty if the
    /// format is borne out
    /// @throws TraceLines.TooLong if there is something that is no line
    static Optional<String> against(TraceFormat format, TraceLine first, TraceLines lines) throws IOException {
        return switch (format) {
            case ADDRESS -> againstAddresses(first, lines);
            case ARC -> againstArc(first, lines);
            case IDS, ACCESSES, SPC, MSR, TWITTER, ORACLE_GENERAL -> Optional.empty();
        };
    }

    /// One of them has to show that it is hexadecimal.
    private static Optional<String> againstAddresses(TraceLine first, TraceLines lines) throws IOException {
        String begin =
                "line %s: '%s' may be decimal or hexadecimal; tried as %s; if it is hexadecimal, say the format %s"
                        .formatted(
                                Heap.grouped(lines.number()),
                                first.shown(),
                                TraceFormat.tried(),
                                TraceFormat.ADDRESS.label());
        TraceLine line = first;
        for (int i = 0; i < LINES && line != null; i++) {
            if (Forms.showsBase(line)) {
                return Optional.empty();
            }
            line = lines.next();
        }
        return Optional.of(begin);
    }

    /// Requests are counted, or the two numbers that do not count are 0.
    private static Optional<String> againstArc(TraceLine first, TraceLines lines) throws IOException {
        long before = Forms.arcRequest(first);
        TraceLine line = lines.next();
        for (int i = 1; i < LINES && line != null && line.words() == Forms.ARC_WORDS; i++) {
            long request = Forms.arcRequest(line);
            if (!line.good()) {
                return Optional.empty(); // a slip of another kind, told by who reads it
            }
            if (request < before || request == before && Forms.arcIgnored(line) != 0) {
                return Optional.of(
                        "line %s: '%s' is like %s, but its request, %d, does not come after %d; tried as %s; if it is that, say the format %s"
                                .formatted(
                                        Heap.grouped(lines.number()),
                                        line.shown(),
                                        TraceFormat.ARC.label(),
                                        request,
                                        before,
                                        TraceFormat.tried(),
                                        TraceFormat.ARC.label()));
            }
            before = request;
            line = lines.next();
        }
        return Optional.empty();
    }
}
