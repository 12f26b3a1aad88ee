// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.finding.Comparison;
import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.page.ComparisonPage;
import dev.duality.results.table.ComparisonReport;
import dev.duality.results.table.Format;
import dev.duality.workloads.BadInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Holds runs against a baseline.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Show which rows changed from one run to others: two commits, two JDKs, two machines.",
            "A row has changed only if the whole interval of its ratio lies beyond what is tolerated, and every fork of one"
                    + " run beyond every fork of the other, on a machine with the same floor; between machines nothing is"
                    + " judged. It takes six forks on each side to say so: duality run --preset standard, or --forks 6."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no regression, or --fail-on-regression was not given",
            "1:with --fail-on-regression: a row is slower, or has failed, or no row could be judged",
            "2:your slip"
        },
        footerHeading = "%n",
        footer = {
            "Examples:",
            "  duality compare runs/before runs/after",
            "  duality compare runs/before runs/after --fail-on-regression 5%%",
            "  duality compare runs/jdk25 runs/jdk26 --all --format csv",
            "  duality compare runs/before runs/after --html compared.html"
        })
final class CompareCommand implements Callable<Integer> {
    private static final double TOLERATED = 0.05;
    private static final Pattern SHARE = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,4})?)\\s*%");

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "BASELINE",
            description = "The folder of the first run, that others are held against.")
    private Path baseline;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "RUN",
            description = "The folder of a second run, or of several.")
    private List<Path> others = new ArrayList<>();

    @Option(
            names = "--tolerate",
            paramLabel = "SHARE",
            description = "What counts as the same, such as 5%% (5%%, or what --fail-on-regression says).")
    private String tolerate;

    @Option(
            names = "--fail-on-regression",
            paramLabel = "SHARE",
            description = "Exit 1 if a row became slower by more than this, such as 5%%, or fails now.")
    private String failOnRegression;

    @Option(names = "--all", description = "Show rows that did not change, too.")
    private boolean all;

    @Option(names = "--format", defaultValue = "text", description = "text, markdown or csv (${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page for a browser, too, with all rows and a chart of their ratios, also of those that"
                            + " nobody can judge; one that is there is replaced.")
    private String html;

    @Override
    public Integer call() {
        if (format != Format.TEXT && format != Format.MARKDOWN && format != Format.CSV) {
            throw new BadInput("--format is '%s', but a comparison is text, markdown or csv".formatted(format.label()));
        }
        if (format == Format.CSV && others.size() > 1) {
            throw new BadInput("--format csv compares two runs, but there are %d; call it once for each of the others"
                    .formatted(others.size() + 1));
        }
        Optional<OutFile> page = Optional.ofNullable(html).map(name -> OutFile.named("--html", name));
        OptionalDouble failing = share("--fail-on-regression", failOnRegression);
        double tolerated = share("--tolerate", tolerate).orElse(failing.orElse(TOLERATED));
        List<RunFolder> runs = RunOperands.all(
                spec.commandLine(),
                Stream.concat(Stream.of(baseline), others.stream()).toList(),
                RunFolder::open);
        Findings before = Findings.of(runs.getFirst());
        boolean failed = false;
        String between = "";
        List<Comparison> comparisons = new ArrayList<>();
        for (RunFolder other : runs.subList(1, runs.size())) {
            Comparison comparison = Comparison.of(before, Findings.of(other), tolerated);
            Duality.print(
                    spec.commandLine(),
                    between + new ComparisonReport(comparison, all).render(format, Tables.lineColumns()));
            comparisons.add(comparison);
            failed |= failing.isPresent() && fails(comparison);
            between = "\n";
        }
        page.ifPresent(
                file -> file.write(to -> to.write(ComparisonPage.of(comparisons).getBytes(StandardCharsets.UTF_8))));
        return failed ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    /// A check that could judge nothing has not passed.
    private boolean fails(Comparison comparison) {
        if (comparison.open() == comparison.changes().size()) {
            Duality.say(
                    spec.commandLine(),
                    comparison.changes().isEmpty()
                            ? "the runs have no row in common, so nothing was checked"
                            : "no row could be judged, so nothing was checked; more forks, a quieter machine or a larger share help",
                    ExitCodes.FAILED);
            return true;
        }
        return comparison.hasRegression();
    }

    private static OptionalDouble share(String option, String text) {
        if (text == null) {
            return OptionalDouble.empty();
        }
        Matcher matcher = SHARE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new BadInput("%s is '%s', but must be a share such as 5%%".formatted(option, text));
        }
        return OptionalDouble.of(Double.parseDouble(matcher.group(1)) / 100);
    }
}
