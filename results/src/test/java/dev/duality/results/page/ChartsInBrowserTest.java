// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.chart.ChartSamples;
import dev.duality.results.page.Browser.View;
import dev.duality.results.picture.Picture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.WebElement;

/// The look of the charts of a page, in a browser, with the errors that a reader would see.
class ChartsInBrowserTest extends PagesInBrowser {
    @ParameterizedTest
    @MethodSource("pages")
    void aPageLoadsFromAFileWithoutAnErrorAndAsksForNothing(String page) {
        open(page);

        assertEquals(List.of(), browser.complaints());
        assertEquals(0, browser.requests());
        assertTrue(browser.find("#found").getText().matches("(\\d+) of \\1 rows"));
    }

    /// The control: whoever fetches or fails is heard.
    @Test
    void aPageThatFailsIsHeard() {
        open("rich");
        browser.script("setTimeout(() => { throw new Error('planted'); })");
        browser.script("new Image().src = 'http://127.0.0.1:9/planted.png'");
        browser.frame();
        String heard = browser.complaints().toString();

        assertTrue(heard.contains("Error: planted"), heard);
        assertTrue(heard.contains("Content Security Policy"), heard);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void noChartIsBlankAndNoneHasLabelsOnTopOfEachOther(String page) throws IOException {
        open(page);
        boolean all = page.equals("rich") || page.equals("curves"); // the others are like them
        for (View view : all
                ? View.ALL
                : List.of(View.DESK_DARK, View.PHONE)) { // without loading it again: what is drawn follows the window
            browser.view(view);
            BufferedImage picture = browser.picture();
            keep(page + "-" + view, picture);
            String where = page + " at " + view;

            assertEquals(List.of(), browser.texts(ON_TOP), where);
            assertEquals(List.of(), browser.texts(OUTSIDE), where);
            assertEquals(List.of(), browser.texts(CUT), where);
            assertEquals(
                    0L, browser.script("return Math.max(0, document.documentElement.scrollWidth - innerWidth)"), where);
            for (Map.Entry<String, BufferedImage> plot : plots(picture).entrySet()) {
                Pixels pixels = new Pixels(plot.getValue());
                String chart = where + ", " + plot.getKey();
                assertTrue(pixels.drawn() > 0.004, () -> chart + " is blank: " + pixels);
                assertTrue(pixels.coloured() > 40, () -> chart + " has no colour: " + pixels);
                assertEquals(view.dark(), pixels.isDark(), chart);
            }
        }
    }

    /// Pictures have a title and a width of their own.
    @ParameterizedTest
    @MethodSource("pages")
    void noPictureIsBlankAndNoneHasLabelsOnTopOfEachOther(String sample) throws IOException {
        for (Picture picture : Picture.of(ChartSamples.all().get(sample))) {
            browser.open(Files.writeString(folder.resolve("picture.svg"), picture.svg()));
            BufferedImage seen = browser.picture();
            String where = sample + ", " + picture.name();
            keep(sample + "-" + picture.name(), seen);

            assertEquals(List.of(), browser.complaints(), where);
            assertEquals(List.of(), browser.texts(ON_TOP.replace(".plot svg", "svg")), where);
            assertEquals(List.of(), browser.texts(OUTSIDE.replace("'.plot'", "'svg'")), where);
            assertTrue(new Pixels(seen).drawn() > 0.004, () -> where + " is blank");
        }
    }

    /// The charts in a picture of the whole page, by what they are called.
    private static Map<String, BufferedImage> plots(BufferedImage picture) {
        Map<String, BufferedImage> plots = new HashMap<>();
        for (WebElement plot : browser.all(".plot")) {
            List<?> box = (List<?>) browser.script(
                    "const box = arguments[0].getBoundingClientRect();"
                            + " return [box.left, box.top + scrollY, box.width, box.height].map(Math.round)",
                    plot);
            int[] pixels =
                    box.stream().mapToInt(each -> ((Number) each).intValue()).toArray();
            plots.put(plot.getAttribute("aria-label"), picture.getSubimage(pixels[0], pixels[1], pixels[2], pixels[3]));
        }
        assertFalse(plots.isEmpty());
        return plots;
    }

    /// Texts of one chart whose boxes share more than the edges of their letters.
    static final String ON_TOP = """
            return [...document.querySelectorAll('.plot svg')].flatMap(svg => {
              const boxes = [...svg.querySelectorAll('text')].filter(each => each.textContent.trim() && each.checkVisibility())
                  .map(each => [each.textContent, each.getBoundingClientRect()]);
              return boxes.flatMap(([a, one], i) => boxes.slice(i + 1).filter(([, other]) =>
                  Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2
                      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4)
                  .map(([b]) => `${a} on ${b}`));
            })""";

    /// Texts that leave their chart, and charts that share their place.
    static final String OUTSIDE = """
            const plots = [...document.querySelectorAll('.plot')].map(each => [each, each.getBoundingClientRect()]);
            return plots.flatMap(([plot, box], i) => [
              ...[...plot.querySelectorAll('text')].filter(each => each.checkVisibility()).map(each => [each.textContent, each.getBoundingClientRect()])
                  .filter(([, text]) => text.left < box.left - 1 || text.right > box.right + 1
                      || text.top < box.top - 1 || text.bottom > box.bottom + 1).map(([text]) => `${text} leaves`),
              ...plots.slice(i + 1).filter(([, other]) => box.left < other.right && other.left < box.right
                  && box.top < other.bottom && other.top < box.bottom).map(() => 'two charts in one place'),
            ])""";

    /// Figures of rows that are wider than their column.
    private static final String CUT = """
            return [...document.querySelectorAll('.figure')].filter(each => each.checkVisibility()
                && each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline')
                .map(each => each.textContent)""";

    /// The share of a picture that is drawn upon, and by what.
    private record Pixels(double drawn, long coloured, boolean isDark) {
        Pixels(BufferedImage image) {
            this(share(image), count(image), luminance(image.getRGB(1, image.getHeight() - 1)) < 0x50);
        }

        private static double share(BufferedImage image) {
            int paper = image.getRGB(1, image.getHeight() - 1);
            long other = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    other += Math.abs(luminance(image.getRGB(x, y)) - luminance(paper)) > 0x28 ? 1 : 0;
                }
            }
            return (double) other / image.getWidth() / image.getHeight();
        }

