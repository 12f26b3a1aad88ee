// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.ParameterValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Rows of one workload that differ in one number and in the substrate: what an operation takes as that number grows.
///
/// @param like one of its cells, for what all have alike
/// @param lines one for each substrate, number of threads and, over windows, what is asked for, in the run's order
public record Sweep(Axis axis, Cell like, List<Line> lines) {
    /// Fewer places than this are no curve.
    public static final int FEWEST = 3;

    // Of a cell that does not say. A run may be of a program that is not here, so this is part of how runs are written;
    // UsualPausesTest of the harness holds it and the program's own waits together.
    private static final Set<String> PAUSING = Set.of("pause", "backoff", "park", "eventfd");
    private static final double USUAL_PAUSES = 2;

    // Over a window an addition that is told stands beside one that is asked for: that is what its reply costs.
    private static final String COUNTER = "counter";
    private static final String OP = "op";

    /// The number that is swept.
    public enum Axis {
        WINDOW("window", "operations under way"),
        PAYLOAD("payload", "bytes"),
        SECTION("work", "ns of work inside the critical section"),
        TOUCHES("touches", "touches of a page"),
        PAUSES("", "pauses before the second look");

        private final String parameter;
        private final String unit;

        Axis(String parameter, String unit) {
            this.parameter = parameter;
            this.unit = unit;
        }

        /// As it stands along the axis, such as `operations under way`.
        public String text() {
            return unit;
        }
    }

    /// @param at what was swept to
    public record Point(double at, Row row) {
        /// The time between two operations of a worker, in nanoseconds: the median of its forks.
        public double nanosPerOp() {
            return row.closed().orElseThrow().nanosPerOp().median();
        }
    }

    /// @param points ascending, [#FEWEST] or more
    public record Line(List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }

        public Cell cell() {
            return points.getFirst().row.cell();
        }

        /// Such as `op=tell`, where lines of one substrate may differ in what their workers ask for; empty elsewhere.
        public String asks() {
            return Sweep.asks(cell()).map(value -> OP + "=" + value).orElse("");
        }
    }

    private record Kind(String substrate, int workers, int servers, String waits, Optional<String> asks) {}

    public Sweep {
        lines = List.copyOf(lines);
    }

    /// Of each axis those that have a line.
    static List<Sweep> of(List<Row> rows) {
        List<Sweep> sweeps = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            Map<CellSetting, Map<Kind, List<Point>>> charts = new LinkedHashMap<>();
            for (Row row : rows) {
                if (row.closed().isPresent() && at(axis, row.cell()) >= 0) {
                    charts.computeIfAbsent(alike(axis, row.cell()), _ -> new LinkedHashMap<>())
                            .computeIfAbsent(kind(axis, row.cell()), _ -> new ArrayList<>())
                            .add(new Point(at(axis, row.cell()), row));
                }
            }
            for (Map<Kind, List<Point>> chart : charts.values()) {
                List<Line> lines = chart.values().stream()
                        .filter(points ->
                                points.stream().map(Point::at).distinct().count() >= FEWEST)
                        .map(points -> new Line(points.stream()
                                .sorted(Comparator.comparingDouble(Point::at))
                                .toList()))
                        .toList();
                if (!lines.isEmpty()) {
                    sweeps.add(new Sweep(axis, lines.getFirst().cell(), lines));
                }
            }
        }
        return sweeps;
    }

    private static Kind kind(Axis axis, Cell cell) {
        return new Kind(
                cell.substrate(),
                cell.workers(),
                cell.servers(),
                axis == Axis.PAUSES ? kindOfWait(cell.waits()) : cell.waits(),
                axis == Axis.WINDOW ? asks(cell) : Optional.empty());
    }

    /// The operation that workers of a counter ask for.
    private static Optional<String> asks(Cell cell) {
        return cell.workload().equals(COUNTER)
                ? Optional.ofNullable(cell.params().get(OP)).map(ParameterValue::value)
                : Optional.empty();
    }

    /// Such as `pause` of `pause:16`.
    private static String kindOfWait(String waits) {
        int colon = waits.indexOf(':');
        return colon < 0 ? waits : waits.substring(0, colon);
    }

    /// The pauses that a wait begins with: what stands behind its colon, or the usual number of a kind that pauses.
    /// @param waits as a cell has it, such as `pause:16`
    /// @return below 0 if it does not pause, or says what is no number
    public static double pauses(String waits) {
        int colon = waits.indexOf(':');
        return colon >= 0
                ? number(new ParameterValue(waits.substring(colon + 1), ""))
                : PAUSING.contains(waits) ? USUAL_PAUSES : -1;
    }

    private static CellSetting alike(Axis axis, Cell cell) {
        return new CellSetting(
                cell.workload(),
                CellSetting.of(cell)
                        .without(axis == Axis.WINDOW && asks(cell).isPresent() ? List.of(OP) : List.of(axis.parameter))
                        .params(),
                axis == Axis.PAYLOAD ? 0 : cell.payloadBytes(),
                axis == Axis.WINDOW ? 1 : cell.window(),
                switch (axis) {
                    case TOUCHES -> ""; // who maps or calls has nobody to wait for
                    case PAUSES -> kindOfWait(cell.waits());
                    case WINDOW, PAYLOAD, SECTION -> cell.waits();
                });
    }

    /// @return below 0 if the cell has no such number
    private static double at(Axis axis, Cell cell) {
        return switch (axis) {
            case WINDOW -> cell.servers() == 0 ? -1 : cell.window();
            case PAYLOAD -> cell.params().containsKey(axis.parameter) ? cell.payloadBytes() : -1;
            case SECTION ->
                cell.workload().equals("mutex") ? number(cell.params().get(axis.parameter)) : -1;
            case TOUCHES ->
                cell.workload().equals("paging") ? number(cell.params().get(axis.parameter)) : -1;
            case PAUSES -> pauses(cell.waits());
        };
    }

    private static double number(ParameterValue value) {
        try {
            return value == null ? -1 : Double.parseDouble(value.value());
        } catch (NumberFormatException _) {
            return -1; // a run of somebody else may say anything
        }
    }
}
