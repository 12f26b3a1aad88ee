// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import dev.duality.shm.structure.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The frames that workers share as a structure that a kit can test and weak memory explore: pages of two words, one
/// page more than there are frames, so that pages come and go, and each party loads and stores words of all of them.
/// `verify --memory weak --structure shared-frames` explores it.
public class SharedFramesDescription implements Structure<SharedFramesDescription.Step> {
    private static final int WORDS = 2; // of a page

    /// A call and its answer.
    public sealed interface Step {
        /// @param word its number among the words of all pages
        record Loaded(int word, long gave) implements Step {}

        /// @param word its number among the words of all pages
        record Stored(int word, long value) implements Step {}
    }

    /// For the service loader.
    public SharedFramesDescription() {}

    @Override
    public String name() {
        return "shared-frames";
    }

    @Override
    public boolean hasCapacity() {
        return true;
    }

    private static SharedFrames.Size size(Shape shape) {
        int frames = Math.max(shape.capacity(), shape.parties());
        return new SharedFrames.Size(frames + 1, frames, WORDS * Long.BYTES, shape.parties());
    }

    @Override
    public long bytes(Shape shape) {
        return SharedFrames.layout(size(shape)).bytes();
    }

    @Override
    public View<Step> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
        SharedFrames frames = new SharedFrames(region, offset, size(shape), new byte[0][], waits);
        int words = size(shape).pages() * WORDS;
        return party -> new Party<>() {
            private long next = 1_000L * (party + 1);

            @Override
            public Step call(RandomGenerator random) {
                int word = random.nextInt(words);
                if (random.nextBoolean()) {
                    return load(word);
                }
                long value = next++;
                frames.store(party, word / WORDS, word % WORDS, value);
                return new Step.Stored(word, value);
            }

            private Step load(int word) {
                return new Step.Loaded(word, frames.load(party, word / WORDS, word % WORDS));
            }

            @Override
            public List<Step> rest() {
                List<Step> rest = new ArrayList<>();
                for (int word = 0; word < words; word++) {
                    rest.add(load(word));
                }
                return rest;
            }
        };
    }

    @Override
    public Model<Map<Integer, Long>, Step> model(Shape shape) {
        return Model.of(Map.of(), (stored, step) -> switch (step) {
            case Step.Loaded(int word, long gave) ->
                Optional.of(stored).filter(_ -> stored.getOrDefault(word, 0L) == gave);
            case Step.Stored(int word, long value) -> {
                Map<Integer, Long> after = new HashMap<>(stored);
                after.put(word, value);
                yield Optional.of(Map.copyOf(after));
            }
        });
    }
}
