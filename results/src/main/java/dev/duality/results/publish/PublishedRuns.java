// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.PlainText;
import dev.duality.results.Run;
import dev.duality.results.folder.Places;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.folder.RunUnwritable;
import dev.duality.results.page.IndexPage;
import dev.duality.results.table.Markdown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The runs that a project publishes, and what is written from them.
public final class PublishedRuns {
    /// The name of the markers in both files.
    public static final String MARKER = "duality publish";

    private static final String NOTHING = "Nothing is published yet.\n";
    private static final String INDEX = "index.html";
    private static final String PART = ".part";
    private static final String PACKED = ".gz";

    private final Path project;
    private final Path published;

    /// @param project the folder with `README.md` and `results/README.md`
    /// @throws RunUnreadable if one of the two is not there, or has no markers
    public PublishedRuns(Path project) {
        this.project = project;
        published = project.resolve("results").resolve("published");
        readmes();
    }

    /// The one that tells of all runs, and that of the project.
    private List<MarkedFile> readmes() {
        return List.of(
                MarkedFile.read(project.resolve("results").resolve("README.md"), MARKER),
                MarkedFile.read(project.resolve("README.md"), MARKER));
    }

    /// The reasons why cells of a run failed, by their ids, as it was published with; empty for one that nobody
    /// explained.
    /// @param run its folder
    /// @throws RunUnreadable if that cannot be read
    public static Map<String, String> explanationsOf(Path run) {
        return PublishedRun.explanations(run.resolve(PublishedRun.EXPLANATIONS));
    }

    /// Copies a run to its place among the published, in one step; the tables are not written again. What its records
    /// do not name stays where it is. Files of forks are in one archive, and name no folders of the machine there.
    /// @param explanations why a cell failed, by its id
    /// @return its folder
    /// @throws RunUnwritable if it is there already, or a table that would tell of it is read-only, or the disk does
    ///     not take it
    public Path add(RunFolder run, Map<String, String> explanations) {
        readmes().forEach(MarkedFile::requireWritable);
        QuotedTables.of(project, all()).forEach(Generated::requireWritable);
        Run forOthers = run.run().withCommand(Places.keptBelow(run.run().command()));
        for (PublishedRun other : all()) {
            if (other.run().equals(forOthers)) {
                throw new RunUnwritable(run.path() + " is published already, as "
                        + other.folder().path());
            }
        }
        String name = PublishedRun.nameOf(run.run());
        Path place = published.resolve(name);
        for (int number = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); number++) {
            place = published.resolve(name + "-" + number);
        }
        Path part = published.resolve("." + place.getFileName() + PART);
        try {
            Files.createDirectories(published);
            remove(part);
            Files.createDirectory(part);
            run.copyTo(part, forOthers, Places::withoutFolders);
            if (!explanations.isEmpty()) {
                Files.write(part.resolve(PublishedRun.EXPLANATIONS), PublishedRun.json(explanations));
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            removeQuietly(part);
            throw new RunUnwritable("cannot write %s: %s; nothing is published".formatted(place, Reasons.of(e)), e);
        }
        return place;
    }

    /// Writes all tables again, where they are not as they should be.
    /// @return what was written
    /// @throws RunUnwritable if one of them is read-only, and none is written then; or the disk does not take it
    public List<Path> write() {
        List<Generated> stale =
                generated().stream().filter(file -> !file.isThere()).toList();
        stale.forEach(Generated::requireWritable);
        stale.forEach(Generated::write);
        return stale.stream().map(Generated::path).toList();
    }

    /// @return what is not as its run gives it, a line each; empty if all is
    public List<String> check() {
        List<String> faults = new ArrayList<>();
        for (Generated file : generated()) {
            if (!file.isThere()) {
                faults.add(file.path() + ": " + file.difference());
            }
        }
        for (PublishedRun run : all()) {
            faults.addAll(placesIn(run.folder()));
            faults.addAll(strangersIn(run));
            PublicationCheck.of(run.folder().path(), run.explanations()).items().stream()
                    .filter(item -> !item.good())
                    .forEach(item -> faults.add(run.folder().path() + ": " + item.subject() + ": " + item.text()));
        }
        return faults;
    }

    /// Files of forks that name what only one machine has, a line each.
    private static List<String> placesIn(RunFolder run) {
        List<String> faults = new ArrayList<>();
        for (CellRecord record : run.run().records()) {
            for (String name : record.files()) {
                Set<String> places = Places.in(new String(run.content(name), StandardCharsets.UTF_8));
                if (!places.isEmpty()) {
                    faults.add("%s: %s names %s, which others do not have"
                            .formatted(run.path(), RunFolder.placeOf(name), String.join(", ", places)));
                }
            }
        }
        return faults;
    }

