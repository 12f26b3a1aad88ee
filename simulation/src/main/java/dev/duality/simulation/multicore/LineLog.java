// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.shm.Hardware;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.workloads.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The touches of words by cores, and those among them that brought a line from another core. One that is off notes
/// nothing, and takes no time.
final class LineLog {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final int WORDS = Region.LINE / Long.BYTES;
    private static final Set<Class<?>> BENEATH = Set.of(
            LineLog.class,
            Multicore.class,
            RunningCore.class,
            SimulatedRegion.class,
            WordRegion.class,
            Region.class,
            Hardware.class,
            OpenedRegions.class,
            Payload.class,
            Setting.class);

    private final boolean on;
    private final Map<SimulatedRegion, String> regions = new HashMap<>(); // the place that made each
    private final Map<CacheLine, Line> lines = new LinkedHashMap<>();

    LineLog(boolean on) {
        this.on = on;
    }

    /// A line, and what its words have seen.
    private static final class Line {
        final String region;
        final long offset;
        final Word[] words = new Word[WORDS];
        final Map<Core, Integer> readLast = new HashMap<>(); // the word that each core has read last

        Line(String region, long offset) {
            this.region = region;
            this.offset = offset;
        }

        Word word(int word) {
            int at = word % WORDS;
            if (words[at] == null) {
                words[at] = new Word();
            }
            return words[at];
        }

        void clear() {
            Arrays.fill(words, null);
        }

        /// The use that the code makes of it: lines of one use are alike.
        String use() {
            StringBuilder use = new StringBuilder(region);
            for (Word word : words) {
                use.append('|');
                if (word != null) {
                    use.append(methods(word.writtenAt)).append(methods(word.readAt));
                }
            }
            return use.toString();
        }

        private static Set<String> methods(Set<String> places) {
            return places.stream()
                    .map(place -> place.substring(0, place.lastIndexOf(':') + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /// Whether two of its words have each a writer that the other has not.
        boolean isMixed() {
            for (Word one : words) {
                for (Word other : words) {
                    if (one != null && other != null && one.isWrittenWithout(other) && other.isWrittenWithout(one)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private static final class Word {
        final BitSet readers = new BitSet();
        final BitSet writers = new BitSet();
        final Set<String> readAt = new TreeSet<>();
        final Set<String> writtenAt = new TreeSet<>();
        long moved;

        private boolean isWrittenWithout(Word other) {
            BitSet only = (BitSet) writers.clone();
            only.andNot(other.writers);
            return !only.isEmpty();
        }
    }

    /// The code that calls, but for what lies between it and the machine.
    private static String place() {
        return WALKER.walk(frames -> frames.filter(frame -> !BENEATH.contains(frame.getDeclaringClass())
                        && !frame.getClassName().startsWith("java."))
                .findFirst()
                .map(LineLog::text)
                .orElse("somewhere"));
    }

    private static String text(StackWalker.StackFrame frame) {
        if (frame.getDeclaringClass().getNestHost() == ChargedWorkload.class) {
            return "the workload's state";
        }
        String name = frame.getClassName();
        String method = frame.getMethodName().replace("<init>", "new");
        return "%s.%s:%d"
                .formatted(
                        name.substring(name.lastIndexOf('.') + 1).replace('$', '.'),
                        method.startsWith("lambda$") ? method.split("\\$")[1] : method,
                        frame.getLineNumber());
    }

    /// A region has been made.
    void made(SimulatedRegion region) {
        if (on) {
            regions.put(region, place());
        }
    }

    /// A core touches a word. Where in the code is looked up only if it has to ask for the line, or has not touched the
    /// word before.
    void touched(Core core, SimulatedRegion region, int word, boolean writes) {
        if (!on) {
            return;
        }
        CacheLine line = region.line(word);
        Line known = lines.computeIfAbsent(line, _ -> new Line(regions.get(region), (long) word / WORDS * Region.LINE));
        Word touched = known.word(word);
        BitSet cores = writes ? touched.writers : touched.readers;
        boolean isHere = writes ? line.isOnlyOf(core.number) : line.isReadableBy(core.number);
        if (!isHere || !cores.get(core.number)) {
            (writes ? touched.writtenAt : touched.readAt).add(place());
        }
        cores.set(core.number);
        if (!writes) {
            known.readLast.put(core, word);
        }
    }

    /// A line comes from another core.
    void moved(LineRequest request) {
        Line line = on ? lines.get(request.line) : null;
        if (line != null) {
            line.word(wanted(request, line)).moved++;
        }
    }

    private static int wanted(LineRequest request, Line line) {
        return switch (request.kind) {
            case UPDATE -> request.core.updateWord;
            case LOAD -> line.readLast.getOrDefault(request.core, 0);
            case OWN ->
                request.core.stores.stream()
                        .filter(store -> store.line() == request.line)
                        .findFirst()
                        .map(Core.Store::word)
                        .orElse(0);
        };
    }

    /// Begins anew: the machine is warm. Lines stay known, and the words that cores have read last: stores that lie in
    /// buffers, and requests that are under way, belong to what comes.
    void clear() {
        lines.values().forEach(Line::clear);
    }

    /// The lines that came most, the first of them first; those that are alike are one.
    /// @param operations for which they came
    List<LineTraffic> busiest(int most, long operations) {
        Map<String, List<Line>> alike = new LinkedHashMap<>();
        lines.values()
                .forEach(line -> alike.computeIfAbsent(line.use(), _ -> new ArrayList<>())
                        .add(line));
        return alike.values().stream()
                .map(group -> traffic(group, operations))
                .filter(traffic -> traffic.transfers() > 0)
                .sorted(Comparator.comparingDouble(LineTraffic::transfers).reversed())
                .limit(most)
                .toList();
    }

    private static LineTraffic traffic(List<Line> alike, long operations) {
        return new LineTraffic(
                alike.getFirst().region,
                alike.stream().mapToLong(line -> line.offset).min().orElseThrow(),
                alike.stream().mapToLong(line -> line.offset).max().orElseThrow(),
                alike.size(),
                (int) alike.stream().filter(Line::isMixed).count(),
                IntStream.range(0, WORDS)
                        .filter(at -> alike.stream().anyMatch(line -> line.words[at] != null))
                        .mapToObj(at -> word(at, alike, operations))
                        .toList());
    }

    private static LineTraffic.Word word(int at, List<Line> alike, long operations) {
        List<Word> words = alike.stream()
                .filter(line -> line.words[at] != null)
                .map(line -> line.words[at])
                .toList();
        Set<String> writtenAt = new TreeSet<>();
        Set<String> readAt = new TreeSet<>();
        words.forEach(word -> {
            writtenAt.addAll(word.writtenAt);
            readAt.addAll(word.readAt);
        });
        return new LineTraffic.Word(
                at * Long.BYTES,
                words.stream().mapToLong(word -> word.moved).sum() / (double) operations,
                words.stream()
                        .mapToInt(word -> word.writers.cardinality())
                        .max()
                        .orElse(0),
                words.stream()
                        .mapToInt(word -> word.readers.cardinality())
                        .max()
                        .orElse(0),
                List.copyOf(writtenAt),
                List.copyOf(readAt));
    }
}
