// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.finding.Findings;
import dev.duality.results.folder.RunFolder;
import dev.duality.results.picture.Picture;
import dev.duality.results.report.Report;
import dev.duality.results.table.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that uses this module keeps its locale: files and reports are the same bytes all the same.
@ResourceLock(Resources.LOCALE)
class OtherDigitsTest {
    private static final int RUNS = 30;

    @TempDir
    Path folder;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    private static Findings rich() {
        RichRun rich = RichRun.make();
        return Findings.of(rich.complete(), rich::histogram);
    }

    private static Map<String, String> rendered() {
        Map<String, String> rendered = new TreeMap<>();
        for (long seed = 1; seed <= RUNS; seed++) {
            AnyRun any = AnyRun.of(seed);
            Findings findings = Findings.of(any.run(), any::histogram);
            for (Format format : Format.values()) {
                rendered.put(seed + " " + format, new Report(findings).render(format, 160));
            }
        }
        Findings rich = rich();
        for (Format format : Format.values()) {
            rendered.put("rich " + format, new Report(rich).render(format, 160));
        }
        return rendered;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "de-CH", "tr-TR"})
    void reportsAreTheSameUnderEveryLocale(String tag) {
        Locale.setDefault(Locale.ROOT);
        Map<String, String> root = rendered();

        Locale.setDefault(Locale.forLanguageTag(tag));

        rendered().forEach((name, text) -> assertEquals(root.get(name), text, name));
    }

    @Test
    void picturesAreTheSameUnderEveryLocale() {
        Locale.setDefault(Locale.ROOT);
        List<String> root = Picture.of(rich()).stream().map(Picture::svg).toList();

        Locale.setDefault(Locale.forLanguageTag("ar-EG"));

        assertEquals(root, Picture.of(rich()).stream().map(Picture::svg).toList());
    }

    @Test
    void namesOfFilesAreTheSameUnderEveryLocale() throws IOException {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        Cell ring = Samples.cell("rpc", "messaging:ring", 1, 1);
        RunFolder run = RunFolder.create(folder.resolve("run"), Samples.run(2, List.of(ring)));
        Histogram nanos = new Histogram(3);
        nanos.recordValue(1_000);
        Path source = Files.writeString(folder.resolve("source"), "text");

        run.addHistogram(ring, 12, 34_567, nanos);
        run.addFile(ring, 12, "log.txt", source);
        run.addProfile(ring, 12, "jfr", source);

        try (Stream<Path> files = Files.walk(run.path())) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertTrue(names.contains("rpc-messaging_ring-w1.fork12.34567-per-second.ns.hlog"), names::toString);
            assertTrue(names.stream().allMatch(name -> name.codePoints().allMatch(c -> c < 128)), names::toString);
        }
    }
}
