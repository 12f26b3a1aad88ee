// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.soak;

import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Draws trials: each side of each workload in turn, with random parameters, workers, waits and seeds.
///
/// Not for use by several threads at once.
public final class Trials {
    private static final int[] PAYLOADS = {0, 1, 8, 24, 25, 64, 100, 256, 1024, 4096};
    private static final int MOST_WORKERS = 6;
    private static final int MOST_OPERATIONS = 5000;
    private static final int DRAWS = 100; // until a side has refused that many settings, it may take one

    /// One that can be drawn.
    private record Pair(Workload workload, Side side) {}

    private final List<Pair> pairs;
    private final int cores;
    private final Random random;
    private int drawn;

    /// @param sides of each workload, those that can run on this machine
    /// @param cores how many there are: waits that keep theirs are drawn only if there is one for each thread
    public Trials(Map<Workload, List<Side>> sides, int cores, long seed) {
        pairs = sides.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(side -> new Pair(entry.getKey(), side)))
                .toList();
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("there is no side to try");
        }
        this.cores = cores;
        this.random = new Random(seed);
    }

    /// The number of kinds of kernel that are drawn in turn.
    public int kinds() {
        return pairs.size();
    }

    /// The next trial; empty if the side whose turn it is refuses everything that was drawn for it.
    public Optional<Trial> next() {
        Pair pair = pairs.get(drawn++ % pairs.size());
        for (int draw = 0; draw < DRAWS; draw++) {
            Optional<Setting> setting = setting(pair.workload);
            if (setting.isEmpty()) {
                continue;
            }
            Setting waiting = setting.get().withWait(waiting(pair.side, setting.get()));
            if (pair.side.rejects(waiting).isEmpty()) {
                return Optional.of(new Trial(pair.workload, pair.side, waiting, 1 + random.nextInt(MOST_OPERATIONS)));
            }
        }
        return Optional.empty();
    }

    private Optional<Setting> setting(Workload workload) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter<?> parameter : workload.parameters()) {
            value(parameter).ifPresent(value -> values.put(parameter.name(), value));
        }
        try {
            return Optional.of(Setting.of(workload, Values.of(workload, values))
                    .withWorkers(1 + random.nextInt(MOST_WORKERS))
                    .withSeed(random.nextInt(1 << 20)));
        } catch (BadInput doNotGoTogether) {
            return Optional.empty();
        }
    }

    private Optional<String> value(Parameter<?> parameter) {
        return switch (parameter.bounds()) {
            case Parameter.OneOf(List<String> words) -> Optional.of(words.get(random.nextInt(words.size())));
            case Parameter.Range(long least, long most)
            when parameter.name().equals("payload") -> {
                long payload = PAYLOADS[random.nextInt(PAYLOADS.length)];
                yield Optional.of(Long.toString(Math.clamp(payload, least, most)));
            }
            case Parameter.Range(long least, long most) ->
                random.nextInt(4) == 0
                        ? Optional.of(Long.toString(whole(Long.parseLong(parameter.initial()), least, most)))
                        : Optional.empty();
            case Parameter.Decimal(double least, double most) ->
                random.nextInt(4) == 0
                        ? Optional.of(String.format(Locale.ROOT, "%.2f", least + random.nextDouble() * (most - least)))
                        : Optional.empty();
            case Parameter.File(), Parameter.Folder() -> Optional.empty();
        };
    }

    /// Small numbers as often as large ones, up to four times what is usual.
    private long whole(long usual, long least, long most) {
        double up = Math.log1p((double) Math.max(0, 4 * usual - least));
        return Math.clamp(least + (long) Math.expm1(random.nextDouble() * up), least, most);
    }

    private WaitStrategy.Kind waiting(Side side, Setting setting) {
        List<WaitStrategy.Kind> kinds = List.copyOf(WaitStrategy.Kind.here());
        boolean crowded = setting.workers() + side.servers(setting) > cores;
        while (true) {
            WaitStrategy.Kind kind = kinds.get(random.nextInt(kinds.size()));
            boolean keepsItsCore = kind == WaitStrategy.Kind.SPIN || kind == WaitStrategy.Kind.PAUSE;
            if (!(crowded && keepsItsCore)) {
                return kind;
            }
        }
    }
}
