// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.duality.results.chart.ChartSamples;

/// Pictures need fonts, and a machine without a screen may have none.
public final class Fonts {
    private Fonts() {}

    /// Skips the test where nothing can be drawn.
    public static void need() {
        try {
            Picture.gaps(ChartSamples.crossover()).orElseThrow().svg();
        } catch (NoFonts e) {
            abort(e.getMessage());
        }
    }
}
