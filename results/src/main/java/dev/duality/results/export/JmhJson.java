// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.export;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.Jvm;
import dev.duality.results.Outcome.Measured;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.folder.Places;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.table.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The closed loops of a run in JMH's own JSON: one array, an element per row of the report whose closed loop has
/// figures, a cell in a regime, with all forks that these are computed from.
///
/// - Scores are the time of an operation, as JMH's average time has it, so that less is better. Tools that are told
///   nothing but "JMH" take that for granted.
/// - The name alone tells two elements of a file apart, for there are tools that read nothing else.
/// - A viewer takes names and parameters apart at points, blanks and `=`, so none is left in them: see [Word].
final class JmhJson {
    private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

    private static final double CONFIDENCE = 0.999; // JMH's

    private static final Pattern RELEASE = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,9}");

    /// JMH's own name of the Java that ran; the whole path says where somebody's files are.
    private static final String JAVA = "java";

    private final Findings findings;
    private final RunFolder folder;

    private JmhJson(Findings findings, RunFolder folder) {
        this.findings = findings;
        this.folder = folder;
    }

    /// @throws dev.duality.results.folder.RunUnreadable if a file that a fork wrote is missing or damaged
    static String of(Findings findings, RunFolder folder) {
        return new JmhJson(findings, folder).json();
    }

    private String json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Map<String, JmhFork> owns = new HashMap<>(); // by cell: each of its regimes is of the same forks
        for (Findings.WorkloadFindings workload : findings.workloads()) {
            for (Row row : workload.rows()) {
                List<ClosedLoop> forks = forks(row);
                if (!forks.isEmpty()) {
                    JmhFork own = owns.computeIfAbsent(
                            row.cell().id(), _ -> JmhFork.of(folder, row.cell()).orElse(JmhFork.UNKNOWN));
                    all.add(benchmark(row.cell(), row.regime(), forks, own));
                }
            }
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    /// None of a row whose closed loop has no figures.
    private List<ClosedLoop> forks(Row row) {
        if (row.closed().isEmpty()) {
            return List.of();
        }
        return findings.forks(row).values().stream()
                .map(Measured::closed)
                .flatMap(Optional::stream)
                .filter(loop -> !loop.iterations().isEmpty())
                .toList();
    }

    /// Fields in JMH's order; what no fork's own file says is left out.
    private ObjectNode benchmark(Cell cell, Optional<Regime> regime, List<ClosedLoop> forks, JmhFork own) {
        Jvm jvm = findings.run().jvm();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        own.version().ifPresent(version -> node.put("jmhVersion", version));
        node.put("benchmark", "duality." + Word.name(cell.workload()) + "." + Word.name(cell.id()) + name(regime));
        node.put("mode", "avgt");
        node.put("threads", cell.workers());
        node.put("forks", forks.size());
        node.put("jvm", JAVA);
        ArrayNode arguments = node.putArray("jvmArgs");
        jvm.flags().forEach(flag -> arguments.add(Places.withoutFolders(flag)));
        node.put("jdkVersion", release(jvm.version()));
        node.put("vmName", jvm.vm());
        node.put("vmVersion", jvm.version());
        node.put("warmupIterations", forks.getFirst().warmups().size());
        own.warmupTime().ifPresent(time -> node.put("warmupTime", time));
        node.put("warmupBatchSize", 1);
        node.put("measurementIterations", forks.getFirst().iterations().size());
        own.measurementTime().ifPresent(time -> node.put("measurementTime", time));
        node.put("measurementBatchSize", 1);
        params(node.putObject("params"), cell, regime);
        node.set("primaryMetric", metric(cell, forks));
        node.putObject("secondaryMetrics");
        return node;
    }

    /// Such as `~near`; `~` is in no cell's id.
    private static String name(Optional<Regime> regime) {
        return Regime.nameOf(regime).map(name -> "~" + Word.name(name)).orElse("");
    }

    /// Such as `25.0.3` of `25.0.3+9-LTS`.
    private static String release(String version) {
        Matcher release = RELEASE.matcher(version);
        return release.lookingAt() ? release.group() : version;
    }

    /// Ours, then those of the workload; one that is called as ours has `set.` before its name.
    private static void params(ObjectNode params, Cell cell, Optional<Regime> regime) {
        params.put("substrate", Word.value(cell.substrate()));
        params.put("workers", String.valueOf(cell.workers()));
        params.put("servers", String.valueOf(cell.servers()));
        params.put("wait", Word.value(cell.waits()));
        params.put("payload", String.valueOf(cell.payloadBytes()));
        params.put("window", String.valueOf(cell.window()));
        Regime.nameOf(regime).ifPresent(name -> params.put("regime", Word.value(name)));
        List<String> ours = List.copyOf(params.propertyNames());
        cell.params()
                .forEach((name, parameter) -> params.put(
                        (ours.contains(name) ? "set." : "") + Word.value(name),
                        Word.value(Places.withoutFolders(parameter.value()))));
    }

    /// In nanoseconds of one worker, as JMH counts: its threads share the time.
    private static ObjectNode metric(Cell cell, List<ClosedLoop> forks) {
        DescriptiveStatistics scores = new DescriptiveStatistics();
        ArrayNode raw = JsonNodeFactory.instance.arrayNode();
        for (ClosedLoop fork : forks) {
            ArrayNode own = raw.addArray();
            fork.iterations().forEach(perSecond -> {
                double nanos = cell.workers() * 1e9 / perSecond;
                scores.addValue(nanos);
                add(own, nanos);
            });
        }
        double error = error(scores);
        ObjectNode metric = JsonNodeFactory.instance.objectNode();
        put(metric, "score", scores.getMean());
        put(metric, "scoreError", error);
        ArrayNode confidence = metric.putArray("scoreConfidence");
        add(confidence, scores.getMean() - error);
        add(confidence, scores.getMean() + error);
        ObjectNode percentiles = metric.putObject("scorePercentiles");
        for (double percentile : PERCENTILES) {
            put(
                    percentiles,
                    String.valueOf(percentile),
                    percentile == 0 ? scores.getMin() : scores.getPercentile(percentile));
        }
        metric.put("scoreUnit", "ns/op");
        metric.set("rawData", raw);
        return metric;
    }

    /// Half of the interval that JMH gives; two scores say nothing yet, and JMH says so by "NaN".
    private static double error(DescriptiveStatistics scores) {
        long n = scores.getN();
        return n <= 2
                ? Double.NaN
                : new TDistribution(n - 1.0).inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2)
                        * scores.getStandardDeviation()
                        / Math.sqrt((double) n);
    }

    private static void put(ObjectNode node, String name, double value) {
        word(value).ifPresentOrElse(word -> node.put(name, word), () -> node.put(name, value));
    }

    private static void add(ArrayNode array, double value) {
        word(value).ifPresentOrElse(array::add, () -> array.add(value));
    }

    /// The word that JMH writes where JSON has no number.
    private static Optional<String> word(double value) {
        if (Double.isNaN(value)) {
            return Optional.of("NaN");
        }
        return Double.isInfinite(value) ? Optional.of(value > 0 ? "+INF" : "-INF") : Optional.empty();
    }
}
