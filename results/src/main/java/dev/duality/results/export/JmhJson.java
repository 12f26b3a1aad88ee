// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.export;

import dev.duality.results.Cell;
import dev.duality.results.ClosedLoop;
import dev.duality.results.FloorProbes;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import java.util.List;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The closed loops of a run in JMH's own JSON: one array, an element per cell, all forks in it during which
/// the machine did not move. Viewers of it want a
/// benchmark with a class and a method; ours are the workload and the substrate.
final class JmhJson {
    private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100};

    private static final double CONFIDENCE = 0.999; // JMH's

    private JmhJson() {}

    static String of(Run run) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Cell cell : run.plan()) {
            List<ClosedLoop> forks = run.records(cell)
                    .flatMap(record -> record.outcome() instanceof Outcome.Measured measured
                            ? measured.closed().stream()
                            : Stream.empty())
                    .filter(loop -> !loop.iterations().isEmpty())
                    .filter(loop -> loop.probes().filter(FloorProbes::moved).isEmpty())
                    .toList();
            if (!forks.isEmpty()) {
                all.add(benchmark(run, cell, forks));
            }
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static ObjectNode benchmark(Run run, Cell cell, List<ClosedLoop> forks) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(
                "benchmark",
                "duality." + cell.workload() + "." + cell.substrate().replace('.', '_'));
        node.put("mode", "thrpt");
        node.put("threads", cell.workers());
        node.put("forks", forks.size());
        ArrayNode arguments = node.putArray("jvmArgs");
        run.jvm().flags().forEach(arguments::add);
        node.put("jdkVersion", run.jvm().version());
        node.put("vmName", run.jvm().vm());
        node.put("warmupIterations", forks.getFirst().warmups().size());
        node.put("warmupBatchSize", 1);
        node.put("measurementIterations", forks.getFirst().iterations().size());
        node.put("measurementBatchSize", 1);
        ObjectNode params = node.putObject("params");
        params.put("servers", String.valueOf(cell.servers()));
        params.put("wait", cell.waits());
        params.put("payload", String.valueOf(cell.payloadBytes()));
        params.put("window", String.valueOf(cell.window()));
        cell.params().forEach((name, parameter) -> params.put(name, parameter.value()));
        node.set("primaryMetric", metric(forks));
        node.putObject("secondaryMetrics");
        return node;
    }

    private static ObjectNode metric(List<ClosedLoop> forks) {
        DescriptiveStatistics scores = new DescriptiveStatistics();
        ArrayNode raw = JsonNodeFactory.instance.arrayNode();
        for (ClosedLoop fork : forks) {
            ArrayNode own = raw.addArray();
            fork.iterations().forEach(score -> {
                scores.addValue(score);
                own.add(score);
            });
        }
        double error = error(scores);
        ObjectNode metric = JsonNodeFactory.instance.objectNode();
        metric.put("score", scores.getMean());
        number(metric, "scoreError", error);
        ArrayNode confidence = metric.putArray("scoreConfidence");
        for (double end : new double[] {scores.getMean() - error, scores.getMean() + error}) {
            if (Double.isNaN(end)) {
                confidence.add("NaN");
            } else {
                confidence.add(end);
            }
        }
        ObjectNode percentiles = metric.putObject("scorePercentiles");
        for (double percentile : PERCENTILES) {
            percentiles.put(
                    String.valueOf(percentile), percentile == 0 ? scores.getMin() : scores.getPercentile(percentile));
        }
        metric.put("scoreUnit", "ops/s");
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

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isNaN(value)) {
            node.put(name, "NaN");
        } else {
            node.put(name, value);
        }
    }
}
