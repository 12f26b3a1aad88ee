// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import dev.duality.jmh.machine.SystemTree;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/// The just-in-time compilers of this JVM: threads that take cores from what is measured, most of all where every core
/// has a spinning thread. Right after a warm-up, one operation in ten waited milliseconds for them.
public final class Compilers {
    private static final String TASKS = "proc/self/task";
    private static final int STEP_MILLIS = 10;
    private static final int REST_MILLIS = 40;
    private static final int MOST_MILLIS = 150;

    private final SystemTree tree;
    private final CompilationMXBean bean = ManagementFactory.getCompilationMXBean();

    private final List<String> threads; // their files, as far as Linux tells

    /// Finds them once: a look at all threads each time would itself be work for the compilers.
    Compilers(SystemTree tree) {
        this.tree = tree;
        this.threads = tree.names(TASKS).stream()
                .filter(thread -> tree.text(TASKS + "/" + thread + "/comm")
                        .filter(name -> name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler"))
                        .isPresent())
                .map(thread -> TASKS + "/" + thread + "/stat")
                .toList();
    }

    /// Waits until they have rested for a while, or for long enough. Called while the workers rest, so that the
    /// compilers have the cores.
    public static void await() {
        new Compilers(SystemTree.real()).awaitRest();
    }

    private void awaitRest() {
        long spent = millis();
        int rested = 0;
        for (int waited = 0; rested < REST_MILLIS && waited < MOST_MILLIS; waited += STEP_MILLIS) {
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt(); // whoever is interrupted wants to end, not to wait
                return;
            }
            long now = millis();
            rested = now == spent && !running() ? rested + STEP_MILLIS : 0;
            spent = now;
        }
    }

    /// The time that finished compilations have taken, in milliseconds.
    private long millis() {
        return bean != null && bean.isCompilationTimeMonitoringSupported() ? bean.getTotalCompilationTime() : 0;
    }

    /// Whether a compiler's thread is at work or wants to be: compilations that last.
    boolean running() {
        for (String thread : threads) {
            if (tree.text(thread).orElse("").contains(") R ")) {
                return true;
            }
        }
        return false;
    }
}
