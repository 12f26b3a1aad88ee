// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.LoadShape;
import dev.duality.messaging.mpi.Mpi;
import dev.duality.messaging.mpi.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Forks whose server is on another host: a network namespace, see [TwoHosts].
class AcrossHostsTest {
    private static final Forker.Patience PATIENCE = new Forker.Patience(1, 100_000);

    @BeforeEach
    void needsOpenMpiAndTwoHosts() {
        assumeTrue(Mpi.unavailable().isEmpty(), () -> Mpi.unavailable().orElseThrow());
        Optional<String> reason =
                Hosts.parse("localhost:2", "mpirun").unavailable().or(TwoHosts::unavailable);
        assumeTrue(reason.isEmpty(), () -> reason.orElseThrow());
    }

    private static Forker forker(TwoHosts hosts) {
        String launcher = String.join(" ", hosts.near(List.of(hosts.launcher())));
        return new Forker(
                System.getProperty("java.class.path"),
                List.of(),
                PATIENCE,
                Optional.of(Hosts.parse(TwoHosts.NEAR + ":1," + TwoHosts.FAR + ":1", launcher)));
    }

    private static ForkOrder.Kernel order(String cell, int iterationMillis) {
        return new ForkOrder.Kernel(
                CellSpec.parse(cell + ";wait=yield;placement=hosts"),
                100,
                new ClosedLoad.Times(0, 100, 1, iterationMillis, false),
                new ForkOrder.Open(LoadShape.STEADY, List.of(), List.of(), 20, 0),
                0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workload=rpc;on=messaging:mpi;window=4",
                "workload=cache;on=messaging:mpi",
                "workload=rpc;on=messaging:tcp;window=4",
                "workload=migration;on=messaging:mpi;workers=4;set=processes=1",
                "workload=migration;on=messaging:tcp;workers=4;set=processes=1",
                "workload=counter;on=shm:mailbox",
                "workload=counter;on=shm:lockfree;workers=2",
                "workload=cache;on=shm:lockfree;workers=2",
                "workload=detector;on=shm:words;workers=2",
                "workload=loadboard;on=shm:padded;workers=2",
                "workload=mapreduce;on=messaging:mpi;set=operations=20",
                "workload=transparency;on=messaging:mpi",
                "workload=transparency;on=messaging:tcp"
            })
    void bothSidesAreVerifiedAndMeasuredWithTheirServerOnAnotherHost(String cell) throws Exception {
        try (TwoHosts hosts = new TwoHosts();
                Forker forker = forker(hosts)) {
            Forker.Ended ended = forker.run(order(cell, 100));

            assertInstanceOf(ForkReport.Measured.class, ended.report(), () -> ended.report() + "\n" + log(ended));
        }
    }

    private static String log(Forker.Ended ended) {
        try {
            return Files.readString(ended.log());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
