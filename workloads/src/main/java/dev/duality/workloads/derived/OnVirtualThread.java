// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import java.util.concurrent.atomic.AtomicReference;

/// A server's task on a virtual thread: the thread that the kernel was given for it starts one, waits for it, and ends
/// as it ends. What it throws is thrown on, and an interrupt is passed on.
///
/// Carriers inherit the CPUs of the thread that made them, so the first such server of a JVM says where all run.
record OnVirtualThread(Runnable task) implements Runnable {
    @Override
    public void run() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread virtual = Thread.ofVirtual()
                .name(Thread.currentThread().getName() + "-virtual")
                .uncaughtExceptionHandler((_, e) -> thrown.set(e))
                .start(task);
        while (true) {
            try {
                virtual.join();
                break;
            } catch (InterruptedException e) {
                virtual.interrupt();
            }
        }
        switch (thrown.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e); // a task cannot throw it
        }
    }
}
