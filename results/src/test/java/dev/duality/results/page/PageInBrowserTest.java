// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.RichRun;
import dev.duality.results.chart.ChartSamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The page as a reader has it: from a file, in a browser. Skipped where there is no Chromium; `.ci/run` installs it.
///
/// `-Dduality.pictures=FOLDER` keeps what was seen.
class PageInBrowserTest extends PagesInBrowser {
    private static List<String> shown() {
        return browser.texts("return [...document.querySelectorAll('details.row')]"
                + ".filter(each => each.checkVisibility()).map(each => each.id)");
    }

    @Test
    void wordsAndChoicesFilterTheRows() {
        open("rich");
        int all = shown().size();
        WebElement words = browser.find("#words");

        words.sendKeys("RPC ring");
        List<String> rings = shown();
        words.clear();
        words.sendKeys("no such row");
        List<String> none = shown();
        boolean said = browser.find("#none").isDisplayed();
        words.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        browser.find("#side").sendKeys("messaging");
        List<String> messages = shown();
        browser.find("#grade").sendKeys("FAIL");

        assertAll(
                () -> assertEquals(14, all),
                () -> assertEquals(List.of("row:" + RichRun.RING.id(), "row:" + RichRun.RING_OF_TWO.id()), rings),
                () -> assertEquals(List.of(), none),
                () -> assertTrue(said),
                () -> assertEquals(7, messages.size()),
                () -> assertEquals(
                        List.of(
                                "row:" + RichRun.ABQ.id(),
                                "row:" + RichRun.COUNTER_RING.id(),
                                "row:" + RichRun.WRONG.id()),
                        shown()),
                () -> assertEquals("3 of 14 rows", browser.find("#found").getText()));
    }

    @Test
    void aRowOpensByTheKeyboardAndClosesAgain() {
        open("rich");
        WebElement row = browser.find("details.row[id='row:" + RichRun.RING.id() + "']");
        browser.script("arguments[0].querySelector('summary').focus()", row);

        browser.focused().sendKeys(Keys.ENTER);
        String inside = row.getText();
        browser.focused().sendKeys(Keys.ENTER);

        assertAll(
                () -> assertTrue(inside.contains("-Xms1g -Xmx1g"), inside),
                () -> assertTrue(inside.contains("duality run --workload rpc"), inside),
                () -> assertTrue(inside.contains("histograms/h"), inside),
                () -> assertTrue(inside.contains("against " + RichRun.LOCK.id()), inside),
                () -> assertNull(row.getAttribute("open")));
    }

    @Test
    void aMarkSaysWhatItIsUnderThePointerAtATouchAndByTheKeyboard() {
        open("rich");
        String gap = "a.mark[href='#row:" + RichRun.RING.id() + "']";
        List<String> said = new java.util.ArrayList<>();
        for (String event : List.of("pointermove", "pointerdown")) {
            browser.script("dispatchEvent(new Event('scroll'))");
            assertFalse(browser.find("#tip").isDisplayed());
            browser.script(
                    "document.querySelector(arguments[0]).dispatchEvent(new PointerEvent(arguments[1],"
                            + " {bubbles: true, clientX: 300, clientY: 300}))",
                    gap,
                    event);
            said.add(browser.find("#tip").getText());
        }
        browser.script("dispatchEvent(new Event('scroll')); document.querySelector(arguments[0]).focus()", gap);
        said.add(browser.find("#tip").getText());

        for (String text : said) {
            assertTrue(
                    text.startsWith("rpc messaging:ring 1+1\n2.88 [2.88, 2.88] x shm:lock 2+0, by throughput"), text);
        }
    }

    /// All lines at once, at any percentile that the curve has.
    @Test
    void aCurveSaysWhatItsLinesHaveAtAPercentile() {
        open("rich");
        browser.script(
                "const ears = [...document.querySelectorAll('.latency .desk .mark > rect')];"
                        + "ears[4].dispatchEvent(new PointerEvent('pointermove', {bubbles: true, clientX: 300, clientY: 300}))");
        String said = browser.find("#tip").getText();

        assertTrue(said.matches("(?s)p[0-9.]+\n.*messaging:ring 1\\+1 [0-9.]+ (ns|\u00b5s).*"), said);
        assertTrue(said.contains("shm:mailbox 1+1 "), said);
    }

