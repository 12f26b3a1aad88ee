// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

/// A thread that a kernel starts, as a core of the machine. It is never a thread of the operating system, so whoever
/// joins it does not wait.
final class CoreThread extends Thread {
    private final Multicore machine;
    private final Runnable program;

    CoreThread(Multicore machine, Runnable program) {
        super("simulated core");
        this.machine = machine;
        this.program = program;
    }

    @Override
    public void start() {
        machine.spawn(program);
    }
}
