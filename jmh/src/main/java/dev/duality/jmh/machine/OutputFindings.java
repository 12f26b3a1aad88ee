// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine;

import dev.duality.jmh.progress.Terminal;

/// What becomes of results and progress.
final class OutputFindings {
    private static final long ENOUGH_BYTES = 100L << 20;

    private OutputFindings() {}

    static Finding results(Place place) {
        if (!place.writable()) {
            return Finding.problem(
                    "results",
                    place.folder() + " cannot be written to",
                    "a run could not be kept",
                    "choose another folder with --out");
        }
        String seen = (place.folder().toString().isEmpty() ? "this folder" : place.folder()) + ", "
                + Sizes.text(place.freeBytes()) + " free";
        return place.freeBytes() >= ENOUGH_BYTES
                ? Finding.ok("results", seen)
                : Finding.problem(
                        "results",
                        seen,
                        "a full run takes up to " + Sizes.text(ENOUGH_BYTES),
                        "make room, or choose another folder with --out");
    }

    static Finding terminal(Terminal terminal) {
        return Finding.ok(
                "terminal",
                terminal.interactive()
                        ? "a bar of " + terminal.columns() + " columns, "
                                + (terminal.colour() ? "coloured" : "not coloured")
                        : "none: progress is told in plain lines");
    }
}
