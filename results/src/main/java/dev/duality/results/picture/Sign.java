// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import java.util.List;

/// The signs by which substrates are told apart, without colour: twelve outlines, each full, with a hole, and with a
/// bar.
final class Sign {
    /// From the middle, about ten across.
    private static final List<String> OUTLINES = List.of(
            "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z", // a circle
            "M-4 -4H4V4H-4Z", // a square
            "M-5 4H5L0 -5Z", // a triangle
            "M0 -6L6 0L0 6L-6 0Z", // a diamond
            "M-5 -4H5L0 5Z", // a triangle on its point
            "M-2 -5H2V-2H5V2H2V5H-2V2H-5V-2H-2Z", // a plus
            "M-4 -5L0 -1L4 -5L5 -4L1 0L5 4L4 5L0 1L-4 5L-5 4L-1 0L-5 -4Z", // a cross
            "M0 -6L1.5 -2L6 -2L2.5 0.8L3.8 5L0 2.4L-3.8 5L-2.5 0.8L-6 -2L-1.5 -2Z", // a star
            "M4 -5V5L-5 0Z", // a triangle to the left
            "M-4 -5V5L5 0Z", // a triangle to the right
            "M-5 -5H5L-5 5H5Z", // an hourglass
            "M-6 -2.5H6V2.5H-6Z"); // a bar

    private static final String HOLE = "M-1.5 -1.5V1.5H1.5V-1.5Z";
    private static final String BAR = "M-6.5 -0.6V0.6H6.5V-0.6Z";

    /// So many differ.
    static final int DIFFERENT = 3 * OUTLINES.size();

    private Sign() {}

    /// A path, to be filled by the even-odd rule.
    /// @param n which one; from [#DIFFERENT] on they begin again
    static String path(int n) {
        String outline = OUTLINES.get(n % OUTLINES.size());
        return switch (n / OUTLINES.size() % 3) {
            case 0 -> outline;
            case 1 -> outline + HOLE;
            default -> outline + BAR;
        };
    }
}
