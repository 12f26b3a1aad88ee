// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.SubstrateSide;
import dev.duality.results.chart.Chart;
import dev.duality.results.chart.Chart.Point;
import dev.duality.results.picture.Frame.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Draws marks by two figures, each with its name beside it where there is room.
final class PolicyScatter {
    private static final double SIGN = 8; // half of one, and some air
    private static final double AWAY = 10; // from the middle of a sign to its name
    private static final double LETTERS = 10;

    private final Svg svg;
    private final Frame frame;
    private final List<Box> taken = new ArrayList<>();

    private PolicyScatter(Svg svg, Frame frame) {
        this.svg = svg;
        this.frame = frame;
    }

    /// A policy that finds more stands further right, and a quicker one further below.
    /// @return how high it is
    static double policies(Chart.Policies chart, Svg svg, double width) {
        List<Chart.Mark> marks =
                chart.lines().stream().flatMap(line -> line.marks().stream()).toList();
        Frame frame = new Frame(
                svg,
                width,
                Scale.between(
                        "hit ratio, %",
                        marks.stream().map(Chart.Mark::hitPercent).toList(), Texts::number),
                Scale.log(
                        "time of an operation of a worker",
                        10,
                        marks.stream().map(Chart.Mark::nanos).toList(),
                        Texts::time),
                chart.lines().stream().map(line -> Entry.of(line.series())).toList());
        PolicyScatter scatter = new PolicyScatter(svg, frame);
        chart.lines().forEach(scatter::line);
        marks.stream()
                .sorted(Comparator.comparingDouble(Chart.Mark::nanos))
                .forEach(mark -> scatter.name(
                        frame.x(mark.hitPercent()),
                        frame.y(mark.nanos()),
                        chart.policies().get(mark.policy())));
        return frame.height();
    }

    private void line(Chart.Kept line) {
        frame.line(
                line.marks().stream()
                        .map(mark -> new Point(mark.hitPercent(), mark.nanos()))
                        .toList(),
                Colour.of(line.series()),
                1,
                Frame.dashes(line.series()));
        boolean shared = line.series().side() == SubstrateSide.SHM;
        for (Chart.Mark mark : line.marks()) {
            frame.sign(mark.hitPercent(), mark.nanos(), line.series(), shared, mark.said());
            double x = frame.x(mark.hitPercent());
            double y = frame.y(mark.nanos());
            taken.add(new Box(x - SIGN, y - SIGN, x + SIGN, y + SIGN));
        }
    }

    /// A part of the drawing.
    private record Box(double left, double top, double right, double bottom) {
        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    /// One place where a name may stand.
    private record Place(String anchor, double x, double y, Box box) {
        static Place of(String anchor, double x, double y, double wide) {
            double left = anchor.equals("start") ? x : anchor.equals("end") ? x - wide : x - wide / 2;
            return new Place(anchor, x, y, new Box(left, y - LETTERS, left + wide, y + 2));
        }
    }

    /// Above its sign, below it or beside it; where all is taken, nowhere: the sign says it to the pointer.
    private void name(double x, double y, String name) {
        double wide = Letters.width(name, LETTERS);
        List.of(
                        Place.of("middle", x, y - AWAY, wide),
                        Place.of("middle", x, y + AWAY + LETTERS, wide),
                        Place.of("start", x + AWAY, y + 4, wide),
                        Place.of("end", x - AWAY, y + 4, wide),
                        Place.of("start", x + AWAY / 2, y - AWAY, wide),
                        Place.of("end", x - AWAY / 2, y - AWAY, wide),
                        Place.of("start", x + AWAY / 2, y + AWAY + LETTERS, wide),
                        Place.of("end", x - AWAY / 2, y + AWAY + LETTERS, wide))
                .stream()
                .filter(place -> frame.holds(place.box.left, place.box.right)
                        && taken.stream().noneMatch(place.box::meets))
                .findFirst()
                .ifPresent(place -> {
                    taken.add(place.box);
                    svg.sized(place.x, place.y, place.anchor, Colour.INK, LETTERS, name);
                });
    }
}
