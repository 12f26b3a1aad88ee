// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/// Writes the snapshot of the project's sources anew.
final class UnitsWriter {
    private static final String HEAD =
            "# The sources of this project: module,name,bytes,uses (by place). Written by UnitsWriter, from them.\n";

    private UnitsWriter() {}

    /// From the sources below the current folder.
    public static void main(String[] none) throws IOException {
        Path file = Path.of("simulation/src/main/resources/dev/duality/simulation/migration/units.csv");
        String lines = SourceTree.of(Path.of("")).units().stream()
                .map(unit -> unit.line() + "\n")
                .collect(Collectors.joining());
        Files.writeString(file, HEAD + lines);
    }
}