        private static long count(BufferedImage image) {
            long coloured = 0;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    int rgb = image.getRGB(x, y);
                    int most = Math.max(rgb >> 16 & 0xff, Math.max(rgb >> 8 & 0xff, rgb & 0xff));
                    int least = Math.min(rgb >> 16 & 0xff, Math.min(rgb >> 8 & 0xff, rgb & 0xff));
                    coloured += most - least > 0x30 ? 1 : 0;
                }
            }
            return coloured;
        }

        private static int luminance(int rgb) {
            return ((rgb >> 16 & 0xff) * 54 + (rgb >> 8 & 0xff) * 183 + (rgb & 0xff) * 19) >> 8;
        }
    }

    static void keep(String name, BufferedImage picture) throws IOException {
        String pictures = System.getProperty("duality.pictures", "");
        if (!pictures.isEmpty()) {
            ImageIO.write(
                    picture,
                    "png",
                    Files.createDirectories(Path.of(pictures))
                            .resolve(name + ".png")
                            .toFile());
        }
    }

    @Test
    void onPaperThePageIsLightAndItsChartsFit() throws IOException {
        browser.view(View.DESK_DARK);
        open("rich");
        browser.media("print", true);
        keep("rich-print", browser.picture());

        assertEquals("rgb(255, 255, 255)", browser.script("return getComputedStyle(document.body).backgroundColor"));
        assertFalse(browser.find("#filter").isDisplayed());
        assertEquals(
                List.of(),
                browser.texts(
                        "return [...document.querySelectorAll('.plot svg')].filter(each => each.checkVisibility())"
                                + ".filter(each => { const {width, right} = each.getBoundingClientRect();"
                                + " return width < 500 || right > 794; }).map(each => each.outerHTML.slice(0, 99))"));
        plots(browser.picture()).forEach((chart, plot) -> assertFalse(new Pixels(plot).isDark(), chart));
        browser.media("", true);
        byte[] pdf = browser.pdf();
        if (!System.getProperty("duality.pictures", "").isEmpty()) {
            Files.write(Path.of(System.getProperty("duality.pictures"), "rich.pdf"), pdf);
        }
        assertTrue(pdf.length > 20_000, () -> pdf.length + " bytes");
    }
}
