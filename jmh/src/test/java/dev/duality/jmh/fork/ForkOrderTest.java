// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.ClosedLoad;
import dev.duality.jmh.cell.AnyCell;
import dev.duality.jmh.cell.CellSpec;
import dev.duality.jmh.load.LoadShape;
import dev.duality.results.Floor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkOrderTest {
    @TempDir
    private Path folder;

    private ForkOrder again(ForkOrder order) {
        Path file = folder.resolve("order");
        Spare spare = new Spare(order.hashCode() & 0xffff, OptionalDouble.of(118.5));
        order.write(file, spare);
        assertEquals(spare, ForkOrder.spare(file));
        order.write(file, Spare.NONE);
        assertEquals(Spare.NONE, ForkOrder.spare(file));
        return ForkOrder.read(file);
    }

    @Test
    void anyOrderIsReadAsItWasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 500; i++) {
            CellSpec cell = AnyCell.of(new SplittableRandom(i));
            ForkOrder order = new ForkOrder.Kernel(
                    cell,
                    random.nextInt(),
                    new ClosedLoad.Times(
                            random.nextInt(),
                            random.nextInt(),
                            random.nextInt(),
                            random.nextInt(),
                            random.nextBoolean()),
                    new ForkOrder.Open(
                            List.of(
                                            LoadShape.STEADY,
                                            new LoadShape.Poisson(),
                                            new LoadShape.Bursts(2 + random.nextInt(9)))
                                    .get(random.nextInt(3)),
                            random.doubles(random.nextInt(3)).boxed().toList(),
                            random.doubles(random.nextInt(3)).boxed().toList(),
                            random.nextLong(),
                            random.nextInt()),
                    random.nextInt());
            assertEquals(order, again(order));
            ForkOrder cold = new ForkOrder.Cold(cell, random.nextLong());
            assertEquals(cold, again(cold));
            ForkOrder plain = new ForkOrder.Plain(cell);
            assertEquals(plain, again(plain));
        }
        assertEquals(
                new ForkOrder.Machine(Floor.When.BETWEEN, 400), again(new ForkOrder.Machine(Floor.When.BETWEEN, 400)));
    }

    @Test
    void whatIsNoOrderIsRefusedWithItsName() throws IOException {
        Path file = folder.resolve("order");
        for (String text : List.of(
                "",
                "workload=rpc",
                "cell=workload\\=rpc",
                "plain=on",
                "cold=on\nmillis=1",
                "cold=workload\\=rpc;on\\=shm:lock\nmillis=soon",
                "when=NEVER\nmillis=1",
                "when=AFTER\nmillis=soon",
                "\\uXYZ")) {
            Files.writeString(file, text);
            UncheckedIOException thrown = assertThrows(UncheckedIOException.class, () -> ForkOrder.read(file), text);
            assertTrue(thrown.getMessage().contains(file + ""), thrown::getMessage);
        }
    }
}
