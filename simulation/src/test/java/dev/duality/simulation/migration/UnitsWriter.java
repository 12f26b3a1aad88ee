// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the snapshot of the project's packages anew.
final class UnitsWriter {
    private static final String HEAD =
            "# The packages of this project: name,files,bytes,imports. Written by UnitsWriter, from its sources.\n";

    private UnitsWriter() {}

    /// From the sources below the current folder.
    public static void main(String[] none) throws IOException {
        Path file = Path.of("simulation/src/main/resources/dev/duality/simulation/migration/units.csv");
        Files.writeString(file, HEAD + Units.of(Path.of("")).lines());
    }
}
