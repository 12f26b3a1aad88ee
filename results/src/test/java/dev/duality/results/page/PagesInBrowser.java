// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.results.chart.ChartSamples;
import dev.duality.results.page.Browser.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A browser with the sample pages.
abstract class PagesInBrowser {
    static final Map<String, Path> PAGES = new HashMap<>();

    @TempDir
    static Path folder;

    static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Optional<String> missing = Browser.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
        Map<String, String> pages = new HashMap<>(PageSamples.all());
        pages.put("hostile", PageSamples.hostile());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            PAGES.put(page.getKey(), Files.writeString(folder.resolve(page.getKey() + ".html"), page.getValue()));
        }
        browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void atTheDesk() {
        browser.view(View.DESK);
        browser.complaints();
    }

    static void open(String page) {
        browser.open(PAGES.get(page));
    }

    static Stream<String> pages() {
        return ChartSamples.all().keySet().stream();
    }
}
