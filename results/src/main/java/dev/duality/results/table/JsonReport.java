// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.Cell;
import dev.duality.results.finding.Crossover;
import dev.duality.results.finding.Failure;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.LatencyGap;
import dev.duality.results.finding.Moves;
import dev.duality.results.finding.PageCosts;
import dev.duality.results.finding.PolicyComparison;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Skip;
import dev.duality.results.finding.Verdict;
import dev.duality.results.finding.VisitCosts;
import dev.duality.results.finding.WaitComparison;
import dev.duality.results.finding.Waterfall;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Ratio;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The report for programs. `report` is the version of this layout; within a version fields are added, never renamed.
public final class JsonReport {
    private static final int VERSION = 2;

    private JsonReport() {}

    public static String of(Findings findings) {
        List<Field> fields = Fields.of(findings);
        ObjectNode json = object();
        json.put("report", VERSION);
        json.put("run", findings.run().id());
        json.put("complete", findings.complete());
        ObjectNode provenance = json.putObject("provenance");
        Words.provenance(findings).forEach(provenance::put);
        ArrayNode floors = json.putArray("floors");
        findings.floors().forEach(floor -> floors.add(floor(floor)));
        ArrayNode regimes = json.putArray("regimes");
        for (Regime regime : findings.regimes().all()) {
            ObjectNode node = regimes.addObject().put("regime", regime.name());
            node.put("floor_ns", regime.floorNanos())
                    .put("lowest_ns", regime.lowestNanos())
                    .put("highest_ns", regime.highestNanos())
                    .put("loads", regime.probes());
        }
        Moves moves = findings.loads().moves();
        json.putObject("moves")
                .put("moved", moves.moved())
                .put("redone", moves.redone())
                .put("set_aside", moves.setAside())
                .put("in_rare_regimes", moves.rare());
        ArrayNode workloads = json.putArray("workloads");
        findings.workloads().forEach(workload -> workloads.add(workload(fields, workload)));
        sections(json, findings);
        ArrayNode failures = json.putArray("failures");
        for (Failure failure : findings.failures()) {
            ObjectNode node = failures.addObject();
            node.put("cell", failure.cell().id());
            node.put("load", failure.part().text());
            node.put("reason", failure.reason());
            failure.log().ifPresent(log -> node.put("log", log));
        }
        ArrayNode skips = json.putArray("skipped");
        for (Skip skip : findings.skips()) {
            skips.addObject().put("cell", skip.cell().id()).put("reason", skip.reason());
        }
        return JsonText.of(json);
    }

    /// Of runs that ask one question; left out where there are none.
    private static void sections(ObjectNode json, Findings findings) {
        List<WaitComparison> waits = findings.waits();
        if (!waits.isEmpty()) {
            ArrayNode all = json.putArray("waits");
            waits.forEach(kernel -> kernel.byWait().forEach((wait, of) -> {
                ObjectNode node =
                        all.addObject().put("cell", of.row().cell().id()).put("wait", wait);
                node.put("ns_per_op", of.nanosPerOp());
                of.ratio().ifPresent(ratio -> ratio(node, "over_pause", ratio));
                of.openNanos().ifPresent(nanos -> node.put("p50_ns", nanos));
                of.openRatio().ifPresent(ratio -> node.put("p50_over_pause", ratio));
            }));
        }
        List<Waterfall> waterfalls = findings.waterfalls();
        if (!waterfalls.isEmpty()) {
            ArrayNode all = json.putArray("waterfalls");
            waterfalls.forEach(waterfall -> all.add(waterfall(waterfall)));
        }
        List<Crossover> crossovers = findings.crossovers();
        if (!crossovers.isEmpty()) {
            ArrayNode all = json.putArray("crossovers");
            crossovers.forEach(crossover -> all.add(crossover(crossover)));
        }
        List<PolicyComparison> caches = findings.policies();
        if (!caches.isEmpty()) {
            policies(json, caches);
        }
        List<PageCosts> pages = findings.pageCosts();
        if (!pages.isEmpty()) {
            ArrayNode all = json.putArray("page_costs");
            pages.forEach(one -> all.add(JsonCosts.of(one)));
        }
        List<VisitCosts> visits = findings.visitCosts();
        if (!visits.isEmpty()) {
            ArrayNode all = json.putArray("visit_costs");
            visits.forEach(one -> all.add(JsonCosts.of(one)));
        }
    }

