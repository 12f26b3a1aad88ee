// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A few accesses of a few threads, and an outcome that the memory allows or not. A program has its threads between
/// `|`; each step is a store `xL=1`, a load `xA`, an addition `x+1`, or a fence `F`, `rF`, `aF`, `ss`. An outcome names
/// what loads and additions saw, `1:0=5` for the first of thread 1, and the newest stores, `x=2`.
///
/// @param name as the literature has it
/// @param outcome the one that only weak memory has
/// @param allowed whether the memory allows it while each thread's stores are done in their order
/// @param allowedEarly whether it does with stores that are done early
public record Litmus(String name, String program, String outcome, boolean allowed, boolean allowedEarly)
        implements MemoryScenario {
    @Override
    public Trial open(Consumer<Runnable> servers) {
        RegionLayout layout = new RegionLayout();
        TreeMap<String, Long> words = new TreeMap<>();
        for (String word : List.of("d", "e", "s", "x", "y", "z")) {
            words.put(word, layout.word(word));
        }
        Region region = Region.allocate(layout.bytes());
        List<List<Long>> seen = new ArrayList<>();
        List<Runnable> workers = new ArrayList<>();
        for (String thread : program.split("\\|")) {
            List<Long> own = new ArrayList<>();
            seen.add(own);
            List<String> steps = Arrays.asList(thread.trim().split(" +"));
            workers.add(() -> steps.forEach(step -> step(region, words, step, own)));
        }
        return new Trial() {
            @Override
            public List<Runnable> workers() {
                return workers;
            }

            @Override
            public Optional<String> verdict() {
                boolean holds =
                        Arrays.stream(outcome.split(" ")).allMatch(condition -> holds(region, words, condition, seen));
                return holds ? Optional.of(outcome) : Optional.empty();
            }
        };
    }

    private static boolean holds(Region region, TreeMap<String, Long> words, String condition, List<List<Long>> seen) {
        String[] sides = condition.split("=");
        long value = Long.parseLong(sides[1]);
        int colon = sides[0].indexOf(':');
        if (colon < 0) {
            return region.getVolatile(words.get(sides[0])) == value;
        }
        int thread = Integer.parseInt(sides[0].substring(0, colon));
        return seen.get(thread).get(Integer.parseInt(sides[0].substring(colon + 1))) == value;
    }

    private static void step(Region region, TreeMap<String, Long> words, String step, List<Long> seen) {
        switch (step) {
            case "F" -> region.fullFence();
            case "rF" -> region.releaseFence();
            case "aF" -> region.acquireFence();
            case "ss" -> region.storeStoreFence();
            default -> {
                long word = words.get(step.substring(0, 1));
                char mode = step.charAt(1);
                if (mode == '+') {
                    seen.add(region.getAndAdd(word, Long.parseLong(step.substring(2))));
                } else if (step.length() > 2) {
                    store(region, word, mode, Long.parseLong(step.substring(3)));
                } else {
                    seen.add(load(region, word, mode));
                }
            }
        }
    }

    private static void store(Region region, long word, char mode, long value) {
        switch (mode) {
            case 'P' -> region.setPlain(word, value);
            case 'O' -> region.setOpaque(word, value);
            case 'L' -> region.setRelease(word, value);
            case 'V' -> region.setVolatile(word, value);
            default -> throw new IllegalArgumentException("no store has mode " + mode);
        }
    }

    private static long load(Region region, long word, char mode) {
        return switch (mode) {
            case 'P' -> region.getPlain(word);
            case 'O' -> region.getOpaque(word);
            case 'A' -> region.getAcquire(word);
            case 'V' -> region.getVolatile(word);
            default -> throw new IllegalArgumentException("no load has mode " + mode);
        };
    }

    /// Whether the outcome is seen: all executions are tried.
    /// @param early whether stores may be done early
    public boolean isSeen(boolean early) {
        return new MemoryExploration(this, Optional.empty()).isEverWrong(early);
    }
}
