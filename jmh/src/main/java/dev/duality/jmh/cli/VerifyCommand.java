// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.shm.Wait;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.verify.Histories;
import dev.duality.workloads.verify.Verdict;
import dev.duality.workloads.verify.Verification;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Compares sides with their specification, without timing them.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Compare every side with the specification: step by step with one worker; with"
                + " several by digest, by invariants, and by histories that must be linearizable.")
final class VerifyCommand implements Callable<Integer> {
    private static final Wait.Kind USUAL = Wait.Kind.YIELD;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Selection selection;

    @Option(
            names = "--operations",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Operations of each worker to compare at most (${DEFAULT-VALUE}).")
    private int operations;

    @Option(
            names = "--histories",
            paramLabel = "N",
            defaultValue = "20",
            description = "With several workers: how many short histories of each side to record and to check for"
                    + " linearizability (${DEFAULT-VALUE}; 0 for none).")
    private int histories;

    @Option(
            names = "--wait",
            paramLabel = "WAIT",
            description = "How everybody waits: spin, pause, yield, backoff or park (yield, where a side has it).")
    private String wait;

    private int wrong;

    @Override
    public Integer call() {
        if (operations < 1) {
            throw new BadInput("--operations is %d, but must be 1 or more".formatted(operations));
        }
        if (histories < 0) {
            throw new BadInput("--histories is %d, but must be 0 or more".formatted(histories));
        }
        Catalog catalog = Catalog.load(UserJars.of(selection.classpath).loader());
        List<Workload> workloads = selection.workloads.isEmpty()
                ? catalog.workloads()
                : selection.workloads.stream().map(catalog::workload).toList();
        Selection.requireMatched(
                selection.substrates,
                workloads.stream().flatMap(one -> catalog.sides(one).stream()).toList());
        Map<String, String> given =
                selection.values(workloads, spec.commandLine().getErr()::println);
        int compared = 0;
        for (Workload workload : workloads) {
            Map<String, String> own = new LinkedHashMap<>(given);
            if (workloads.size() > 1) {
                own.keySet()
                        .removeIf(name -> workload.parameters().stream()
                                .noneMatch(p -> p.name().equals(name)));
            }
            Values values = Values.of(workload, own);
            for (Side side : catalog.sides(workload)) {
                if (Selection.matches(selection.substrates, side)) {
                    compared++;
                    verify(workload, side, values);
                }
            }
        }
        if (compared == 0) {
            throw new BadInput("no substrate matches %s; see duality list substrates"
                    .formatted(String.join(", ", selection.substrates)));
        }
        return wrong == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private void verify(Workload workload, Side side, Values values) {
        Wait.Kind waiting = waiting(side);
        List<Integer> counts = selection.workers.isEmpty() ? List.of(2) : selection.workers;
        List<Integer> owners = selection.owners.isEmpty() ? List.of(1) : selection.owners;
        for (int workers : counts) {
            for (int each : owners) {
                verify(
                        workload,
                        side,
                        Setting.of(workload, values)
                                .withSeed(selection.seed)
                                .withWorkers(workers)
                                .withOwners(each)
                                .withWait(waiting));
            }
        }
    }

    private void verify(Workload workload, Side side, Setting setting) {
        Optional<String> reason = side.unavailable().or(() -> side.refusal(setting));
        String line = reason.map(why -> "skipped  " + why).orElseGet(() -> compare(workload, side, setting));
        out().printf("%-10s %-24s w%-3d %s%n", workload.name(), side.substrate(), setting.workers(), line);
        out().flush();
    }

    private Wait.Kind waiting(Side side) {
        if (wait != null) {
            return CellSpec.waitOf(wait);
        }
        return side.waits().contains(USUAL) ? USUAL : side.waits().iterator().next();
    }

    private String compare(Workload workload, Side side, Setting setting) {
        Verdict answers = new Verification(workload, side, setting, operations, Thread::new).run();
        boolean meet = setting.workers() > 1 && histories > 0 && answers instanceof Verdict.Agrees;
        if (!meet) {
            return words(answers, "");
        }
        Histories recorded = new Histories(workload, side, setting, histories, Thread::new);
        Verdict order = recorded.run();
        if (order instanceof Verdict.Differs) {
            return words(order, "");
        }
        int undecided = recorded.undecided();
        return words(
                answers,
                "; %d histories linearizable%s"
                        .formatted(
                                histories - undecided,
                                undecided == 0 ? "" : ", %d undecided: too many orders".formatted(undecided)));
    }

    private String words(Verdict verdict, String more) {
        return switch (verdict) {
            case Verdict.Agrees(long count) -> "agrees   %,d operations%s".formatted(count, more);
            case Verdict.Differs(String difference, List<String> history) -> {
                wrong++;
                yield Stream.concat(
                                Stream.of("DIFFERS  " + difference),
                                history.stream().map(line -> "    " + line))
                        .collect(Collectors.joining(System.lineSeparator()));
            }
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