    private static void policies(ObjectNode json, List<PolicyComparison> caches) {
        ArrayNode all = json.putArray("policies");
        ArrayNode verdicts = json.putArray("policy_verdicts");
        for (PolicyComparison cache : caches) {
            cache.rows().forEach(of -> {
                ObjectNode node = all.addObject().put("cell", of.cell().id()).put("policy", of.policy());
                node.put("hit_percent", of.hitPercent()).put("ns_per_op", of.nanosPerOp());
                of.worthFromNanos().ifPresent(nanos -> node.put("worth_from_miss_ns", nanos));
            });
            cache.verdict().ifPresent(verdict -> {
                ObjectNode node =
                        verdicts.addObject().put("cache", cache.title()).put("verdict", verdict.text());
                node.put("first", verdict.first().cell().id());
                ratio(node, "messages_over_shared", verdict.free());
                ArrayNode turns = node.putArray("turns");
                verdict.turns().forEach(turn -> {
                    ObjectNode one =
                            turns.addObject().put("cell", turn.to().cell().id());
                    one.put("miss_ns", turn.missNanos());
                    turn.interval().ifPresent(range -> interval(one, "miss_ns", range));
                });
            });
        }
    }

    private static ObjectNode waterfall(Waterfall waterfall) {
        ObjectNode node = object().put("cell", waterfall.target().id());
        switch (waterfall) {
            case Waterfall.Incomplete(Cell _, List<String> missing) -> {
                ArrayNode list = node.putArray("missing");
                missing.forEach(list::add);
            }
            case Waterfall.Complete found -> {
                node.put("in_place", found.inPlace().id());
                node.put("in_place_ns", found.inPlaceNanos());
                node.put("grade", found.grade().letter().name());
                ArrayNode steps = node.putArray("steps");
                found.steps().forEach(step -> steps.add(step(step)));
                ArrayNode sums = node.putArray("sums");
                for (Waterfall.Sum sum : found.sums()) {
                    ObjectNode one = sums.addObject().put("cell", sum.measured().id());
                    sum.extra().ifPresent(step -> one.set("extra", step(step)));
                    one.put("predicted_ns", sum.predictedNanos());
                    one.put("measured_ns", sum.measuredNanos());
                    one.put("share", sum.share());
                    sum.shareInterval().ifPresent(range -> interval(one, "share", range));
                    one.put("adds_up", sum.addsUp());
                }
            }
        }
        return node;
    }

    private static ObjectNode step(Waterfall.Step step) {
        ObjectNode node = object().put("step", step.of()).put("ns", step.nanos());
        step.interval().ifPresent(range -> interval(node, "ns", range));
        return node.put("from", step.from());
    }

    private static ObjectNode crossover(Crossover crossover) {
        ObjectNode node = object().put("messages", crossover.messages()).put("shared", crossover.shared());
        node.put("threads", crossover.threads()).put("think_ns", crossover.think());
        ArrayNode points = node.putArray("points");
        crossover
                .points()
                .forEach(point -> ratio(points.addObject().put("lines", point.lines()), "ratio", point.ratio()));
        node.put("verdict", CrossoverSheets.words(crossover));
        if (crossover.outcome() instanceof Crossover.Outcome.Reached reached) {
            node.put("threads_x_lines", reached.at());
            reached.interval().ifPresent(range -> interval(node, "threads_x_lines", range));
        }
        return node;
    }

    /// Adds a ratio. One that is too wide to say has its ends, and no figure between them.
    private static void ratio(ObjectNode node, String name, Ratio ratio) {
        if (ratio.wide()) {
            node.putNull(name);
        } else {
            node.put(name, ratio.value());
        }
        ratio.interval().ifPresent(range -> interval(node, name, range));
    }

    static void interval(ObjectNode node, String name, Interval range) {
        node.put(name + "_low", range.low()).put(name + "_high", range.high());
    }