    @Test
    void aGapIsALinkToItsRow() {
        open("rich");
        browser.script("document.querySelector(arguments[0]).focus()", "a.mark[href='#row:" + RichRun.RING.id() + "']");
        browser.focused().sendKeys(Keys.ENTER);
        browser.frame();

        assertEquals(
                "true",
                browser.find("details.row[id='row:" + RichRun.RING.id() + "']").getAttribute("open"));
    }

    @Test
    void allControlsAreReachedByTab() {
        open("rich");
        browser.find("#words").sendKeys("");
        StringBuilder reached = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            reached.append(browser.script("return document.activeElement.id || document.activeElement.tagName"))
                    .append(' ');
            browser.focused().sendKeys(Keys.TAB);
        }

        assertEquals("words workload side grade open-all close-all SUMMARY ", reached.toString());
    }

    @Test
    void whatCanBeUsedHasANameAndHeadingsAreInOrder() {
        for (String page : pages().toList()) {
            open(page);
            assertEquals(List.of(), browser.texts("""
                    const named = each => each.labels?.length || each.textContent.trim() || each.ariaLabel;
                    const nameless = [...document.querySelectorAll('input, select, button, summary, a, [role=img], [tabindex]')]
                        .filter(each => !named(each)).map(each => each.outerHTML.slice(0, 80));
                    const levels = [...document.querySelectorAll('h1, h2, h3')].map(each => Number(each.tagName[1]));
                    const skips = levels.filter((level, i) => i > 0 && level > levels[i - 1] + 1).map(level => `skips to ${level}`);
                    const ids = [...document.querySelectorAll('[id]')].map(each => each.id);
                    const twice = ids.filter((id, i) => ids.indexOf(id) < i);
                    return [...nameless, ...skips, ...twice, ...(levels[0] === 1 ? [] : ['no h1']),
                      ...(document.documentElement.lang ? [] : ['no language'])];"""), page);
        }
    }

    @Test
    void anAddressNamesARow() {
        browser.open(PAGES.get("rich"), "#row:" + RichRun.CACHE.id());
        WebElement row = browser.find("details.row[id='row:" + RichRun.CACHE.id() + "']");

        assertEquals("true", row.getAttribute("open"));
        assertEquals(
                List.of("row:" + RichRun.CACHE.id()),
                browser.texts("return [document.activeElement.parentElement.id]"));
        assertTrue((Boolean) browser.script(
                "const box = arguments[0].getBoundingClientRect();" + " return box.top >= -1 && box.top < innerHeight",
                row));
    }

    @Test
    void aLinkToARowThatIsFilteredOutShowsItAgain() {
        open("rich");
        browser.find("#words").sendKeys("messaging:ring");
        WebElement ring = browser.find("details.row[id='row:" + RichRun.RING.id() + "']");
        browser.script("arguments[0].open = true", ring);

        ring.findElement(org.openqa.selenium.By.linkText(RichRun.LOCK.id())).click();
        browser.frame();

        assertTrue(shown().contains("row:" + RichRun.LOCK.id()));
        assertEquals(
                "true",
                browser.find("details.row[id='row:" + RichRun.LOCK.id() + "']").getAttribute("open"));
    }

    @Test
    void whatARunSaysIsTextWhateverItLooksLike() {
        open("hostile");
        browser.script("document.querySelectorAll('details').forEach(each => { each.open = true; })");
        browser.frame();

        assertEquals(List.of(), browser.complaints());
        assertNull(browser.script("return window.hacked"));
        assertEquals(0, browser.all("img").size());
        assertEquals(
                List.of(),
                browser.texts("return [...document.querySelectorAll('a')].map(each => each.getAttribute('href'))"
                        + ".filter(each => !each.startsWith('#'))"));
        assertTrue(browser.find("h1").getText().contains(ChartSamples.SCRIPT));
    }

    @Test
    void withoutScriptsEverythingButTheFilterIsThere() throws IOException {
        String page = Files.readString(PAGES.get("rich")).replace("'sha256-", "'sha256-x");
        Path still = Files.writeString(folder.resolve("still.html"), page);
        browser.open(still);

        assertEquals(14, browser.all("details.row").size());
        assertFalse(browser.find("#filter").isDisplayed());
        assertTrue(browser.all(".plot svg text").size() > 10, "charts, too");
        browser.find("details.row summary").click();
        assertTrue(browser.find("details.row .inside").isDisplayed());
    }
}
