// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import dev.duality.results.finding.PageCosts;
import dev.duality.results.finding.VisitCosts;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The costs of pages, of touches, and of processes that move, for programs.
final class JsonCosts {
    private JsonCosts() {}

    static ObjectNode of(PageCosts costs) {
        ObjectNode node = JsonReport.object();
        ArrayNode lines = node.putArray("lines");
        for (PageCosts.Line line : costs.lines()) {
            ObjectNode one = lines.addObject().put("substrate", line.cell().substrate());
            one.put("workers", line.cell().workers()).put("servers", line.cell().servers());
            one.put("waits", line.cell().waits()).put("maps", line.maps());
            nanos(one, "page_ns", line.page());
            nanos(one, "touch_ns", line.touch());
            one.put("farthest", line.fit().farthest());
            ArrayNode points = one.putArray("points");
            line.points()
                    .forEach(point -> points.addObject()
                            .put("touches", point.touches())
                            .put("ns_per_touch", point.nanosPerTouch()));
        }
        ArrayNode crossings = node.putArray("crossings");
        for (PageCosts.Crossing crossing : costs.crossings()) {
            ObjectNode one = crossings.addObject().put("maps", crossing.maps().substrate());
            one.put("reads", crossing.reads().substrate()).put("verdict", PagingSheets.words(costs, crossing));
            if (crossing.outcome() instanceof PageCosts.Outcome.Reached reached) {
                one.put("touches", reached.touches());
                reached.interval().ifPresent(range -> JsonReport.interval(one, "touches", range));
            }
        }
        return node;
    }

    private static void nanos(ObjectNode node, String name, PageCosts.Nanos figure) {
        node.put(name, figure.value());
        figure.interval().ifPresent(range -> JsonReport.interval(node, name, range));
    }

    static ObjectNode of(VisitCosts costs) {
        ObjectNode node = JsonReport.object().put("substrate", costs.cell().substrate());
        node.put("workers", costs.cell().workers()).put("servers", costs.cell().servers());
        node.put("waits", costs.cell().waits()).put("touching", costs.touching());
        if (costs.fit().fits()) {
            term(node, "visit_ns", costs.visit());
            term(node, "file_ns", costs.file());
            term(node, "byte_ns", costs.octet());
        } else {
            node.put("inconclusive", costs.fit().miss());
        }
        return node.put("r_squared", costs.fit().explained())
                .put("farthest", costs.fit().farthest());
    }

    private static void term(ObjectNode node, String name, VisitCosts.Term term) {
        node.put(name, term.nanos());
        term.interval().ifPresent(range -> JsonReport.interval(node, name, range));
    }
}
