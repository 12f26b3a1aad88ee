// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.workloads.Script;
import dev.duality.workloads.cache.CacheWorkload;
import dev.duality.workloads.detector.DetectorWorkload;
import dev.duality.workloads.interrupt.InterruptWorkload;
import dev.duality.workloads.lines.LinesWorkload;
import dev.duality.workloads.loadboard.LoadboardWorkload;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import dev.duality.workloads.migration.MigrationWorkload;
import dev.duality.workloads.table.TableWorkload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The short programs of the sides that are written by hand: a workload's own script seldom brings two workers to one
/// step within its first operations.
public final class ShortPrograms {
    private static final int VALUE = 16; // bytes, two words: so that a value can be torn

    /// All of them.
    public static final List<ShortProgram> ALL = Stream.of(
                    detector(), loadboard(), lines(), table(), cache(), mapreduce(), migration(), interrupt())
            .flatMap(List::stream)
            .toList();

    private ShortPrograms() {}

    private static List<ShortProgram> detector() {
        return List.of(
                // each beats, and then asks: at least one of them sees the other's beat
                ShortProgram.of("beat-ask", "detector", "shm:words", "ticks=4")
                        .with(s -> s.add(DetectorWorkload.BEAT, 10, 0).add(DetectorWorkload.ASK, 10, 0))
                        .with(s -> s.add(DetectorWorkload.BEAT, 10, 1).add(DetectorWorkload.ASK, 10, 0))
                        .inProgramOrder()
                        .withoutWaiting(),
                // who asks twice does not unsee a beat, whichever comes first
                ShortProgram.of("beats-asks", "detector", "shm:words", "ticks=4")
                        .with(s -> s.add(DetectorWorkload.BEAT, 10, 0))
                        .with(s -> s.add(DetectorWorkload.BEAT, 10, 1).add(DetectorWorkload.BEAT, 20, 1))
                        .with(s -> s.add(DetectorWorkload.ASK, 10, 0).add(DetectorWorkload.ASK, 20, 0))
                        .withoutWaiting());
    }

    private static List<ShortProgram> loadboard() {
        return List.of(
                // each becomes busy, and then asks: they are not both given the other
                ShortProgram.of("busy-query", "loadboard", "shm:padded", "hosts=2")
                        .with(s -> s.add(LoadboardWorkload.UPDATE, 5, 0).add(LoadboardWorkload.QUERY, 0, 0))
                        .with(s -> s.add(LoadboardWorkload.UPDATE, 7, 1).add(LoadboardWorkload.QUERY, 0, 0))
                        .inProgramOrder()
                        .withoutWaiting(),
                // hosts become idle behind the back of who asks
                ShortProgram.of("idle-query", "loadboard", "shm:padded", "hosts=2")
                        .with(s -> s.add(LoadboardWorkload.UPDATE, 5, 0)
                                .add(LoadboardWorkload.UPDATE, LoadboardWorkload.IDLE, 0))
                        .with(s -> s.add(LoadboardWorkload.UPDATE, 7, 1)
                                .add(LoadboardWorkload.UPDATE, LoadboardWorkload.IDLE, 1))
                        .with(s -> s.add(LoadboardWorkload.QUERY, 0, 0).add(LoadboardWorkload.QUERY, 0, 1))
                        .withoutWaiting());
    }

    private static List<ShortProgram> lines() {
        return List.of(
                ShortProgram.of("write-read", "lines", "shm:seqlock", "lines=2")
                        .with(s -> s.add(LinesWorkload.ADD, 0, 0).add(LinesWorkload.ADD, 0, 0))
                        .with(s -> s.add(LinesWorkload.READ, 0, 0).add(LinesWorkload.READ, 0, 0))
                        .then(s -> s.add(LinesWorkload.READ, 0, 0)),
                ShortProgram.of("writes-read", "lines", "shm:seqlock", "lines=2")
                        .with(s -> s.add(LinesWorkload.ADD, 0, 0))
                        .with(s -> s.add(LinesWorkload.ADD, 0, 0))
                        .with(s -> s.add(LinesWorkload.READ, 0, 0))
                        .then(s -> s.add(LinesWorkload.READ, 0, 0)));
    }

