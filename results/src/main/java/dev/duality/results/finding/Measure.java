// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Outcome.Measured;
import java.util.Optional;

/// The quantity that a gap compares: the first of these that both rows have.
public enum Measure {
    /// Operations per second of the closed loop: more is better.
    THROUGHPUT("throughput", ""),
    /// Seconds for the fixed job: less is better.
    JOB("time of the job", "job"),
    /// Median nanoseconds of the open loop, at the same rate: less is better.
    LATENCY("median latency", "p50");

    private final String words;
    private final String mark;

    Measure(String words, String mark) {
        this.words = words;
        this.mark = mark;
    }

    public String text() {
        return words;
    }

    /// The word behind a gap in a column, such as `job`; empty for the closed loop, of which most gaps are.
    public String mark() {
        return mark;
    }

    /// Whether the row has it; a load that failed has nothing.
    boolean in(Row row) {
        return switch (this) {
            case THROUGHPUT -> row.closed().isPresent();
            case JOB -> row.job().isPresent();
            case LATENCY ->
                !row.open().isEmpty() && row.open().getFirst().p50Nanos().isPresent();
        };
    }

    /// Whether two rows that have it can be compared by it.
    boolean comparable(Row one, Row other) {
        return in(one)
                && in(other)
                && RowSetting.windowFits(this, one.cell())
                && RowSetting.windowFits(this, other.cell())
                && (this != LATENCY
                        || one.open().getFirst().targetPerSecond()
                                == other.open().getFirst().targetPerSecond());
    }

    /// The value in the row's column.
    public double value(Row row) {
        return switch (this) {
            case THROUGHPUT -> row.closed().orElseThrow().opsPerSecond().median();
            case JOB -> row.job().orElseThrow().seconds().median();
            case LATENCY -> row.open().getFirst().p50Nanos().orElseThrow();
        };
    }

    /// The value that one fork of such a row found.
    Optional<Double> value(Measured fork, Row row) {
        return switch (this) {
            case THROUGHPUT -> fork.closed().map(loop -> loop.opsPerSecond());
            case JOB -> fork.job().map(job -> job.seconds());
            case LATENCY ->
                fork.open().stream()
                        .filter(loop ->
                                loop.targetPerSecond() == row.open().getFirst().targetPerSecond())
                        .findFirst()
                        .map(loop -> Math.max(1.0, (double) loop.p50Nanos()));
        };
    }

    boolean moreIsBetter() {
        return this == THROUGHPUT;
    }

    boolean better(Row one, Row other) {
        return moreIsBetter() ? value(one) > value(other) : value(one) < value(other);
    }

    Grade grade(Row row) {
        return switch (this) {
            case THROUGHPUT -> row.closed().orElseThrow().grade();
            case JOB -> row.job().orElseThrow().grade();
            case LATENCY -> row.open().getFirst().grade();
        };
    }
}
