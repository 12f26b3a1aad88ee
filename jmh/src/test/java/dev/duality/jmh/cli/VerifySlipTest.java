// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifySlipTest {
    @TempDir
    Path folder;

    /// As in `run`: no side is at fault.
    @Test
    void aValueThatOnlyTheWorkloadCanRefuseIsASlipAndNoSideDiffers() throws IOException {
        Path text = Files.writeString(folder.resolve("a.txt"), "\ufeffone two", StandardCharsets.UTF_16LE);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Duality.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("verify", "--workload", "mapreduce", "--set", "folder=" + folder);

        assertAll(
                () -> assertEquals(ExitCodes.USAGE, exit),
                () -> assertEquals("", out.toString()),
                () -> assertEquals(
                        "duality: " + text
                                + " is UTF-16 text, but must be UTF-8; save it as UTF-8 or take it out of the folder"
                                + System.lineSeparator(),
                        err.toString()));
    }
}
