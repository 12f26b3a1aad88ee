// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;

/// Tells the user how far a plan has come. All methods are safe from any thread.
public interface Progress extends AutoCloseable {
    /// Of the further lines of what is said, on a terminal that has no room for it in one.
    int INDENT = 4; // characters

    /// A bar on a terminal, plain lines otherwise. Nothing is written before the first step begins.
    /// @param out standard error
    /// @param nanos the clock, of any origin
    static Progress of(List<Step> steps, Terminal terminal, PrintStream out, LongSupplier nanos) {
        Course course = new Course(steps, nanos);
        return terminal.interactive()
                ? new BarProgress(course, terminal, out, nanos)
                : new LinesProgress(course, terminal, out, nanos);
    }

    /// The same on this process's standard error with its own clock. On a terminal the line is drawn anew once a
    /// second by a thread of its own, and cleared if the process is stopped (Ctrl-C). Once a second only, since
    /// each time takes a core away for a moment, and that core may be measured.
    static Progress onStandardError(List<Step> steps) {
        Terminal terminal = Terminal.ofThisProcess();
        Progress progress = of(steps, terminal, System.err, System::nanoTime);
        return terminal.interactive() ? new TickingProgress(progress) : progress;
    }

    /// One step more than was planned.
    /// @return its index in the plan
    int add(Step step);

    /// A step starts.
    /// @param step its index in the plan; steps may come in any order, one at a time, each once
    /// @throws IllegalStateException if another step still runs, or this one is over
    /// @throws IllegalArgumentException if the plan has no such step
    void begin(int step);

    /// The step that runs is over, well or not.
    /// @param outcome in a few words, such as `283 ns` or `failed`; may be empty
    /// @throws IllegalStateException if no step runs
    void finish(String outcome);

    /// A step will not be run; its time is no longer counted.
    /// @throws IllegalStateException if it runs or is over
    /// @throws IllegalArgumentException if the plan has no such step
    void skip(int step);

    /// Some time has passed: draw what has changed, if it is time to.
    void tick();

    /// Writes a line that stays, such as a warning; a bar is drawn again below it. Where a terminal has no room for it,
    /// it is broken between words.
    void say(String line);

    /// Clears the bar; nothing is drawn afterwards. May be called twice.
    @Override
    void close();
}
