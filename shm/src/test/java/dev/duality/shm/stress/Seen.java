// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;

/// The outcomes that all runs of one test have seen.
final class Seen {
    /// With fewer samples nothing is decided.
    private static final long ENOUGH = 1_000;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, GradingResult> grades = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private long samples;
    private long forbidden;

    void add(TestResult result) {
        if (result.status() != Status.NORMAL) {
            failures.add(result.status() + ": " + String.join("\n", result.getMessages()));
        }
        samples += result.getTotalCount();
        result.grading().gradingResults.forEach((outcome, grade) -> {
            grades.putIfAbsent(outcome, grade);
            counts.merge(outcome, grade.count, Long::sum);
            if (grade.expect != Expect.ACCEPTABLE) {
                forbidden += grade.count;
            }
        });
    }

    /// Whether more samples could change the verdict on a sound test.
    boolean isUndecided() {
        return failures.isEmpty() && forbidden == 0 && samples < ENOUGH;
    }

    /// Whether more samples could change the verdict on a twin.
    boolean isUncaught() {
        return failures.isEmpty() && forbidden == 0;
    }

    /// The reason why the test is not sound; empty if it is.
    String unsound() {
        if (!failures.isEmpty()) {
            return failures.getFirst();
        }
        if (forbidden > 0) {
            return "forbidden: %,d of %,d samples".formatted(forbidden, samples);
        }
        return samples < ENOUGH ? "only %,d samples".formatted(samples) : "";
    }

    /// The reason why the twin is not caught; empty if it is. Who fails in another way is not caught: it may not have
    /// raced at all.
    String uncaught() {
        if (!failures.isEmpty()) {
            return failures.getFirst();
        }
        return forbidden > 0 ? "" : "not caught in %,d samples".formatted(samples);
    }

    /// The rows of a sound test: what was seen how often, and its story.
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        counts.forEach((outcome, count) -> {
            GradingResult grade = grades.get(outcome);
            if (count > 0 || grade.expect == Expect.ACCEPTABLE) {
                String verdict = grade.expect.toString().toLowerCase(Locale.ROOT);
                rows.add("    %-12s %,14d  %s: %s".formatted(outcome, count, verdict, grade.description));
            }
        });
        return rows;
    }

    /// The row of a twin: how soon it was caught.
    String row(String twin, String description) {
        String name = twin.substring(twin.lastIndexOf('.') + 1);
        String verdict = forbidden == 0
                ? "NOT caught in %,d samples".formatted(samples)
                : "caught, 1 in %,d of %,d samples".formatted(samples / forbidden, samples);
        return "    twin %s %s: %s".formatted(name, verdict, description);
    }

    long samples() {
        return samples;
    }
}
