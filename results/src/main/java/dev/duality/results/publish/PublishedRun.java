// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import dev.duality.results.Run;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.FloorFinding;
import dev.duality.results.finding.Regime;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.picture.Picture;
import dev.duality.results.report.Report;
import dev.duality.results.statistics.Digits;
import dev.duality.results.table.Format;
import dev.duality.results.table.HeadlineTable;
import dev.duality.results.table.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One run among those that are published.
///
/// @param explanations why a cell failed, by its id
record PublishedRun(RunFolder folder, Findings findings, Map<String, String> explanations) {
    static final String EXPLANATIONS = "explanations.json";

    /// Text that says who and where in each row: packed, it takes a twentieth, and databases read it as it is.
    static final String LONG = "long.csv.gz";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final int LARGEST_EXPLANATIONS_BYTES = 1 << 20;
    private static final String DAMAGED =
            "it is damaged; it must be a JSON object of cells' ids, each once, and sentences";

    /// The parts of a processor's name besides its name.
    private static final Pattern NOISE =
            Pattern.compile("(?i)\\((r|tm)\\)|\\b(cpu|processor|with radeon graphics)\\b|@");

    private static final int LONGEST_CPU = 200;
    private static final Pattern EDGES = Pattern.compile("^[-.]+|[-.]+$");
    private static final Pattern NO_LETTER = Pattern.compile("[^a-z0-9.]+");
    private static final Pattern JAVA = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,9}");

    /// @throws RunUnreadable if it is no run, or has no explanations that can be read
    static PublishedRun open(Path path) {
        RunFolder folder = RunFolder.open(path);
        return new PublishedRun(folder, Findings.of(folder), explanations(path.resolve(EXPLANATIONS)));
    }

    static Map<String, String> explanations(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Map.of();
        }
        try {
            byte[] bytes = RegularFile.bytes(file, LARGEST_EXPLANATIONS_BYTES, LinkOption.NOFOLLOW_LINKS);
            Map<String, String> explanations = JSON.readValue(bytes, new TypeReference<Map<String, String>>() {});
            if (explanations == null || explanations.containsValue(null)) {
                throw new RunUnreadable("cannot read " + file + ": " + DAMAGED);
            }
            return new TreeMap<>(explanations);
        } catch (IOException e) {
            throw new RunUnreadable("cannot read %s: %s".formatted(file, Reasons.of(e)), e);
        } catch (JacksonException e) {
            throw new RunUnreadable("cannot read " + file + ": " + DAMAGED, e);
        }
    }

    static byte[] json(Map<String, String> explanations) {
        return JSON.writeValueAsBytes(new TreeMap<>(explanations));
    }

    /// Such as `intel-xeon-2.50ghz-jdk25.0.3-2026-11-23`.
    static String nameOf(Run run) {
        String known = run.machine().cpu();
        String letters = NO_LETTER
                .matcher(NOISE.matcher(known.substring(0, Math.min(known.length(), LONGEST_CPU)))
                        .replaceAll(" ")
                        .toLowerCase(Locale.ROOT))
                .replaceAll("-");
        String cpu = EDGES.matcher(letters).replaceAll("");
        var java = JAVA.matcher(run.jvm().version());
        return (cpu.isEmpty() ? "unknown" : cpu.substring(0, Math.min(cpu.length(), 60)))
                + "-jdk"
                + (java.find() ? java.group() : "unknown")
                + "-"
                + LocalDate.ofInstant(run.started(), ZoneOffset.UTC);
    }

    String name() {
        return folder.path().getFileName().toString();
    }

    Run run() {
        return folder.run();
    }

    /// The files that are written from it, by the name in its folder; what is called `.gz` is packed then.
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        Report report = new Report(findings);
        files.put(LONG, report.render(Format.LONG, Format.COLUMNS));
        files.put(
                "README.md",
                "# " + Markdown.text(name()) + "\n\n" + description() + "\n"
                        + report.render(Format.MARKDOWN, Format.COLUMNS));
        return files;
    }

    /// Whether a file of its folder is one that a published run has: six at most.
    boolean owns(String name) {
        return name.equals(EXPLANATIONS)
                || RunFolder.isPublished(name)
                || files().containsKey(name)
                || picture().map(picture -> picture.name().equals(name)).orElse(false);
    }

    /// The one that answers the question, if there is an answer.
    Optional<Picture> picture() {
        return Picture.gaps(findings);
    }

    private String description() {
        StringBuilder description = new StringBuilder("All rows of one published run; ")
                .append(Markdown.code(
                        "./duality report results/published/" + name() + " --format html --out page.html"))
                .append(" makes a page of it.\n");
        explanations.forEach((cell, why) -> description
                .append("\n- ")
                .append(Markdown.code(cell))
                .append(" failed: ")
                .append(Markdown.text(why))
                .append('\n'));
        return description.toString();
    }

    /// The line per workload, and where it comes from.
    String digest() {
        return new HeadlineTable(findings).markdown(List.of()).strip() + "\n";
    }

    /// Such as `Measured on 2 cores of Intel Xeon ..., JDK 25.0.3, commit 0123456789, preset standard, 5 forks.`
    String provenance(String link) {
        Run run = run();
        List<String> words = new ArrayList<>();
        words.add(run.machine().usableCores() + " usable cores of "
                + run.machine().cpu() + " ("
                + run.machine().topology() + "), virtualisation "
                + run.machine().virtualisation());
        words.add("JDK " + run.jvm().version());
        words.add("commit " + run.commit().id());
        run.jars().forEach(jar -> words.add(jar.shortText()));
        words.add("preset " + run.preset());
        List<String> floors = floors();
        if (!floors.isEmpty()) {
            words.add("floor by itself " + String.join(" and ", floors));
        }
        return Markdown.link(name(), link) + ": " + Markdown.text(String.join(", ", words)) + ".";
    }

    /// Row 0, once for each regime that it was measured in, such as `43.4 ns (near)`.
    private List<String> floors() {
        Map<String, String> floors = new LinkedHashMap<>();
        for (FloorFinding floor : findings.rowsOfFloors()) {
            String nanos = Digits.three(floor.roundTripNanos().median()) + " ns";
            String regime =
                    Regime.nameOf(floor.regime()).map(name -> " (" + name + ")").orElse("");
            floors.putIfAbsent(regime, nanos + regime); // of several pairs of cores, the first
        }
        return List.copyOf(floors.values());
    }
}
