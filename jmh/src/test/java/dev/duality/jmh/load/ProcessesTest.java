// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.results.FixedJob;
import dev.duality.workloads.verify.VerificationResult;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Kernels whose parties are processes, verified and loaded as those of threads are.
class ProcessesTest {
    private static final int OPERATIONS = 300;

    private static KernelFixture fixture(String cell) {
        KernelFixture fixture = KernelFixture.of(CellSpec.parse(cell + ";placement=processes"));
        fixture.require();
        return fixture;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workload=rpc;on=messaging:ring",
                "workload=rpc;on=messaging:ring;owners=2;workers=2;window=4",
                "workload=rpc;on=messaging:chronicle",
                "workload=rpc;on=messaging:posix-mq;owners=2;workers=2;window=4",
                "workload=rpc;on=messaging:unix-socket;owners=2;workers=2;window=4",
                "workload=rpc;on=messaging:tcp;owners=2;workers=2;window=4;wait=park",
                "workload=rpc;on=messaging:ring;owners=2;workers=2;window=4;wait=eventfd",
                "workload=mutex;on=shm:bakery;workers=3;wait=eventfd",
                "workload=rpc;on=messaging:pipe;owners=2;workers=2;window=4",
                "workload=cache;on=messaging:tcp",
                "workload=rpc;on=shm:mailbox;wait=park",
                "workload=counter;on=shm:delegation;workers=2",
                "workload=counter;on=shm:lockfree;workers=2",
                "workload=mutex;on=shm:bakery;workers=3;wait=park",
                "workload=migration;on=messaging:ring;workers=2",
                "workload=migration;on=messaging:unix-socket;owners=2;workers=2",
                "workload=migration;on=messaging:ring;workers=4;set=processes=1;wait=yield",
                "workload=migration;on=messaging:chronicle;workers=4;set=processes=1;wait=yield",
                "workload=migration;on=messaging:posix-mq;workers=4;set=processes=1\\;pages=0;wait=yield",
                "workload=migration;on=messaging:unix-socket;workers=4;set=processes=1;wait=park",
                "workload=migration;on=messaging:tcp;workers=4;set=processes=1;wait=yield",
                "workload=migration;on=messaging:pipe;workers=4;owners=2;set=processes=2;wait=yield",
                "workload=migration;on=shm:handover;workers=2",
                "workload=interrupt;on=messaging:ring",
                "workload=interrupt;on=messaging:ring;workers=2;set=mode=thread-per-device\\;devices=2",
                "workload=interrupt;on=messaging:unix-socket;set=mode=polling",
                "workload=interrupt;on=shm:delegation",
                "workload=transparency;on=messaging:ring;workers=2",
                "workload=transparency;on=messaging:unix-socket",
                "workload=transparency;on=shm:mailbox",
            })
    void aSideDoesTheSameWhenItsPartiesAreProcesses(String cell) {
        try (KernelFixture fixture = fixture(cell)) {
            VerificationResult result = fixture.verify(OPERATIONS);

            assertInstanceOf(VerificationResult.Agrees.class, result, result::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workload=counter;on=messaging:ring;wait=park;set=operations=256",
                "workload=counter;on=shm:lockfree;workers=2;set=operations=256",
            })
    void aJobOfProcessesHasAllItsOperationsAndIsVerified(String cell) {
        try (KernelFixture fixture = fixture(cell)) {
            Optional<FixedJob> job = JobLoad.run(fixture, 1);

            assertEquals(256, job.orElseThrow().operations());
        }
    }

    /// Handlers hand a device's state from one to the next, and each keeps what it has left of it.
    @Test
    void interruptsThatAPoolHandlesAreRefused() {
        CellSpec cell = CellSpec.parse("workload=interrupt;on=messaging:ring;placement=processes;set=mode=pool");
        try (KernelFixture fixture = KernelFixture.of(cell)) {
            assertEquals(
                    Optional.of(
                            "mode=pool: a device's state is with the handler that had it last, and which that was is"
                                    + " known within one process only; use another mode, or leave --placement out"),
                    fixture.side().rejects(fixture.setting()));
        }
    }

    /// It would wait for a rank that nobody has started.
    @Test
    void whatReachesHostsAsRanksOfAJobIsRefused() {
        CellSpec cell = CellSpec.parse("workload=rpc;on=messaging:mpi;placement=processes");
        try (KernelFixture fixture = KernelFixture.of(cell)) {
            assertEquals(
                    Optional.of("its ends are ranks of one job; use --placement hosts, with this host in --hosts"),
                    fixture.side().rejects(fixture.setting()));
        }
    }

    @Test
    void theCellOfAFixtureSaysThatItsPartiesAreProcesses() {
        try (KernelFixture fixture = fixture("workload=counter;on=messaging:ring")) {
            assertTrue(
                    fixture.cell().text().contains(";placement=processes"),
                    fixture.cell().text());
        }
    }
}
