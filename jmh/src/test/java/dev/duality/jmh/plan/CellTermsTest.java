// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.messaging.TransportOptions;
import dev.duality.results.ContractRecord;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellTermsTest {
    private static final Catalog CATALOG = Catalog.load(CellTermsTest.class.getClassLoader());

    @TempDir
    Path folder;

    private static ContractRecord contract(String substrate, TransportOptions options) {
        Workload rpc = CATALOG.workload("rpc");
        Setting setting = Setting.of(rpc, Values.of(rpc, Map.of())).withOptions(options);
        return CellTerms.contract(CATALOG.side(rpc, substrate), setting);
    }

    @Test
    void filesThatLieOnADiskAreATermOfThatRow() {
        TransportOptions options = new TransportOptions(Optional.of(folder));
        assumeTrue(options.disk().isPresent(), "the temporary folder lies in memory");

        assertEquals(options.disk(), contract("messaging:chronicle", options).disk());
        assertEquals("volatile", contract("messaging:ring", options).durable());
    }

    /// The side never makes room: its row may stand beside the others, but makes no gap.
    @Test
    void memoryThatTheKernelGivesWithoutABoundIsATermOfItsOwn() {
        Workload paging = CATALOG.workload("paging");
        Setting setting = Setting.of(paging, Values.of(paging, Map.of()));
        Map<String, String> bounds = new TreeMap<>();
        for (String substrate : List.of(
                "shm:mapped",
                "shm:calls",
                "shm:userfault",
                "shm:frames",
                "shm:lock",
                "messaging:ring",
                "messaging:ring-pager",
                "messaging:ring-pager-alone")) {
            bounds.put(
                    substrate,
                    CellTerms.contract(CATALOG.side(paging, substrate), setting).bounded());
        }

        assertEquals(
                Map.of(
                        "shm:mapped", ContractRecord.WITHOUT_BOUND,
                        "shm:calls", ContractRecord.WITHOUT_BOUND,
                        "shm:userfault", ContractRecord.WITHOUT_BOUND, // of dirty pages
                        "shm:frames", ContractRecord.NONE,
                        "shm:lock", ContractRecord.NONE,
                        "messaging:ring", "bounded",
                        "messaging:ring-pager", ContractRecord.WITHOUT_BOUND, // of the shared heap
                        "messaging:ring-pager-alone", "bounded"),
                bounds);
    }

    @Test
    void aPagerWhoseOneWorkerSharesNothingSaysSo() {
        Workload paging = CATALOG.workload("paging");
        Setting setting = Setting.of(paging, Values.of(paging, Map.of()));
        Map<String, String> atomic = new TreeMap<>();
        for (String substrate : List.of("shm:frames", "messaging:ring-pager", "messaging:ring-pager-alone")) {
            atomic.put(
                    substrate,
                    CellTerms.contract(CATALOG.side(paging, substrate), setting).atomic());
        }

        assertEquals(
                Map.of(
                        "shm:frames", ContractRecord.WHOLE,
                        "messaging:ring-pager", ContractRecord.WHOLE,
                        "messaging:ring-pager-alone", ContractRecord.ALONE),
                atomic);
    }

    @Test
    void filesInMemoryAreDurableAndNoMore() {
        TransportOptions options = TransportOptions.defaults();
        assumeTrue(options.disk().isEmpty(), "there is no memory file system");

        assertEquals("durable", contract("messaging:chronicle", options).durable());
    }
}
