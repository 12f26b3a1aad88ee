// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import dev.duality.results.statistics.Ratio;
import java.util.List;
import java.util.Locale;

/// The colours of a drawing, in a file as they are in the light; a page has its own by the same names. Shared memory is
/// cool, messages are warm; what is neither, a queue by hand or one thread alone, is grey.
enum Colour {
    INK("#1a1c20"),
    FAINT("#565c66"),
    RULE("#c9ced6"),
    PAPER("#ffffff"),
    NONE("#6b7280"),
    SHM0("#005f9e"),
    SHM1("#00735a"),
    SHM2("#4a4fb5"),
    MESSAGING0("#b84300"),
    MESSAGING1("#7a1020"),
    MESSAGING2("#7d5f00");

    private static final List<Colour> SHM = List.of(SHM0, SHM1, SHM2);
    private static final List<Colour> MESSAGING = List.of(MESSAGING0, MESSAGING1, MESSAGING2);

    private static final List<Colour> NEITHER = List.of(NONE);

    private final String hex;

    Colour(String hex) {
        this.hex = hex;
    }

    /// Such as `#1a1c20`.
    String hex() {
        return hex;
    }

    /// The name that the page's style has, such as `var(--ink)`.
    String variable() {
        return "var(--" + name().toLowerCase(Locale.ROOT) + ")";
    }

    static Colour of(Chart.Series series) {
        List<Colour> own = switch (series.side()) {
            case SHM -> SHM;
            case MESSAGING -> MESSAGING;
            case BY_HAND, PLAIN -> NEITHER;
        };
        return own.get(series.place() % own.size());
    }

    static Colour of(Chart.Item.Tone tone) {
        return switch (tone) {
            case WARM -> MESSAGING0;
            case COOL -> SHM0;
            case NONE -> NONE;
        };
    }

    /// Of the side that costs less.
    static Colour winner(Ratio.Direction direction) {
        return switch (direction) {
            case GREATER -> SHM0;
            case LESS -> MESSAGING0;
            case NO_DIFFERENCE, UNKNOWN -> NONE;
        };
    }
}
