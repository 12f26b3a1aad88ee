// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Chart;
import dev.duality.results.statistics.Digits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Draws the floor between cores: one processor down, the other across, a box for each pair, the darker the longer a
/// line takes. Both halves are drawn, for a reader looks up a row.
final class PairMap {
    private static final double MOST = 52; // how wide a box may be
    private static final double TOP = 22;
    private static final double SMALL = 9; // letters where boxes are narrow
    private static final double LIGHTEST = 0.08;
    private static final double DARKEST = 0.55;

    private final Svg svg;
    private final List<Integer> cpus;
    private final double left;
    private final double box;
    private final double least;
    private final double most;

    private PairMap(Chart.Floors chart, Svg svg, double width) {
        this.svg = svg;
        TreeSet<Integer> all = new TreeSet<>();
        chart.pairs().forEach(pair -> all.addAll(List.of(pair.one(), pair.other())));
        cpus = new ArrayList<>(all);
        left = 10 + Letters.widest(cpus.stream().map(String::valueOf).toList(), Svg.SIZE);
        box = Math.min(MOST, (width - left - 4) / cpus.size());
        least = chart.pairs().stream().mapToDouble(Chart.Pair::nanos).min().orElseThrow();
        most = chart.pairs().stream().mapToDouble(Chart.Pair::nanos).max().orElseThrow();
    }

    /// @return how high it is
    static double draw(Chart.Floors chart, Svg svg, double width) {
        PairMap map = new PairMap(chart, svg, width);
        map.names();
        chart.pairs().forEach(map::pair);
        return TOP + map.box * map.cpus.size() + 6;
    }

    /// As many as have room.
    private void names() {
        double across = Double.NEGATIVE_INFINITY;
        double down = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < cpus.size(); i++) {
            String name = String.valueOf(cpus.get(i));
            double half = Letters.width(name, Svg.SIZE) / 2;
            double middle = box * (i + 0.5);
            if (middle - half > across + 6) {
                svg.text(left + middle, TOP - 8, "middle", Colour.FAINT, name);
                across = middle + half;
            }
            if (middle - Svg.SIZE / 2 > down + 2) {
                svg.text(left - 8, TOP + middle + 4, "end", Colour.FAINT, name);
                down = middle + Svg.SIZE / 2;
            }
        }
    }

    private void pair(Chart.Pair pair) {
        int one = cpus.indexOf(pair.one());
        int other = cpus.indexOf(pair.other());
        svg.open("g", "class", "mark");
        svg.tip(pair.said());
        box(one, other, pair);
        box(other, one, pair);
        svg.close();
    }

    private void box(int column, int row, Chart.Pair pair) {
        double x = left + box * column;
        double y = TOP + box * row;
        double dark = most == least ? 0 : StrictMath.log(pair.nanos() / least) / StrictMath.log(most / least);
        svg.draw(
                "rect",
                "x",
                x + 0.5,
                "y",
                y + 0.5,
                "width",
                Math.max(1, box - 1),
                "height",
                Math.max(1, box - 1),
                "fill",
                Colour.MESSAGING0,
                "fill-opacity",
                String.valueOf(Math.rint(100 * (LIGHTEST + (DARKEST - LIGHTEST) * dark)) / 100));
        String text = Digits.three(pair.nanos());
        double size = Letters.width(text, Svg.SIZE) <= box - 4 ? Svg.SIZE : SMALL;
        if (Letters.width(text, size) <= box - 2) {
            svg.sized(x + box / 2, y + box / 2 + 4, "middle", Colour.INK, size, text);
        }
    }
}
