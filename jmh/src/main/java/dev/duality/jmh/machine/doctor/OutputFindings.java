// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

/// Findings about the output: what becomes of results.
final class OutputFindings {
    private static final long ENOUGH_BYTES = 100L << 20;

    private OutputFindings() {}

    static Finding results(TargetFolder folder) {
        if (!folder.writable()) {
            return Finding.problem(
                    "results",
                    folder.folder() + " cannot be written to",
                    "a run could not be kept",
                    "choose another folder with --out");
        }
        String seen = (folder.folder().toString().isEmpty() ? "this folder" : folder.folder()) + ", "
                + Sizes.text(folder.freeBytes()) + " free";
        return folder.freeBytes() >= ENOUGH_BYTES
                ? Finding.ok("results", seen)
                : Finding.problem(
                        "results",
                        seen,
                        "a full run takes up to " + Sizes.text(ENOUGH_BYTES),
                        "make room, or choose another folder with --out");
    }
}
