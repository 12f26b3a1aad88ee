// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import dev.duality.results.Paragraph;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/// One line that is drawn over and over. Guarded by this object: the plan, the ticker and the end of the process
/// come from different threads.
final class BarProgress implements Progress {
    private static final long BETWEEN_DRAWS_NANOS = Duration.ofMillis(100).toNanos();

    private final Course course;
    private final Terminal terminal;
    private final PrintStream out;
    private final LongSupplier nanos;
    private String shown = "";
    private long drawnNanos;
    private boolean closed;

    BarProgress(Course course, Terminal terminal, PrintStream out, LongSupplier nanos) {
        this.course = course;
        this.terminal = terminal;
        this.out = out;
        this.nanos = nanos;
        drawnNanos = nanos.getAsLong() - BETWEEN_DRAWS_NANOS;
    }

    @Override
    public synchronized int add(Step step) {
        return course.add(step);
    }

    @Override
    public synchronized void begin(int step) {
        course.begin(step);
        draw();
    }

    @Override
    public synchronized void finish(String outcome) {
        course.finish(); // drawn by the step that follows, so that its name is shown at once
    }

    @Override
    public synchronized void skip(int step) {
        course.skip(step);
    }

    @Override
    public synchronized void tick() {
        draw();
    }

    @Override
    public synchronized void say(String line) {
        String again = shown;
        clear();
        Paragraph.lines("", line, Progress.INDENT, terminal.lineColumns()).forEach(out::println);
        if (!again.isEmpty()) {
            show(again);
        }
        out.flush();
    }

    @Override
    public synchronized void close() {
        clear();
        out.flush();
        closed = true;
    }

    private void draw() {
        long now = nanos.getAsLong();
        if (closed || now - drawnNanos < BETWEEN_DRAWS_NANOS) {
            return;
        }
        drawnNanos = now;
        String line = Bar.line(course.standing(), course.names(), terminal.columns());
        if (!line.equals(shown)) {
            show(line);
            out.flush();
        }
    }

    /// Only carriage returns and spaces, so that it needs no kind of terminal.
    private void show(String line) {
        int rest = Math.max(0, shown.length() - line.length());
        out.print("\r" + (terminal.colour() ? Bar.coloured(line) : line) + " ".repeat(rest) + "\b".repeat(rest));
        shown = line;
    }

    private void clear() {
        if (!shown.isEmpty()) {
            out.print("\r" + " ".repeat(shown.length()) + "\r");
            shown = "";
        }
    }
}
