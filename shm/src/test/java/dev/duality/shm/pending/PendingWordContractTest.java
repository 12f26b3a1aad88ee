// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.pending;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.contract.StructureContract;
import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

class PendingWordContractTest implements StructureContract<PendingWordContractTest.Step> {
    sealed interface Step {
        record Raised(int source, boolean first) implements Step {}

        record Took(long bits) implements Step {}
    }

    @Override
    public long bytes(Shape shape) {
        return Long.BYTES;
    }

    @Override
    public long alignment() {
        return Long.BYTES;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public View<Step> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        PendingWord word = new PendingWord(region, offset);
        return _ -> new Party<>() {
            @Override
            public Step call(RandomGenerator random) {
                int source = 9 * random.nextInt(8); // 0 to 63, and some that are alike
                return random.nextInt(3) == 0
                        ? new Step.Took(word.take())
                        : new Step.Raised(source, word.raise(source));
            }

            @Override
            public List<Step> rest() {
                return List.of(new Step.Took(word.take()), new Step.Took(word.take()));
            }
        };
    }

    @Override
    public Model<Long, Step> model(Shape shape) {
        return Model.of(0L, (set, step) -> switch (step) {
            case Step.Raised(int source, boolean first) ->
                Optional.of(set | 1L << source).filter(_ -> first == ((set & 1L << source) == 0));
            case Step.Took(long bits) -> Optional.of(0L).filter(_ -> bits == set);
        });
    }
}
