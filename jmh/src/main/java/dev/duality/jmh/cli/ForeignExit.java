// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/// Sees that a command is ended by code of a user's jar, by `System.exit`, which would look like success. A signal ends
/// a command in another way, and is let through.
final class ForeignExit implements AutoCloseable {
    private final CommandLine command;
    private final Thread hook = new Thread(this::look, "foreign-exit");

    private ForeignExit(CommandLine command) {
        this.command = command;
    }

    /// From now on, until it is closed.
    static ForeignExit watch(CommandLine command) {
        ForeignExit exit = new ForeignExit(command);
        Runtime.getRuntime().addShutdownHook(exit.hook);
        return exit;
    }

    private void look() {
        caller(Thread.getAllStackTraces()).ifPresent(caller -> {
            Duality.say(
                    command,
                    caller
                            + " ended the program by System.exit; nothing more was done, so take that out or leave its jar out",
                    ExitCodes.USAGE);
            Runtime.getRuntime().halt(ExitCodes.USAGE);
        });
    }

    /// Who asked for the end of this process, if a thread did.
    static Optional<String> caller(Map<Thread, StackTraceElement[]> threads) {
        return threads.values().stream().flatMap(ForeignExit::caller).findFirst();
    }

    private static Stream<String> caller(StackTraceElement[] frames) {
        for (int i = frames.length - 2; i >= 0; i--) {
            if (isExit(frames[i]) && !isExit(frames[i + 1])) {
                return Stream.of(frames[i + 1].getClassName() + "." + frames[i + 1].getMethodName());
            }
        }
        return Stream.empty();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getMethodName().equals("exit")
                && (frame.getClassName().equals(System.class.getName())
                        || frame.getClassName().equals(Runtime.class.getName()));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the end has begun, and the hook looks
        }
    }
}
