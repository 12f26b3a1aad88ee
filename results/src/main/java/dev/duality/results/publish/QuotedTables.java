// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.table.Format;
import dev.duality.results.table.Sheets;
import dev.duality.results.table.Table;
import dev.duality.results.table.TableReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables of published runs that pages of a project quote, `README.md`, `results/README.md` and those in `docs`.
/// Such a place stands between two lines, `<!-- duality table: RUN, TITLE: begin -->` and the same with `end`.
final class QuotedTables {
    private static final String QUOTE = "duality table";

    /// A line that begins or ends a part of whatever name.
    private static final Pattern MARK = Pattern.compile("(?md)^<!-- (.+): (begin|end) -->\r?$");

    private static final Pattern LIKE_A_QUOTE = Pattern.compile("(?md)^<!--\\h*" + QUOTE + ".*$");
    private static final Pattern NAME = Pattern.compile(QUOTE + ": (\\S+), (.+)");
    private static final String README = "README.md";
    private static final int MOST_BYTES = 64 << 20;

    private final Path project;
    private final List<PublishedRun> runs;

    private QuotedTables(Path project, List<PublishedRun> runs) {
        this.project = project;
        this.runs = runs;
    }

    /// @throws RunUnreadable if a page quotes what no published run has, or cannot be read
    static List<Generated> of(Path project, List<PublishedRun> runs) {
        return new QuotedTables(project, runs).parts();
    }

    private List<Generated> parts() {
        List<Generated> parts = new ArrayList<>();
        for (Path page : pages()) {
            for (String name : names(page)) {
                Matcher quoted = NAME.matcher(name);
                if (quoted.matches()) {
                    parts.add(new Generated.Part(
                            MarkedFile.read(page, name), quote(page, quoted.group(1), quoted.group(2))));
                }
            }
        }
        return parts;
    }

    /// The names of the parts of a page, which lie one behind the other.
    private static List<String> names(Path page) {
        String text = text(page);
        List<String> names = new ArrayList<>();
        Optional<String> open = Optional.empty();
        for (MatchResult mark : MARK.matcher(text).results().toList()) {
            String name = mark.group(1);
            boolean begins = mark.group(2).equals("begin");
            if (begins ? open.isPresent() : !open.equals(Optional.of(name))) {
                throw new RunUnreadable("%s has a line %s where %s; let each part end before the next begins"
                        .formatted(
                                page,
                                mark.group().strip(),
                                open.map(one -> "'" + one + "' has begun").orElse("nothing has begun")));
            }
            if (begins) {
                names.add(name);
            }
            open = begins ? Optional.of(name) : Optional.empty();
        }
        if (open.isPresent()) {
            throw new RunUnreadable("%s has a line <!-- %s: begin --> and none with its end; add <!-- %s: end -->"
                    .formatted(page, open.get(), open.get()));
        }
        for (MatchResult like : LIKE_A_QUOTE.matcher(text).results().toList()) {
            Matcher mark = MARK.matcher(like.group());
            if (!mark.matches() || !NAME.matcher(mark.group(1)).matches()) {
                throw new RunUnreadable(
                        "%s has a line %s, which is no mark of a table; write <!-- %s: RUN, TITLE: begin -->"
                                .formatted(page, like.group().strip(), QUOTE));
            }
        }
        return names;
    }

    private List<Path> pages() {
        List<Path> pages = new ArrayList<>(
                List.of(project.resolve(README), project.resolve("results").resolve(README)));
        Path docs = project.resolve("docs");
        if (Files.isDirectory(docs)) {
            try (Stream<Path> files = Files.list(docs)) {
                files.filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
                        .sorted()
                        .forEach(pages::add);
            } catch (IOException e) {
                throw new RunUnreadable("cannot read %s: %s".formatted(docs, Reasons.of(e)), e);
            }
        }
        return pages;
    }

    private static String text(Path page) {
        try {
            return RegularFile.text(page.toRealPath(), MOST_BYTES);
        } catch (IOException e) {
            throw new RunUnreadable("cannot read %s: %s".formatted(page, Reasons.of(e)), e);
        }
    }

    private String quote(Path page, String name, String title) {
        PublishedRun run = runs.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RunUnreadable("%s quotes a table of %s, which is not published; there %s"
                        .formatted(page, name, listed(runs.stream().map(PublishedRun::name)))));
        List<Table> tables = Sheets.of(run.findings());
        Table table = tables.stream()
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new RunUnreadable("%s quotes '%s', a table that %s does not have; there %s"
                        .formatted(page, title, name, listed(tables.stream().map(Table::title)))));
        Path folder = page.toAbsolutePath().normalize().getParent();
        Path below = folder.relativize(run.folder().path().toAbsolutePath().normalize());
        return "\n"
                + new TableReport(List.of(), List.of(table), table).render(Format.MARKDOWN, 0)
                + "\n"
                + run.provenance(below.toString().replace(File.separatorChar, '/'))
                + "\n\n";
    }

    private static String listed(Stream<String> names) {
        String all = names.map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return all.isEmpty() ? "is none" : "is " + all;
    }
}