    private static ObjectNode floor(FloorFinding floor) {
        ObjectNode node = object();
        Regime.nameOf(floor.regime()).ifPresent(name -> node.put("regime", name));
        ArrayNode cpus = node.putArray("cpus");
        floor.cpus().forEach(cpus::add);
        node.put("round_trip_ns", floor.roundTripNanos().median());
        node.put("lowest_ns", floor.roundTripNanos().lowest());
        node.put("highest_ns", floor.roundTripNanos().highest());
        node.put("drift", floor.drift());
        node.put("times", floor.times());
        ObjectNode forms = node.putObject("forms_ns");
        floor.forms().forEach(form -> forms.put(form.name(), form.roundTripNanos()));
        node.put("clock_step_ns", floor.clockStepNanos());
        node.put("clock_cost_ns", floor.clockCostNanos());
        floor.emptyMethodNanos().ifPresent(nanos -> node.put("empty_method_ns", nanos));
        return node;
    }

    private static ObjectNode workload(List<Field> fields, Findings.WorkloadFindings workload) {
        ObjectNode node = object();
        node.put("workload", workload.name());
        node.put("verdict", workload.verdict().text());
        switch (workload.verdict()) {
            case Verdict.Compared compared -> {
                node.put("headline", compared.headline().message().cell().id());
                node.put("by", by(compared.headline()));
                node.put("grade", compared.headline().gap().grade().letter().name());
                compared.headline().message().regime().ifPresent(regime -> node.put("regime", regime.label()));
                ArrayNode elsewhere = node.putArray("elsewhere");
                compared.elsewhere()
                        .forEach(pair -> elsewhere
                                .addObject()
                                .put(
                                        "regime",
                                        pair.message()
                                                .regime()
                                                .map(Regime::label)
                                                .orElse(""))
                                .put("verdict", pair.text())
                                .put("by", by(pair)));
                beside(node, compared.delegation(), compared.inPlace());
                compared.latency().ifPresent(gap -> node.set("latency", latency(gap)));
                others(node, compared.others());
            }
            case Verdict.Inconclusive none -> {
                node.putNull("headline");
                beside(node, none.delegation(), none.inPlace());
                others(node, none.others());
            }
        }
        ArrayNode rows = node.putArray("rows");
        Fields.records(workload).forEach(record -> rows.add(row(fields, record)));
        return node;
    }

    private static void beside(ObjectNode node, Optional<Verdict.Pair> delegation, Optional<Verdict.Pair> inPlace) {
        delegation.ifPresent(pair -> node.put("delegation", pair.text()).put("delegation_by", by(pair)));
        inPlace.ifPresent(pair -> node.put("in_place", pair.gap().text()).put("in_place_by", by(pair)));
    }

    private static String by(Verdict.Pair pair) {
        return pair.gap().measure().text();
    }

    private static ObjectNode latency(LatencyGap gap) {
        ObjectNode node = object().put("cell", gap.pair().message().cell().id())
                .put("against", gap.pair().shared().cell().id());
        node.put("rate_per_second", gap.targetPerSecond());
        node.put("worst_ns", gap.worstMessageNanos()).put("worst_ns_against", gap.worstSharedNanos());
        ArrayNode points = node.putArray("points");
        gap.points()
                .forEach(point -> ratio(points.addObject().put("percentile", point.name()), "ratio", point.ratio()));
        return node;
    }

    private static void others(ObjectNode node, List<Verdict.Pair> others) {
        ArrayNode also = node.putArray("also");
        others.forEach(pair -> also.addObject()
                .put("cell", pair.message().cell().id())
                .put("verdict", pair.text())
                .put("by", by(pair)));
    }

    /// The fields of the CSV under their names, `null` where that is empty.
    private static ObjectNode row(List<Field> fields, Field.Entry record) {
        ObjectNode node = object();
        for (Field field : fields) {
            Optional<?> value = field.value().apply(record);
            node.set(field.name(), value.map(JsonText::tree).orElse(JsonNodeFactory.instance.nullNode()));
        }
        return node;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
