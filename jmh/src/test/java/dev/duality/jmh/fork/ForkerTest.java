// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.LoadShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkerTest {
    /// All of its JVMs are on other hosts, or have not come up: there is nobody to be asked what they do.
    @Test
    void aLauncherThatHangsWithNoJvmHereIsNotSaidToHaveDumpedThreads(@TempDir Path folder) throws Exception {
        Path launcher = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\nexec sleep 600\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-x---"));
        ForkOrder order = new ForkOrder.Kernel(
                CellSpec.parse("workload=counter;on=messaging:mpi;placement=hosts"),
                1,
                new ClosedLoad.Times(1, 1, 1, 1, false),
                new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 1, 0),
                0);

        try (Forker forker = new Forker(
                System.getProperty("java.class.path"),
                List.of(),
                new Forker.Patience(0, 100),
                Optional.of(Hosts.parse("localhost:2", launcher.toString())))) {
            assertEquals(
                    new ForkReport.Failed("no end after 0 s; no dump of its threads could be had"),
                    forker.run(order).report());
        }
    }
}
