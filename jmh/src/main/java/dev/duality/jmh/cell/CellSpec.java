// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import dev.duality.messaging.TransportOptions;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Suggestion;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A cell by names and numbers: all that has to be known to open its kernel, in any JVM that has the same jars. Plans
/// are made of it, orders to forks carry it, and JMH gets it as a parameter, each time as the same [#text]:
///
///
/// workload=cache;on=messaging:ring;workers=1;owners=1;window=1;wait=pause;seed=1;set=capacity=64\;writes=0;directory=;placement=threads;collector=;neighbour=none
///
/// The names are those of the options of `duality run`. Bounds are checked where the cell is opened, by [#setting].
///
/// @param workload as `duality list workloads` names it
/// @param substrate such as `messaging:ring`; for the specification alone, in one thread, `plain:specification`
/// @param workers how many threads issue operations
/// @param owners how many servers share the state on the message side, if it comes apart
/// @param window how many operations a worker may have under way
/// @param waiting how everybody waits: `pause`, or `pause:16` for 16 pauses before the second look
/// @param seed what the scripts are made from
/// @param values the workload's parameters that are set, the bytes of a payload among them; no name has an `=`
/// @param directory where transports put their files; empty for a memory file system
/// @param placement how far apart workers and servers are
/// @param around the collector of its JVM, empty for the JVM's own, and its neighbour
public record CellSpec(
        String workload,
        String substrate,
        int workers,
        int owners,
        int window,
        Waiting waiting,
        long seed,
        SequencedMap<String, String> values,
        Optional<Path> directory,
        Placement placement,
        Surroundings around) {
    private static final String WORKLOAD = "workload";
    private static final String ON = "on";
    private static final String WORKERS = "workers";
    private static final String OWNERS = "owners";
    private static final String WINDOW = "window";
    private static final String WAIT = "wait";
    private static final String SEED = "seed";
    private static final String SET = "set";
    private static final String DIRECTORY = "directory";
    private static final String PLACEMENT = "placement";
    private static final String COLLECTOR = "collector";
    private static final String NEIGHBOUR = "neighbour";

    /// Short for one of the values, as on the command line.
    private static final String PAYLOAD = "payload";

    public CellSpec {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        values.keySet().forEach(CellSpec::requireName);
        directory = directory.filter(path -> !path.toString().isEmpty());
    }

    private static void requireName(String name) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            throw new BadInput("a parameter is called '%s', but a name is not empty and has no '='".formatted(name));
        }
    }

    /// One worker, one operation at a time, everything else as it is when nobody sets it.
    public static CellSpec of(String workload, String substrate) {
        return new CellSpec(
                workload,
                substrate,
                1,
                1,
                1,
                Waiting.of(Setting.WAITING),
                1,
                new LinkedHashMap<>(),
                Optional.empty(),
                Placement.THREADS,
                Surroundings.USUAL);
    }

    /// The cell of a setting, by its names.
    public static CellSpec of(Workload workload, String substrate, Setting setting) {
        return new CellSpec(
                workload.name(),
                substrate,
                setting.workers(),
                setting.owners(),
                setting.window(),
                setting.waiting(),
                setting.seed(),
                setting.values().all(),
                setting.options().directory(),
                setting.placement(),
                Surroundings.USUAL);
    }

    /// The same cell with something else around it.
    public CellSpec within(Surroundings others) {
        return new CellSpec(
                workload, substrate, workers, owners, window, waiting, seed, values, directory, placement, others);
    }

    /// @throws BadInput if the text is no cell; the message says why
    public static CellSpec parse(String text) {
        return of(Pairs.parse(text));
    }

    /// The cell with all its fields, so that [#parse] gives the same.
    public String text() {
        return Pairs.text(fields());
    }

    /// Its fields as text, by their names; [#of(Map)] reads them again.
    public SequencedMap<String, String> fields() {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        fields.put(WORKLOAD, workload);
        fields.put(ON, substrate);
        fields.put(WORKERS, Integer.toString(workers));
        fields.put(OWNERS, Integer.toString(owners));
        fields.put(WINDOW, Integer.toString(window));
        fields.put(WAIT, waiting.label());
        fields.put(SEED, Long.toString(seed));
        fields.put(SET, Pairs.text(values));
        fields.put(DIRECTORY, directory.map(Path::toString).orElse(""));
        fields.put(PLACEMENT, placement.label());
        fields.put(COLLECTOR, around.collector().map(Collector::label).orElse(""));
        fields.put(NEIGHBOUR, around.neighbour().label());
        return fields;
    }

    /// @param given fields by their names; `workload` and `on` at least, and the others as they are when nobody sets
    ///     them. `payload` is short for a value of that name, unless it is empty.
    /// @throws BadInput if a name is unknown, or a value is none of its field
    public static CellSpec of(Map<String, String> given) {
        Map<String, String> fields = new LinkedHashMap<>(
                of(required(given, WORKLOAD), required(given, ON)).fields());
        for (String name : given.keySet()) {
            if (!fields.containsKey(name) && !name.equals(PAYLOAD)) {
                throw new BadInput("a cell has no '%s'; it has %s".formatted(name, String.join(", ", fields.keySet())));
            }
        }
        fields.putAll(given);
        return new CellSpec(
                fields.get(WORKLOAD),
                fields.get(ON),
                (int) number(fields, WORKERS, Integer.MIN_VALUE, Integer.MAX_VALUE),
                (int) number(fields, OWNERS, Integer.MIN_VALUE, Integer.MAX_VALUE),
                (int) number(fields, WINDOW, Integer.MIN_VALUE, Integer.MAX_VALUE),
                waitingOf(fields.get(WAIT)),
                number(fields, SEED, Long.MIN_VALUE, Long.MAX_VALUE),
                values(fields.get(SET), fields.getOrDefault(PAYLOAD, "")),
                directory(fields.get(DIRECTORY)),
                Placement.of(fields.get(PLACEMENT)),
                new Surroundings(
                        Optional.of(fields.get(COLLECTOR))
                                .filter(label -> !label.isEmpty())
                                .map(Collector::of),
                        Neighbour.of(fields.get(NEIGHBOUR))));
    }

    private static String required(Map<String, String> given, String name) {
        String value = given.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new BadInput("a cell has no %s; it needs workload and on, such as workload=counter;on=shm:lockfree"
                    .formatted(name));
        }
        return value;
    }

    private static long number(Map<String, String> fields, String name, long least, long most) {
        return new Parameter.Range(least, most).read(name, fields.get(name));
    }

    private static SequencedMap<String, String> values(String set, String payload) {
        SequencedMap<String, String> values = Pairs.parse(set);
        if (!payload.isEmpty() && values.put(PAYLOAD, payload) != null) {
            throw new BadInput("payload is set twice, by itself and by set; set it once");
        }
        return values;
    }

    private static Optional<Path> directory(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            throw new BadInput(
                    "directory is '%s', but must be the name of a folder: %s".formatted(name, e.getReason()));
        }
    }

    private static WaitStrategy.Kind waitOf(String word) {
        return Arrays.stream(WaitStrategy.Kind.values())
                .filter(kind -> kind.label().equals(word))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no wait '%s'; %sthere are %s"
                        .formatted(word, Suggestion.question(word, waits()), String.join(", ", waits()))));
    }

    /// A way to wait in full, such as `pause`, or `pause:16` for one that begins with 16 pauses.
    /// @throws BadInput if there is none such
    public static Waiting waitingOf(String text) {
        return Waiting.parse(text).orElseThrow(() -> {
            int colon = text.indexOf(':');
            WaitStrategy.Kind kind = waitOf(colon < 0 ? text : text.substring(0, colon));
            return new BadInput(
                    kind.usualPauses() == 0
                            ? "the wait is '%s', but %s has no pauses to begin with; use %s, or pause:16 for one that has"
                                    .formatted(text, kind.label(), kind.label())
                            : ("the wait is '%s', but behind the colon stands the number of pauses that it begins with,"
                                            + " from 1 to %d; use such as %s:16")
                                    .formatted(text, Waiting.MOST_PAUSES, kind.label()));
        });
    }

    private static List<String> waits() {
        return Arrays.stream(WaitStrategy.Kind.values())
                .map(WaitStrategy.Kind::label)
                .toList();
    }

    /// The setting that its workload is opened with.
    /// @param found the workload of that name
    /// @throws BadInput if a value is out of bounds
    public Setting setting(Workload found) {
        Values set = Values.of(found, values);
        return new Setting(
                        set,
                        found.payloadBytes(set),
                        1,
                        owners,
                        window,
                        waiting,
                        seed,
                        new TransportOptions(directory),
                        placement)
                .withWorkers(workers);
    }
}
