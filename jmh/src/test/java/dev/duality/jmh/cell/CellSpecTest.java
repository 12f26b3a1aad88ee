// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.catalog.Catalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

class CellSpecTest {
    private static final int CASES = 250; // of one seed

    static LongStream seeds() {
        return LongStream.range(0, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyCellIsTheSameAfterItWasText(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            CellSpec cell = AnyCell.of(random);

            assertEquals(cell, CellSpec.parse(cell.text()), cell::text);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyCellIsOneParameterOfJmh(long seed) throws CommandLineOptionException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CASES; i++) {
            String text = AnyCell.of(random).text();

            assertEquals(1, text.lines().count(), text);
            assertEquals(
                    List.of(text),
                    List.copyOf(new CommandLineOptions("-p", "cell=" + text)
                            .getParameter("cell")
                            .get()));
        }
    }

    @Test
    void whatNobodySetsIsAsInACellOfNamesAlone() {
        assertEquals(CellSpec.of("rpc", "shm:lock"), CellSpec.parse("workload=rpc;on=shm:lock"));
    }

    @Test
    void eachFieldHasItsName() {
        CellSpec cell = CellSpec.parse(
                " workload = rpc; on=messaging:ring; workers=2; owners=3; window=4; wait=park;"
                        + " seed=-5; set=command=echo\\;operations=6; payload=7; directory=/a b; collector=zgc; neighbour=stream");

        assertEquals("rpc", cell.workload());
        assertEquals("messaging:ring", cell.substrate());
        assertEquals(2, cell.workers());
        assertEquals(3, cell.owners());
        assertEquals(4, cell.window());
        assertEquals(Waiting.of(WaitStrategy.Kind.PARK), cell.waiting());
        assertEquals(-5, cell.seed());
        assertEquals(Map.of("command", "echo", "operations", "6", "payload", "7"), cell.values());
        assertEquals(Optional.of(Path.of("/a b")), cell.directory());
        assertEquals(new Surroundings(Optional.of(Collector.ZGC), Neighbour.STREAM), cell.around());
    }

    /// As runs and scripts have it from before there were collectors and neighbours.
    @Test
    void aCellThatSaysNothingOfItsSurroundingsHasTheUsual() {
        assertEquals(
                Surroundings.USUAL,
                CellSpec.parse("workload=rpc;on=shm:lock;workers=1;placement=threads")
                        .around());
    }

    @Test
    void aCellIsOpenedWithWhatItSays() {
        var rpc = Catalog.load(getClass().getClassLoader()).workload("rpc");
        CellSpec cell = CellSpec.parse("workload=rpc;on=messaging:ring;workers=2;owners=2;window=4;wait=park:16;seed=5;"
                + "set=command=echo\\;payload=7;directory=/a");

        var setting = cell.setting(rpc);

        assertEquals(7, setting.payloadBytes());
        assertEquals(new Waiting(WaitStrategy.Kind.PARK, 16), setting.waiting());
        CellSpec whole = CellSpec.of(rpc, "messaging:ring", setting);
        assertEquals("7", whole.values().get("payload"));
        assertEquals(setting.values().all(), whole.values());
        assertEquals(whole, CellSpec.of(rpc, "messaging:ring", whole.setting(rpc)));
    }

    /// As a setting of a run does: each worker is a thread.
    @Test
    void aCellHasAsManyWorkersAsThereMayBeThreads() {
        var rpc = Catalog.load(getClass().getClassLoader()).workload("rpc");
        CellSpec most = CellSpec.parse("workload=rpc;on=shm:lock;workers=1024");
        CellSpec more = CellSpec.parse("workload=rpc;on=shm:lock;workers=1025");

        assertEquals(1024, most.setting(rpc).workers());
        assertEquals(
                "workers is 1025, but must be from 1 to 1024",
                assertThrows(BadInput.class, () -> more.setting(rpc)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            on=shm:lock                                     | a cell has no workload; it needs workload and on
            workload=rpc                                    | a cell has no on; it needs workload and on
            workload=rpc;on=shm:lock;colour=red             | a cell has no 'colour'; it has workload, on, workers, owners
            workload=rpc;on=shm:lock;workers=two            | workers is 'two', but must be a whole number from -2147483648
            workload=rpc;on=shm:lock;window=4294967297      | window is '4294967297', but must be a whole number from
            workload=rpc;on=shm:lock;wait=sleep             | there is no wait 'sleep'; there are spin, pause, yield
            workload=rpc;on=shm:lock;wait=pause:65          | behind the colon stands the number of pauses that it begins
            workload=rpc;on=shm:lock;wait=pause:            | behind the colon stands the number of pauses that it begins
            workload=rpc;on=shm:lock;wait=spin:4            | the wait is 'spin:4', but spin has no pauses to begin with
            workload=rpc;on=shm:lock;wait=sleep:4           | there is no wait 'sleep'; there are spin, pause, yield
            workload=rpc;on=shm:lock;seed=                  | seed is '', but must be a whole number from
            workload=rpc;on=shm:lock;payload=1;set=payload=2 | payload is set twice, by itself and by set; set it once
            workload=rpc;on=shm:lock;set=\\\\u003d=1      | a parameter is called '=', but a name is not empty
            workload=rpc;on=shm:lock;on=shm:line            | names on twice; name it once
            workload                                        | 'workload' is not name=value
            """)
    void whatIsNoCellIsOneLine(String text, String line) {
        String said = assertThrows(BadInput.class, () -> CellSpec.parse(text)).getMessage();

        assertEquals(line, said.contains(line) ? line : said);
    }
}