    private static List<ShortProgram> table() {
        String[] small = {"buckets=1", "entries=2", "payload=" + VALUE};
        return List.of(
                // two add one key; one of them takes it out again
                ShortProgram.of("add-add", "table", "shm:lockfree", small)
                        .withoutWaiting()
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 11).add(TableWorkload.GET, 1, 0))
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 21).add(TableWorkload.REMOVE, 1, 0))
                        .then(s -> s.add(TableWorkload.GET, 1, 0)),
                // the last put fills the cell that the first one filled, which somebody may still read
                ShortProgram.of("refill-get", "table", "shm:lockfree", small)
                        .inProgramOrder()
                        .withoutWaiting()
                        .begun(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 11))
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 12).add(TableWorkload.PUT, 2, 0, VALUE, 13))
                        .with(s -> s.add(TableWorkload.GET, 1, 0))
                        .then(s -> s.add(TableWorkload.GET, 1, 0).add(TableWorkload.GET, 2, 0)),
                // and so may somebody who looks for where to put his own
                ShortProgram.of("refill-put", "table", "shm:lockfree", small)
                        .inProgramOrder()
                        .withoutWaiting()
                        .begun(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 11))
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 12).add(TableWorkload.PUT, 2, 0, VALUE, 13))
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 21))
                        .then(s -> s.add(TableWorkload.GET, 1, 0).add(TableWorkload.GET, 2, 0)),
                // two replace one value, and each fills the cell that it got for it
                ShortProgram.of(
                                "replace-replace",
                                "table",
                                "shm:lockfree",
                                "buckets=1",
                                "entries=3",
                                "payload=" + VALUE)
                        .inProgramOrder()
                        .withoutWaiting()
                        .begun(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 11))
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 12).add(TableWorkload.PUT, 2, 0, VALUE, 13))
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 21).add(TableWorkload.PUT, 3, 0, VALUE, 22))
                        .then(s -> s.add(TableWorkload.GET, 1, 0)
                                .add(TableWorkload.GET, 2, 0)
                                .add(TableWorkload.GET, 3, 0)),
                // one of two finds the key
                ShortProgram.of("remove-remove", "table", "shm:lockfree", small)
                        .inProgramOrder()
                        .withoutWaiting()
                        .begun(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 11))
                        .with(s -> s.add(TableWorkload.REMOVE, 1, 0))
                        .with(s -> s.add(TableWorkload.REMOVE, 1, 0))
                        .then(s -> s.add(TableWorkload.GET, 1, 0)),
                // one is taken out while it is put anew
                ShortProgram.of("remove-put", "table", "shm:lockfree", small)
                        .withoutWaiting()
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 11)
                                .add(TableWorkload.REMOVE, 1, 0)
                                .add(TableWorkload.PUT, 2, 0, VALUE, 12))
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 21).add(TableWorkload.GET, 2, 0))
                        .then(s -> s.add(TableWorkload.GET, 1, 0).add(TableWorkload.GET, 2, 0)),
                // one finds what another has begun to add, and finishes it
                ShortProgram.of("help", "table", "shm:lockfree", small)
                        .withoutWaiting()
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 11))
                        .with(s -> s.add(TableWorkload.PUT, 2, 0, VALUE, 21).add(TableWorkload.GET, 1, 0))
                        .with(s -> s.add(TableWorkload.PUT, 1, 0, VALUE, 31).add(TableWorkload.GET, 2, 0))
                        .then(s -> s.add(TableWorkload.GET, 1, 0).add(TableWorkload.GET, 2, 0)));
    }

    private static List<ShortProgram> cache() {
        List<ShortProgram> programs = new ArrayList<>();
        for (String policy : List.of("clock", "sieve", "s3-fifo")) {
            String[] small = {"policy=" + policy, "capacity=4", "files=1", "blocks=8", "payload=" + VALUE};
            // a block that was written leaves, while somebody reads it
            programs.add(ShortProgram.of("evict-" + policy, "cache", "shm:lockfree", small)
                    .begun(ShortPrograms::fill)
                    .with(s -> s.add(CacheWorkload.READ, 0, 4).add(CacheWorkload.READ, 0, 5))
                    .with(s -> s.add(CacheWorkload.READ, 0, 0).add(CacheWorkload.READ, 0, 0))
                    .then(s -> s.add(CacheWorkload.READ, 0, 0).add(CacheWorkload.READ, 0, 4))
                    .withoutWaiting());
        }
        String[] small = {"policy=clock", "capacity=4", "files=1", "blocks=8", "payload=" + VALUE};
        // the last write fills the frame that the block had before, which somebody may still read
        programs.add(ShortProgram.of("rewrite-read", "cache", "shm:lockfree", small)
                .begun(ShortPrograms::fill)
                .with(s -> s.add(CacheWorkload.WRITE, 0, 0, VALUE, 11).add(CacheWorkload.WRITE, 0, 1, VALUE, 12))
                .with(s -> s.add(CacheWorkload.READ, 0, 0))
                .then(s -> s.add(CacheWorkload.READ, 0, 0).add(CacheWorkload.READ, 0, 1))
                .inProgramOrder()
                .withoutWaiting());
        // two write one block, and each fills the frame that it got for it
        programs.add(ShortProgram.of("rewrite-rewrite", "cache", "shm:lockfree", small)
                .begun(ShortPrograms::fill)
                .with(s -> s.add(CacheWorkload.WRITE, 0, 0, VALUE, 11).add(CacheWorkload.WRITE, 0, 1, VALUE, 12))
                .with(s -> s.add(CacheWorkload.WRITE, 0, 0, VALUE, 21).add(CacheWorkload.WRITE, 0, 2, VALUE, 22))
                .then(s -> s.add(CacheWorkload.READ, 0, 0)
                        .add(CacheWorkload.READ, 0, 1)
                        .add(CacheWorkload.READ, 0, 2))
                .inProgramOrder()
                .withoutWaiting());
        // two miss one block: who comes second finds what the first one has put there
        programs.add(ShortProgram.of("miss-miss", "cache", "shm:lockfree", small)
                .begun(ShortPrograms::fill)
                .with(s -> s.add(CacheWorkload.READ, 0, 4))
                .with(s -> s.add(CacheWorkload.READ, 0, 4))
                .then(s -> s.add(CacheWorkload.READ, 0, 4))
                .inProgramOrder()
                .withoutWaiting());
        // two make room at once, while the block that has to leave is written
        programs.add(ShortProgram.of("evict-write", "cache", "shm:lockfree", small)
                .begun(ShortPrograms::fill)
                .with(s -> s.add(CacheWorkload.READ, 0, 4).add(CacheWorkload.READ, 0, 0))
                .with(s -> s.add(CacheWorkload.WRITE, 0, 0, VALUE, 21).add(CacheWorkload.READ, 0, 5))
                .then(s -> s.add(CacheWorkload.READ, 0, 0).add(CacheWorkload.READ, 0, 1))
                .withoutWaiting());
        return programs;
    }

    /// Four blocks that were written: no more have room.
    private static Script.Builder fill(Script.Builder script) {
        for (int block = 0; block < 4; block++) {
            script.add(CacheWorkload.WRITE, 0, block, VALUE, block + 1L);
        }
        return script;
    }

    private static List<ShortProgram> mapreduce() {
        return List.of(ShortProgram.of("same-words", "mapreduce", "shm:table", "operations=4", "chunk=32")
                .with(s -> s.add(MapReduceWorkload.STEP, 0, 0).add(MapReduceWorkload.STEP, 0, 0))
                .with(s -> s.add(MapReduceWorkload.STEP, 0, 0).add(MapReduceWorkload.STEP, 0, 0))
                .then(s -> s.add(MapReduceWorkload.OUTPUT, 0, 0))
                .withoutWaiting());
    }

    private static List<ShortProgram> migration() {
        String[] small = {"processes=1", "files=0", "pages=0", "calls=1"};
        return List.of(
                ShortProgram.of("visit-signal", "migration", "shm:handover", small)
                        .with(s -> s.add(MigrationWorkload.VISIT, 0, 1)
                                .add(MigrationWorkload.STATUS, 0, MigrationWorkload.SIGNALS))
                        .with(s -> s.add(MigrationWorkload.SIGNAL, 0, 0).add(MigrationWorkload.SIGNAL, 0, 0))
                        .then(s -> s.add(MigrationWorkload.STATUS, 0, MigrationWorkload.SIGNALS)),
                ShortProgram.of("visits-signal", "migration", "shm:handover", small)
                        .with(s -> s.add(MigrationWorkload.VISIT, 0, 1))
                        .with(s -> s.add(MigrationWorkload.SIGNAL, 0, 0)
                                .add(MigrationWorkload.STATUS, 0, MigrationWorkload.SIGNALS))
                        .with(s -> s.add(MigrationWorkload.VISIT, 0, 2))
                        .then(s -> s.add(MigrationWorkload.STATUS, 0, MigrationWorkload.SIGNALS)));
    }

    private static List<ShortProgram> interrupt() {
        List<ShortProgram> programs = new ArrayList<>();
        for (String mode : List.of("inline", "polling", "thread-per-device", "pool")) {
            programs.add(ShortProgram.of(mode, "interrupt", "shm:pending", "mode=" + mode, "devices=2", "payload=8")
                    .with(s -> s.add(InterruptWorkload.RAISE, 0, 1, 8, 1).add(InterruptWorkload.RAISE, 0, 2, 8, 2))
                    .with(s -> s.add(InterruptWorkload.RAISE, 1, 3, 8, 3).add(InterruptWorkload.RAISE, 1, 4, 8, 4)));
        }
        return programs;
    }
}
