// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A line for each step that is over, but not many in a row: for files, pipes and build servers. Guarded by this
/// object.
final class LinesProgress implements Progress {
    private static final long BETWEEN_LINES_NANOS = Duration.ofSeconds(2).toNanos();

    private final Course course;
    private final PrintStream out;
    private final LongSupplier nanos;
    private long writtenNanos;
    private boolean closed;

    LinesProgress(Course course, PrintStream out, LongSupplier nanos) {
        this.course = course;
        this.out = out;
        this.nanos = nanos;
        writtenNanos = nanos.getAsLong() - BETWEEN_LINES_NANOS;
    }

    @Override
    public synchronized int add(Step step) {
        return course.add(step);
    }

    @Override
    public synchronized void begin(int step) {
        course.begin(step);
    }

    @Override
    public synchronized void finish(String outcome) {
        Step step = course.finish();
        Standing standing = course.standing();
        long now = nanos.getAsLong();
        boolean last = standing.done() == standing.total();
        if (closed || (!last && now - writtenNanos < BETWEEN_LINES_NANOS)) {
            return;
        }
        writtenNanos = now;
        out.println(standing.count() + "  " + step.name() + (outcome.isEmpty() ? "" : ": " + outcome)
                + (last ? "" : "  (" + Standing.time(standing.left()) + " left)"));
        out.flush();
    }

    @Override
    public synchronized void skip(int step) {
        course.skip(step);
    }

    @Override
    public void tick() {}

    @Override
    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
