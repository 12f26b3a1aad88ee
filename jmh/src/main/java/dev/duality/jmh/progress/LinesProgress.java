// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import dev.duality.results.Paragraph;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// A line for each step that is over, but not many in a row: for files, pipes and build servers. Guarded by this
/// object.
final class LinesProgress implements Progress {
    private static final int SHORTEST_NAME = 12; // characters
    private static final long BETWEEN_LINES_NANOS = Duration.ofSeconds(2).toNanos();

    private final Course course;
    private final Terminal terminal;
    private final PrintStream out;
    private final LongSupplier nanos;
    private long writtenNanos;
    private boolean closed;

    LinesProgress(Course course, Terminal terminal, PrintStream out, LongSupplier nanos) {
        this.course = course;
        this.terminal = terminal;
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
        String count = standing.count() + "  ";
        String end = (outcome.isEmpty() ? "" : ": " + outcome)
                + (last ? "" : "  (" + Standing.time(standing.left()) + " left)");
        int room = terminal.lineColumns() - count.length() - end.length();
        String name = course.names().of(step.name(), Math.max(room, SHORTEST_NAME));
        out.println(Bar.cut(count + name + end, terminal.lineColumns()));
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
        Paragraph.lines("", line, Progress.INDENT, terminal.lineColumns()).forEach(out::println);
        out.flush();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
