// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.OwnJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The lines that the quick commands print where lines have 80 characters.
class WidthTest {
    private static final int COLUMNS = 80;

    @TempDir
    Path folder;

    /// Runs the quick commands in one JVM, in the folder that it is started in. All that they print, progress too, goes
    /// to standard output.
    static final class Commands {
        private Commands() {}

        public static void main(String[] args) throws IOException {
            Files.writeString(Path.of("times.csv"), "n,seconds\n1,10\n2,5.5\n4,3.25\n8,2.125\n16,1.5\n");
            Files.writeString(Path.of("trace.txt"), "1\n2\n3\n1\n2\n3\n4\n1\n");
            List<String> lines = new ArrayList<>(List.of(
                    "list workloads",
                    "list substrates",
                    "list protocols",
                    "list presets",
                    "list waits",
                    "list machines",
                    "doctor",
                    "verify -w rpc --operations 200 --histories 1",
                    "run --dry-run",
                    "run --dry-run --preset full",
                    "run -w rpc -o messaging:ring-replicated,shm:mailbox --window 1 --set operations=1000 --forks 1"
                            + " --budget 1s --out kept",
                    "report kept",
                    "check kept",
                    "compare kept kept",
                    "traces trace.txt",
                    "laws times.csv",
                    "simulate -w counter"));
            Duality.commandLine().getSubcommands().keySet().forEach(command -> lines.add(command + " --help"));
            for (String line : lines) {
                System.out.println("> " + line);
                System.out.println("exit " + Duality.run(line.split(" ")));
            }
            System.exit(0);
        }
    }

    /// Whoever copies one gets all of it.
    @Test
    void noExampleOfAHelpIsBrokenIntoTwoLines() {
        CommandLine all = Duality.commandLine();
        List<String> wide = Stream.concat(Stream.of(all), all.getSubcommands().values().stream())
                .flatMap(command ->
                        Arrays.stream(command.getCommandSpec().usageMessage().footer()))
                .filter(line -> line.startsWith("  ") && line.length() >= COLUMNS)
                .toList();

        assertEquals(List.of(), wide);
    }

    @Test
    void noLineIsLongerThanTheTerminalHasRoomFor() throws Exception {
        String command = "";
        List<String> wide = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        String said = said();
        for (String line : said.lines().toList()) {
            if (line.startsWith("> ")) {
                command = line;
                commands.add(line);
            } else if (line.length() > COLUMNS && !line.startsWith("duality: ")) { // a slip is one line
                wide.add(command + ": " + line.length() + ": " + line);
            }
        }
        assertTrue(commands.contains("> report kept"), commands::toString);
        List<String> ends =
                said.lines().filter(line -> line.matches("exit \\d+")).toList();
        assertEquals(commands.size(), ends.size(), said); // none broke off
        assertFalse(ends.contains("exit " + ExitCodes.USAGE), said); // none was refused
        assertAll(wide.stream().map(line -> () -> assertEquals("", line)));
    }

    private String said() throws IOException, InterruptedException {
        return OwnJvm.run(
                        folder, Map.of("COLUMNS", Integer.toString(COLUMNS)), OwnJvm.command(List.of(), Commands.class))
                .said();
    }
}
