// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.export;

import dev.duality.results.Outcome.Measured;
import dev.duality.results.Run;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.Regime;
import dev.duality.results.finding.Row;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnwritable;
import dev.duality.results.picture.Picture;
import dev.duality.results.table.LongReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/// A run as files for other tools, by name. The same run gives the same files, byte for byte. They have the figures
/// that its report has, a file of latencies for each open loop of a row; [#LONG] alone has loads that were set aside,
/// too, and marks them.
///
/// @param files contents by name, in the order they are written
public record Export(Map<String, String> files) {
    /// A row per cell, fork and statistic.
    public static final String LONG = "long.csv";

    /// The closed loops as JMH's own JSON has them.
    public static final String JMH = "jmh.json";

    private static final String CANNOT = "cannot export to";
    private static final int TICKS_PER_HALF_DISTANCE = 5; // what HdrHistogram's own tools take

    /// @throws dev.duality.results.folder.RunUnreadable if a histogram of the run is missing or damaged
    public static Export of(RunFolder folder) {
        Run run = folder.run();
        Findings findings = Findings.of(folder);
        Map<String, String> files = new LinkedHashMap<>();
        files.put(LONG, LongReport.of(run));
        files.put(JMH, JmhJson.of(findings, folder));
        findings.workloads().stream()
                .flatMap(workload -> workload.rows().stream())
                .forEach(row -> row.open()
                        .forEach(open -> files.put(
                                name(row, open), distribution(histograms(folder, findings.forks(row), open)))));
        Picture.of(findings).forEach(picture -> files.put(picture.name(), picture.svg()));
        return new Export(files);
    }

    /// Such as `rpc-messaging_ring-w1.100000-per-second~near.ns.hgrm`; without `~near` where the run met one regime.
    private static String name(Row row, Row.Open open) {
        return RunFolder.nameOf(row.cell(), open.targetPerSecond())
                + Regime.nameOf(row.regime())
                        .map(regime -> "~" + regime.replace(' ', '-'))
                        .orElse("")
                + ".ns.hgrm";
    }

    /// Those that the row's figures at this rate were computed from.
    private static List<Histogram> histograms(RunFolder folder, SortedMap<Integer, Measured> forks, Row.Open open) {
        return forks.values().stream()
                .flatMap(fork -> fork.open().stream())
                .filter(loop -> loop.targetPerSecond() == open.targetPerSecond())
                .map(folder::histogram)
                .toList();
    }

    /// All forks in one table of percentiles, in nanoseconds.
    static String distribution(List<Histogram> forks) {
        Histogram all = new Histogram(3);
        forks.forEach(all::add);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            all.outputPercentileDistribution(out, TICKS_PER_HALF_DISTANCE, 1.0);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// Looks whether [#write] may write there, before anything is computed.
    /// @throws RunUnwritable if it is a file, or a folder that holds something
    public static void requireFree(Path folder) {
        RunFolder.requireFree(folder, CANNOT, "an export");
    }

    /// @param folder one that does not exist yet, or is empty
    /// @throws RunUnwritable if it holds something, or cannot be made or written
    public void write(Path folder) {
        requireFree(folder);
        try {
            Files.createDirectories(folder);
            writeInto(folder);
        } catch (IOException e) {
            throw RunUnwritable.because(CANNOT, folder, e);
        }
    }

    /// All files, or none: where one has no room, what was written is removed.
    private void writeInto(Path folder) throws IOException {
        List<Path> written = new ArrayList<>();
        try {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createFile(path);
                written.add(path);
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            for (Path path : written) {
                Files.deleteIfExists(path);
            }
            throw e;
        }
    }
}
