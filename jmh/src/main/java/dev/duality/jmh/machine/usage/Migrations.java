// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import dev.duality.jmh.machine.SystemTree;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// The number of times that threads were moved from one CPU to another, as the kernel's scheduler tells (not every
/// kernel does).
/// @param byThread the count of each thread that lives now, by its kernel number; empty if the kernel does not tell
record Migrations(Map<String, Long> byThread) {
    private static final String KEY = "se.nr_migrations";
    private static final String TASKS = "proc/self/task";

    Migrations {
        byThread = Map.copyOf(byThread);
    }

    /// Of all threads of this process.
    static Migrations ofProcess(SystemTree tree) {
        if (count(tree, "proc/self/sched").isEmpty()) {
            return new Migrations(Map.of());
        }
        Map<String, Long> counts = new HashMap<>();
        for (String thread : tree.names(TASKS)) {
            count(tree, TASKS + "/" + thread + "/sched").ifPresent(count -> counts.put(thread, count));
        }
        return new Migrations(counts);
    }

    /// The number of times that the threads of `this`, the later reading, have been moved since `earlier`.
    OptionalLong since(Migrations earlier) {
        if (byThread.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(byThread.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - earlier.byThread.getOrDefault(entry.getKey(), 0L))
                .sum());
    }

    private static OptionalLong count(SystemTree tree, String path) {
        return tree.value(path, KEY).map(SystemTree::parse).orElse(OptionalLong.empty());
    }
}
