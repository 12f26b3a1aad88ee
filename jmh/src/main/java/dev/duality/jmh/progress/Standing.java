// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import java.time.Duration;

/// The progress of a plan at one moment.
///
/// @param done steps that are over
/// @param total all steps
/// @param share of the planned time that lies behind us, 0 to 1
/// @param current the name of the step that runs, empty between two
/// @param left until the end, as far as one can tell
record Standing(int done, int total, double share, String current, Duration left) {
    /// `8 s`, `1:23`, `1:02:03`; a started second counts whole, so that 0 means over.
    static String time(Duration time) {
        long seconds = time.plusNanos(999_999_999).toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /// `12/40  30 %`; 100 % only when all is done.
    String count() {
        int percent = done == total ? 100 : Math.min(99, (int) (share * 100));
        String number = String.valueOf(done);
        String all = String.valueOf(total);
        return " ".repeat(all.length() - number.length()) + number + "/" + all + " %3d %%".formatted(percent);
    }
}