    /// Files that no published run has: somebody put them there.
    private static List<String> strangersIn(PublishedRun run) {
        Path folder = run.folder().path();
        try (Stream<Path> files = Files.walk(folder)) {
            return Stream.concat(
                            files.skip(1) // the folder itself
                                    .map(file -> PlainText.line(
                                            folder.relativize(file).toString()))
                                    .filter(name -> !run.owns(name))
                                    .sorted(),
                            run.folder().unnamed().stream().map("%s in its archive"::formatted))
                    .map(name -> "%s: %s is no file of a published run; remove it".formatted(folder, name))
                    .toList();
        } catch (IOException e) {
            throw new RunUnreadable("cannot read %s: %s".formatted(run.folder().path(), Reasons.of(e)), e);
        }
    }

    /// The number of runs.
    public int size() {
        return all().size();
    }

    /// Newest first; of one moment by their names.
    private List<PublishedRun> all() {
        if (!Files.exists(published, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (!Files.isDirectory(published)) { // the tables of what it held would be gone
            throw new RunUnreadable(
                    "cannot read %s: it is no folder; remove it, or restore what it was".formatted(published));
        }
        List<Path> folders;
        try (Stream<Path> entries = Files.list(published)) {
            folders = entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RunUnreadable("cannot read %s: %s".formatted(published, Reasons.of(e)), e);
        }
        requireRuns(folders);
        return folders.stream()
                .map(PublishedRun::open)
                .sorted(Comparator.comparing((PublishedRun run) -> run.run().started())
                        .reversed()
                        .thenComparing(PublishedRun::name))
                .toList();
    }

    /// A folder that is no run is not left out: it may be one that has lost its file, and its tables would be gone.
    private void requireRuns(List<Path> folders) {
        List<String> others = folders.stream()
                .filter(folder -> !RunFolder.isOne(folder))
                .map(folder -> PlainText.line(folder.toString()))
                .toList();
        if (!others.isEmpty()) {
            boolean isOne = others.size() == 1;
            throw new RunUnreadable(
                    "%s %s, for %s no file run.json; move %s out of %s, or restore the file%s; nothing was written"
                            .formatted(
                                    String.join(" and ", others),
                                    isOne ? "is no published run" : "are no published runs",
                                    isOne ? "it holds" : "they hold",
                                    isOne ? "it" : "them",
                                    published,
                                    isOne ? "" : "s"));
        }
    }

    private List<Generated> generated() {
        List<PublishedRun> runs = all();
        List<Generated> files = new ArrayList<>();
        for (PublishedRun run : runs) {
            run.files()
                    .forEach((name, text) -> files.add(
                            name.endsWith(PACKED)
                                    ? new Generated.Packed(run.folder().path().resolve(name), text)
                                    : new Generated.Whole(run.folder().path().resolve(name), text)));
            run.picture()
                    .ifPresent(picture ->
                            files.add(new Generated.Whole(run.folder().path().resolve(picture.name()), picture.svg())));
        }
        if (!runs.isEmpty()) {
            files.add(new Generated.Whole(
                    project.resolve("results").resolve(INDEX),
                    IndexPage.of(runs.stream()
                            .map(run -> new IndexPage.Entry(run.name(), "published/" + run.name(), run.findings()))
                            .toList())));
        }
        List<MarkedFile> readmes = readmes();
        files.add(new Generated.Part(readmes.getFirst(), runs.isEmpty() ? NOTHING : sections(runs)));
        files.add(new Generated.Part(
                readmes.getLast(),
                headline(runs).map(PublishedRuns::headlineText).orElse(NOTHING)));
        files.addAll(QuotedTables.of(project, runs));
        return files;
    }

    private static String sections(List<PublishedRun> runs) {
        StringBuilder text = new StringBuilder();
        for (PublishedRun run : runs) {
            text.append("\n### ")
                    .append(Markdown.text(run.name()))
                    .append("\n\n")
                    .append(run.provenance("published/" + run.name()))
                    .append("\n\n")
                    .append(run.digest())
                    .append(shown(run, "published/"));
        }
        return text.append('\n').toString();
    }

    /// The newest of those that compare the most workloads on the machines with most cores, for they can say most. So
    /// a run that asks one question does not take the place of one that asks all.
    private static Optional<PublishedRun> headline(List<PublishedRun> runs) {
        return runs.stream()
                .max(Comparator.comparingInt(
                                (PublishedRun run) -> run.run().machine().usableCores())
                        .thenComparingLong(run -> run.run().plan().stream()
                                .map(Cell::workload)
                                .distinct()
                                .count())
                        .thenComparing(run -> run.run().started()));
    }

    private static String headlineText(PublishedRun run) {
        return "\n" + run.digest() + shown(run, "results/published/") + "\n"
                + run.provenance("results/published/" + run.name()) + "\n\n";
    }

    private static String shown(PublishedRun run, String published) {
        return run.picture()
                .map(picture ->
                        "\n" + Markdown.picture(picture.title(), published + run.name() + "/" + picture.name()) + "\n")
                .orElse("");
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void removeQuietly(Path folder) {
        try {
            remove(folder);
        } catch (IOException _) {
            // the next time it is removed first
        }
    }
}
