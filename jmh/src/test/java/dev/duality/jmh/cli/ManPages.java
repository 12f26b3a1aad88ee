// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.io.IOException;
import java.nio.file.Path;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/// Describes all commands in AsciiDoc, from which the profile `man` makes `docs/man`.
final class ManPages {
    private ManPages() {}

    /// @param args the folder
    public static void main(String[] args) throws IOException {
        ManPageGenerator.generateManPage(
                Path.of(args[0]).toFile(),
                null,
                new boolean[0],
                true,
                Duality.commandLine().getCommandSpec());
    }
}
