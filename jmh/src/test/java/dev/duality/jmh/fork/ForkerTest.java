// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.LoadShape;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkerTest {
    private static final ForkOrder ORDER = new ForkOrder.Kernel(
            CellSpec.parse("workload=counter;on=messaging:mpi;placement=hosts"),
            1,
            new ClosedLoad.Times(1, 1, 1, 1, false),
            new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 1, 0),
            0);

    /// All of its JVMs are on other hosts, or have not come up: there is nobody to be asked what they do.
    @Test
    void aLauncherThatHangsWithNoJvmHereIsNotSaidToHaveDumpedThreads(@TempDir Path folder) throws Exception {
        Path launcher = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\nexec sleep 600\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-x---"));

        try (Forker forker = forker(launcher.toString(), new Forker.Patience(0, 100))) {
            assertEquals(
                    new ForkReport.Failed("no end after 0 s; no dump of its threads could be had"),
                    forker.run(ORDER).report());
        }
    }

    private static Forker forker(String launcher, Forker.Patience patience) {
        return new Forker(
                System.getProperty("java.class.path"),
                List.of(),
                patience,
                Optional.of(Hosts.parse("localhost:2", launcher)));
    }

    /// No other cell would fare better.
    @ParameterizedTest
    @CsvSource({"true, 0", "echo --some, 0", "false, 1"})
    void aLauncherThatStartsNothingEndsTheRun(String launcher, int status) {
        try (Forker forker = forker(launcher, Forker.Patience.LONG)) {
            assertEquals(
                    "the launcher '%s' ended with status %d and started nothing; name another with --launcher"
                            .formatted(launcher, status),
                    assertThrows(UncheckedIOException.class, () -> forker.run(ORDER))
                            .getMessage());
        }
    }

    /// Each cell has the word of its launcher: a host may be reached again.
    @Test
    void aLauncherThatSaysWhatItLacksCostsTheCell(@TempDir Path folder) throws Exception {
        Path launcher = Files.writeString(folder.resolve("launcher"), "#!/bin/sh\necho no way to B\nexit 1\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-x---"));

        try (Forker forker = forker(launcher.toString(), Forker.Patience.LONG)) {
            assertEquals(
                    new ForkReport.Failed("the fork ended with status 1 and no report; it said: no way to B"),
                    forker.run(ORDER).report());
        }
    }
}
