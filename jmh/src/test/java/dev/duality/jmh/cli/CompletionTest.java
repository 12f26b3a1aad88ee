// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The words that bash offers to the user who presses the tab key.
class CompletionTest {
    private static final Path BASH = Path.of("/bin/bash");

    @TempDir
    Path folder;

    @Test
    void bashCompletesCommandsOptionsAndTheirValues() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(BASH), "there is no bash");
        StringWriter script = new StringWriter();
        Duality.commandLine().setOut(new PrintWriter(script, true)).execute("generate-completion");
        Files.writeString(folder.resolve("duality.bash"), script.toString());

        assertEquals(List.of("report", "reproduce"), offered("duality", "rep"));
        assertEquals(List.of("--preset"), offered("duality", "run", "--pre"));
        assertEquals(List.of("waterfall"), offered("duality", "run", "--preset", "wate"));
        assertEquals(List.of("--fail-on-regression"), offered("duality", "compare", "--fail"));
    }

    private List<String> offered(String... words) throws IOException, InterruptedException {
        String line =
                "compopt() { :; }; source duality.bash; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_duality; printf '%%s\\n' ${COMPREPLY[@]}"
                        .formatted(String.join(" ", words), words.length - 1);
        Process bash = new ProcessBuilder(BASH.toString(), "--norc", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), out);
        return out.lines().sorted().toList();
    }
}
