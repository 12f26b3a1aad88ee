// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.plan.Preset;
import dev.duality.jmh.plan.RivalNames;
import dev.duality.jmh.profile.Profiler;
import dev.duality.results.table.Table;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Side;
import dev.duality.workloads.catalog.Catalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A run of the cells that say how near we are to the machine and to others: `duality run --preset rivals`, by names of
/// its own.
@Command(
        name = "rivals",
        mixinStandardHelpOptions = true,
        description = {
            "Is this the cost of messages, or of our code? Our transports beside those of others, by hand, in one run.",
            "The same payload, the same two cores, the same wait; ends with the table, and with what we aim at."
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  duality rivals                                  all, about forty minutes",
            "  duality rivals --race round-trip --payload 8    a number, about six minutes",
            "  duality rivals --race instructions --payload 8  their instructions, too",
            "  duality rivals --only ring,jctools-spsc,messaging:ring --payload 8",
            "  duality rivals --show runs/NAME                 the table again"
        })
final class RivalsCommand implements Callable<Integer> {
    private static final String ROUND_TRIP = "round-trip";
    private static final String ONE_WAY = "one-way";
    private static final String INSTRUCTIONS = "instructions";
    private static final int LEAST_PAYLOAD = 8; // bytes, as the baselines have it
    private static final int MOST_PAYLOAD = 8_192;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--race",
            split = ",",
            paramLabel = "RACE",
            defaultValue = ROUND_TRIP + "," + ONE_WAY,
            description =
                    "round-trip, one-way, or instructions: round trips whose instructions are counted (${DEFAULT-VALUE}).")
    private List<String> races = new ArrayList<>();

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            description = "8 to 8192 bytes that each payload has; 8, 64, 256, 1024 and 4096 if none is named. 8 are a"
                    + " number, which ours carry in the message itself.")
    private Integer payload;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Substrates to take, as --list names them, with or without by-hand:; all if none is named.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = {"--workers", "--senders"},
            split = ",",
            paramLabel = "N",
            description = "Threads that send one way (1).")
    private List<Integer> workers = new ArrayList<>();

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "How many a receiver by hand takes at once, one way (64).")
    private Integer batch;

    @Option(names = "--forks", paramLabel = "N", description = "Forks of each (3).")
    private Integer forks;

    @Option(names = "--budget", paramLabel = "TIME", description = "How long it may take, such as 90s, 2m or 1h.")
    private String budget;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the run is kept; runs/<date and time>.")
    private Path out;

    @Mixin
    private JarsOption jars;

    @Option(names = "--show", paramLabel = "DIR", description = "Show a run again, and measure nothing.")
    private Path show;

    @Option(names = "--list", description = "List what takes part.")
    private boolean list;

    @Option(
            names = "--dry-run",
            description = "Show what would be measured and how long it would take, and do nothing.")
    private boolean dryRun;

    /// Looks at what is typed, as far as that can be done without the baselines: they are built for it.
    /// @return whether it needs them
    /// @throws BadInput if something is wrong with it
    boolean look() {
        if (show != null) {
            return false;
        }
        var _ = jars.jars();
        if (!list) {
            RunCommand.look(run());
        }
        return true;
    }

    @Override
    public Integer call() {
        if (show != null) {
            return execute(List.of("report", show.toString()));
        }
        if (list) {
            list(Catalog.load(jars.loader(line -> Duality.note(spec.commandLine(), line))));
            return ExitCodes.DONE;
        }
        return execute(run());
    }

    /// The arguments that a user of `run` would have written.
    private List<String> run() {
        boolean counted = races.contains(INSTRUCTIONS);
        if (counted && races.stream().distinct().count() > 1) {
            throw new BadInput("--race instructions counts round trips; name it alone");
        }
        for (String race : races) {
            if (!List.of(ROUND_TRIP, ONE_WAY, INSTRUCTIONS).contains(race)) {
                throw new BadInput("--race is '%s', but must be round-trip, one-way or instructions".formatted(race));
            }
        }
        if (payload != null && (payload < LEAST_PAYLOAD || payload > MOST_PAYLOAD)) {
            throw new BadInput(
                    "--payload is %d, but must be from %d to %d bytes".formatted(payload, LEAST_PAYLOAD, MOST_PAYLOAD));
        }
        List<String> run = new ArrayList<>(List.of("run", "--preset", Preset.RIVALS.label(), "--workload"));
        List<String> workloads =
                counted ? List.of(ROUND_TRIP) : races.stream().distinct().toList();
        run.add(String.join(",", workloads));
        if (counted) {
            run.addAll(List.of("--prof", Profiler.INSTRUCTIONS));
        }
        if (!only.isEmpty()) {
            List<String> substrates = only.stream()
                    .map(name -> name.contains(":") ? name : RivalNames.BY_HAND + name)
                    .toList();
            if (jars.text().isEmpty()) { // else a name may be that of a jar
                RivalNames.require(workloads, substrates);
            }
            run.addAll(List.of("--on", String.join(",", substrates)));
        }
        if (!workers.isEmpty()) {
            run.add("--workers");
            run.add(workers.stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (batch != null) {
            run.addAll(List.of("--set", "batch=" + batch));
        }
        Map<String, Object> others = new LinkedHashMap<>();
        others.put("--payload", payload);
        others.put("--forks", forks);
        others.put("--budget", budget);
        others.put("--out", out);
        others.put("--classpath", jars.text().isEmpty() ? null : jars.text());
        others.forEach((name, value) -> {
            if (value != null) {
                run.addAll(List.of(name, value.toString()));
            }
        });
        if (dryRun) {
            run.add("--dry-run");
        }
        return run;
    }

    private int execute(List<String> arguments) {
        CommandLine here = spec.commandLine();
        return Duality.commandLine()
                .setOut(here.getOut())
                .setErr(here.getErr())
                .setColorScheme(here.getColorScheme())
                .execute(arguments.toArray(String[]::new));
    }

    private void list(Catalog catalog) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : List.of(ROUND_TRIP, ONE_WAY)) {
            for (Side side : catalog.sides(catalog.workload(name))) {
                if (side.substrate().startsWith(RivalNames.BY_HAND)) {
                    all.putIfAbsent(
                            side.substrate(),
                            side.description()
                                    + side.unavailable()
                                            .map(reason -> " (not available: " + reason + ")")
                                            .orElse(""));
                }
            }
        }
        List<List<String>> rows = all.entrySet().stream()
                .map(one -> List.of(one.getKey(), one.getValue()))
                .toList();
        Duality.print(spec.commandLine(), Table.untitled(rows).block());
    }
}
