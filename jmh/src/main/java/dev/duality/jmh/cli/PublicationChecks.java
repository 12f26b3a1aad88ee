// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.jmh.OneLine;
import dev.duality.results.Cell;
import dev.duality.results.Paragraph;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.publish.PublicationCheck;
import dev.duality.results.publish.PublishedRuns;
import dev.duality.workloads.BadInput;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The checks of a run that `check` and `publish` show.
final class PublicationChecks {
    private PublicationChecks() {}

    /// @return whether the run may be published
    static boolean show(PublicationCheck fitness, PrintWriter out) {
        int width = fitness.items().stream()
                .mapToInt(item -> item.subject().length())
                .max()
                .orElse(0);
        int columns = Tables.lineColumns();
        for (PublicationCheck.Item item : fitness.items()) {
            String lead = (item.good() ? "ok  " : "NO  ")
                    + item.subject()
                    + " ".repeat(width - item.subject().length() + 2);
            Paragraph.lines(lead, OneLine.of(item.text()), lead.length(), columns)
                    .forEach(out::println);
        }
        out.flush();
        return fitness.fit();
    }

    /// The explanations that the run was published with, and those that are given besides.
    /// @param given such as `rpc/messaging:ring/w1=the cable fell out`
    static Map<String, String> explanations(Path run, List<String> given) {
        Map<String, String> all = new LinkedHashMap<>(PublishedRuns.explanationsOf(run));
        for (String one : given) {
            // Ids may hold an equals sign, so the run says which they are.
            String cell = RunFolder.open(run).run().plan().stream()
                    .map(Cell::id)
                    .filter(id -> one.startsWith(id + "="))
                    .max(Comparator.comparingInt(String::length))
                    .orElseThrow(() -> new BadInput(
                            "--explain is '%s', but must be a cell of the run and why it failed,".formatted(one)
                                    + " such as 'rpc/messaging:tcp/w1=this kernel has no loopback'"));
            String why = one.substring(cell.length() + 1).strip();
            if (why.isEmpty()) {
                throw new BadInput("--explain says nothing about %s; say why it failed".formatted(cell));
            }
            all.put(cell, why);
        }
        return all;
    }
}
