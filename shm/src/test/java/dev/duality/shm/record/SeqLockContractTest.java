// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.record;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Optional;

/// A record of three words that are always written alike: a number, which parties read or count up.
class SeqLockContractTest implements StructureContract<SeqLockContractTest.Looked> {
    private static final int WORDS = 3;

    /// @param added what was added to the number; 0 if it was only read
    /// @param gave the number before; -1 if its words were not alike
    record Looked(long added, long gave) {}

    @Override
    public long bytes(Shape shape) {
        return SeqLock.bytes(WORDS, Long.BYTES);
    }

    @Override
    public View<Looked> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        SeqLock record = new SeqLock(region, offset, WORDS, Long.BYTES, waits);
        return party -> {
            long[] words = new long[WORDS];
            return random -> {
                if (random.nextInt(3) > 0) {
                    record.read(party, words);
                    return new Looked(0, words[0] == words[1] && words[1] == words[2] ? words[0] : -1);
                }
                record.begin(party);
                long number = record.get(0);
                for (int word = 0; word < WORDS; word++) {
                    record.set(word, number + 1);
                }
                record.end();
                return new Looked(1, number);
            };
        };
    }

    @Override
    public Model<Long, Looked> model(Shape shape) {
        return Model.of(
                0L, (number, call) -> call.gave() == number ? Optional.of(number + call.added()) : Optional.empty());
    }

    @Override
    public List<Start<Looked>> starts(Shape shape) {
        return List.of(new Start<>(
                "after 2^63 - 2 changes of the version",
                (region, offset) -> region.setPlain(offset, Long.MAX_VALUE - 1),
                model(shape)));
    }
}
