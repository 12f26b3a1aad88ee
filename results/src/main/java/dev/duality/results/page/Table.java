// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import java.util.List;

/// A table of the page, and the sentences below it.
///
/// @param title what it shows
/// @param head one title per column
/// @param rows as many texts as columns; or one, which heads the rows below it
public record Table(String title, List<String> head, List<List<String>> rows, List<String> below) {
    public Table {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
        below = List.copyOf(below);
    }

    void write(Html html) {
        if (!rows.isEmpty()) {
            html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", title);
            html.open("table").element("caption", title);
            html.open("thead").open("tr");
            head.forEach(text -> html.element("th", text, "scope", "col"));
            html.close().close().open("tbody");
            rows.stream().takeWhile(_ -> !html.full()).forEach(row -> write(html, row));
            html.close().close().close();
        }
        html.list(below);
    }

    private void write(Html html, List<String> row) {
        html.open("tr");
        if (row.size() == 1) {
            html.element("th", row.getFirst(), "scope", "rowgroup", "colspan", String.valueOf(head.size()));
        } else {
            html.element("th", row.getFirst(), "scope", "row");
            row.stream().skip(1).forEach(text -> html.element("td", text));
        }
        html.close();
    }
}
