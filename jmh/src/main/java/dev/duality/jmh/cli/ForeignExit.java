// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.ExitCaller;
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
        try {
            Runtime.getRuntime().addShutdownHook(exit.hook);
        } catch (IllegalStateException _) {
            // the end has begun already
        }
        return exit;
    }

    private void look() {
        ExitCaller.of(Thread.getAllStackTraces()).ifPresent(caller -> {
            Duality.say(
                    command,
                    caller
                            + " ended the program by System.exit; nothing more was done, so take that out or leave its jar out",
                    ExitCodes.USAGE);
            Runtime.getRuntime().halt(ExitCodes.USAGE);
        });
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
