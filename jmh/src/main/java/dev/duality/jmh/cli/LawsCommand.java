// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.laws.Fit;
import dev.duality.results.laws.Laws;
import dev.duality.results.laws.RunSeries;
import dev.duality.results.laws.Series;
import dev.duality.results.laws.TimesFile;
import dev.duality.results.table.Format;
import dev.duality.results.table.LawsReport;
import dev.duality.workloads.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Holds what more threads do to a job against the laws.
@Command(
        name = "laws",
        mixinStandardHelpOptions = true,
        description =
                "Hold speedups against the laws: Amdahl's serial part and bound, Karp and Flatt's serial part at each n,"
                        + " Gustafson's scaled speedup, the Universal Scalability Law with the n beyond which it gets"
                        + " worse, and COST.",
        footerHeading = "%n",
        footer = {
            "A file is CSV. Its columns: n, seconds (of the whole job) or n, throughput;",
            "series, if there are several; threads, if servers take cores, too. A line",
            "with the same n is a repetition, the order does not matter, and n may be an",
            "average, such as 2.71. The n of the plain program in one thread is the word",
            "plain. A law needs four n that fit the cores. At most 10,000 lines, 200 series."
        })
final class LawsCommand implements Callable<Integer> {
    private static final long SEED = 1; // a file has none

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN|FILE", description = "The run's folder, or a file of times.")
    private Path from;

    @Option(
            names = "--cores",
            paramLabel = "N",
            description = "How many threads could run at once where the file was measured; a run knows it. Else every n"
                    + " is taken to have its cores.")
    private Integer cores;

    @Option(
            names = "--fit",
            defaultValue = "log",
            description =
                    "How the Universal Scalability Law is fitted: log, to the logarithms of throughput, by which all"
                            + " points weigh as much; or linear, to throughput as it is, as R's usl, usl4j and the books do"
                            + " (${DEFAULT-VALUE}).")
    private Fit fit;

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text, markdown, csv (a row per figure) or json (${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
        if (format == Format.HTML) {
            throw new BadInput("--format is 'html', but laws are text, markdown, csv or json");
        }
        Duality.print(spec.commandLine(), report().render(format, Tables.columns()));
        return ExitCodes.DONE;
    }

    private LawsReport report() {
        if (cores != null && cores < 1) {
            throw new BadInput("--cores is %d, but must be 1 or more".formatted(cores));
        }
        if (!Files.isDirectory(from)) {
            return report(TimesFile.read(from, cores == null ? OptionalInt.empty() : OptionalInt.of(cores)), SEED);
        }
        if (cores != null) {
            throw new BadInput("--cores goes with a file of times; a run knows its cores");
        }
        Findings findings = Findings.of(RunFolder.open(from));
        List<Series> series = RunSeries.of(findings);
        if (series.isEmpty()) {
            throw new BadInput(
                    "%s has no substrate with two numbers of workers, so there is no law to see; use duality run --workers 1,2,4,8"
                            .formatted(from));
        }
        return report(series, findings.run().seed());
    }

    private LawsReport report(List<Series> series, long seed) {
        return new LawsReport(
                series.stream().map(one -> Laws.of(one, fit, seed)).toList());
    }
}
