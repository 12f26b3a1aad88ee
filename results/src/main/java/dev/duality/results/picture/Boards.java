// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import java.util.List;

/// Draws maps of where messages overtake side by side, two in a row where there is room, each under its title.
final class Boards {
    private static final double NARROW = 560; // a phone
    private static final int IN_A_ROW = 2;
    private static final double BETWEEN = 24;
    private static final double TITLE = 18;

    private Boards() {}

    /// @return how high it is
    static double draw(Chart.Crossovers chart, Svg svg, double width) {
        List<Chart.Crossover> boards = chart.boards();
        int columns = width < NARROW ? 1 : Math.min(IN_A_ROW, Math.max(1, boards.size()));
        double each = (width - BETWEEN * (columns - 1)) / columns;
        double top = 0;
        for (int first = 0; first < boards.size(); first += columns) {
            double highest = 0;
            for (int column = 0; column < columns && first + column < boards.size(); column++) {
                Chart.Crossover board = boards.get(first + column);
                svg.open(
                        "g",
                        "transform",
                        "translate(" + Svg.number(column * (each + BETWEEN)) + " " + Svg.number(top) + ")");
                svg.text(0, Svg.SIZE, "start", Colour.INK, board.title());
                svg.open("g", "transform", "translate(0 " + Svg.number(TITLE) + ")");
                highest = Math.max(highest, TITLE + Crossing.draw(board, svg, each));
                svg.close();
                svg.close();
            }
            top += highest + BETWEEN / 2;
        }
        return top;
    }
}
