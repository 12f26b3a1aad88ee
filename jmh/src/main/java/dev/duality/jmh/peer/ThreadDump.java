// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The stacks of the threads of a JVM that hangs, which it writes where its output goes.
public final class ThreadDump {
    /// The time that a JVM is given to write it, in milliseconds; it goes on meanwhile.
    public static final int MILLIS = 2_000;

    private ThreadDump() {}

    /// Asks JVMs for it by SIGQUIT; what is none ends by that.
    /// @return whether any of them got the signal
    /// @throws InterruptedException if the thread is interrupted before all were asked
    public static boolean ask(List<ProcessHandle> jvms) throws InterruptedException {
        boolean any = false;
        for (ProcessHandle jvm : jvms) {
            any |= ask(jvm);
        }
        return any;
    }

    private static boolean ask(ProcessHandle jvm) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder(
                            "sh", "-c", "kill -QUIT " + jvm.pid()) // every shell has a kill of its own
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return kill.waitFor(MILLIS, TimeUnit.MILLISECONDS) && kill.exitValue() == 0;
        } catch (IOException _) {
            return false; // no dump then; what hangs is told all the same
        }
    }

    /// The words by which the reason of an end says whether there is one.
    /// @param asked whether a JVM was asked
    public static String told(boolean asked) {
        return asked ? "the log has a dump of its threads" : "no dump of its threads could be had";
    }
}
