// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.duality.results.page.Browser.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of several runs as a reader has them; see [PageInBrowserTest].
class LeafPageInBrowserTest {
    @TempDir
    static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Optional<String> missing = Browser.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
        browser = Browser.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void open(String name, String page) throws IOException {
        browser.open(Files.writeString(folder.resolve(name + ".html"), page));
    }

    @Test
    void theyLoadWithoutAnErrorAndNoLabelStandsOnAnother() throws IOException {
        Map<String, String> pages = Map.of("comparison", PageSamples.comparison(), "index", PageSamples.index());
        for (String name : pages.keySet()) {
            browser.view(View.DESK);
            browser.complaints();
            open(name, pages.get(name));
            for (View view : View.ALL) {
                browser.view(view);
                ChartsInBrowserTest.keep(name + "-" + view, browser.picture());
                String where = name + " at " + view;

                assertEquals(List.of(), browser.complaints(), where);
                assertEquals(0, browser.requests(), where);
                assertEquals(List.of(), browser.texts(ChartsInBrowserTest.ON_TOP), where);
                assertEquals(List.of(), browser.texts(ChartsInBrowserTest.OUTSIDE), where);
                assertEquals(
                        0L,
                        browser.script("return Math.max(0, document.documentElement.scrollWidth - innerWidth)"),
                        where);
                assertTrue((Boolean) browser.script("return document.querySelector('.plot svg text') !== null"), where);
            }
        }
    }

    /// Of the page of one run: the density is there when the row is opened, and not before.
    @Test
    void anOpenRowShowsHowItsTimesAreSpread() throws IOException {
        open("floors", PageSamples.all().get("floors"));
        assertFalse(browser.find(".density svg").isDisplayed());
        browser.script("document.querySelector('details.row').open = true");
        for (View view : List.of(View.DESK_DARK, View.PHONE)) {
            browser.view(view);
            ChartsInBrowserTest.keep("density-" + view, browser.picture());
            String where = "at " + view;

            assertTrue(browser.find(".density svg").isDisplayed(), where);
            assertEquals(6, browser.all(".density circle").size(), where);
            assertEquals(
                    List.of(), browser.texts(ChartsInBrowserTest.ON_TOP.replace(".plot svg", ".density svg")), where);
            assertEquals(List.of(), browser.texts(ChartsInBrowserTest.OUTSIDE.replace("'.plot'", "'.density'")), where);
        }
    }

    @Test
    void aMarkSaysWhatItIsUnderThePointer() throws IOException {
        browser.view(View.DESK);
        open("comparison", PageSamples.comparison());
        browser.script("document.querySelector('.desk .mark').dispatchEvent(new PointerEvent('pointermove',"
                + " {bubbles: true, clientX: 300, clientY: 300}))");

        assertTrue(
                browser.find("#tip")
                        .getText()
                        .startsWith("rpc/shm:lock/w2\n1.30 [1.26, 1.34] x, by throughput\nslower"),
                () -> browser.find("#tip").getText());
    }
}
