// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.duality.shm.CLibrary;
import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// The real standard error of this process.
final class StandardError {
    private static final int DESCRIPTOR = 2;

    private StandardError() {}

    /// Java itself tells only whether standard input and output both are terminals, and a user who sends the table
    /// to a file still wants to see the bar: so we ask the C library, and Java where there is none to ask.
    static boolean isTerminal() {
        return isatty().orElseGet(StandardError::othersAreTerminals);
    }

    @SuppressWarnings("SystemConsoleNull") // from JDK 22 to 24 it never was null; from 25 on it is again
    private static boolean othersAreTerminals() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static Optional<Boolean> isatty() {
        try {
            MethodHandle isatty = CLibrary.plain("isatty", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
            return Optional.of((int) isatty.invokeExact(DESCRIPTOR) == 1);
        } catch (IllegalCallerException | UnsupportedOperationException | UnsatisfiedLinkError _) {
            return Optional.empty(); // native access is denied, or there is no such function here
        } catch (Throwable e) {
            throw CLibrary.thrown("isatty", e);
        }
    }

    /// The answer of `stty size` about the terminal of this process; empty if it says nothing.
    static OptionalInt columns() {
        File terminal = new File("/dev/tty");
        if (!terminal.exists()) {
            return OptionalInt.empty();
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(terminal)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return OptionalInt.empty();
            }
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            String[] rowsAndColumns = said.strip().split(" ");
            return Terminal.columns(rowsAndColumns[rowsAndColumns.length - 1]);
        } catch (IOException _) {
            return OptionalInt.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
