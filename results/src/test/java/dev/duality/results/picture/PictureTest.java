// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.chart.ChartSamples;
import dev.duality.results.finding.CrossoverTest;
import dev.duality.results.finding.Findings;
import dev.duality.results.finding.WaterfallTest;
import dev.duality.results.page.Page;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureTest {
    @BeforeAll
    static void fonts() {
        Fonts.need();
    }

    @ParameterizedTest
    @CsvSource({
        "rich, gaps.svg latency.svg speedup.svg",
        "curves, gaps.svg latency-1.svg latency-2.svg latency-3.svg rates.svg speedup.svg laws-1.svg laws-2.svg"
                + " laws-3.svg laws-4.svg",
        "laws, laws-1.svg laws-2.svg",
        "waits, waits.svg",
        "waterfall, waits.svg waterfall.svg",
        "crossover, crossover.svg"
    })
    void whatAPageDrawsIsAPicture(String sample, String names) {
        List<String> drawn = Picture.of(ChartSamples.all().get(sample)).stream()
                .map(Picture::name)
                .toList();

        assertTrue(drawn.containsAll(List.of(names.split(" "))), drawn::toString);
    }

    @Test
    void aPictureSaysInWordsWhatItShowsAndWhereItWasMeasured() throws Exception {
        Picture gaps = Picture.gaps(ChartSamples.rich()).orElseThrow();
        Document svg = parse(gaps.svg());

        Element first = (Element) svg.getDocumentElement().getFirstChild();
        assertEquals("title", first.getTagName());
        assertTrue(first.getTextContent().startsWith("Time per operation of messages over that of shared memory. "));
        assertEquals("img", svg.getDocumentElement().getAttribute("role"));
        String texts = texts(svg).toString();
        assertTrue(texts.contains("rpc messaging:ring 1+1"), texts);
        assertTrue(texts.contains("Time per operation of messages over that of shared memory"), texts);
        assertTrue(texts.contains("usable cores, JDK"), texts);
    }

    @Test
    void aLargerRatioStandsFurtherRight() throws Exception {
        Document svg = parse(Picture.gaps(ChartSamples.curves()).orElseThrow().svg());

        Map<Double, Double> places = new HashMap<>();
        for (Element text : elements(svg, "text")) {
            var ratio = Pattern.compile("([0-9.]+) \\[[0-9., ]+] [A-D]").matcher(text.getTextContent());
            if (ratio.matches()) {
                places.put(Double.parseDouble(ratio.group(1)), Double.parseDouble(text.getAttribute("x")));
            }
        }
        List<Double> ratios = places.keySet().stream().sorted().toList();
        assertTrue(ratios.size() > 3, places::toString);
        for (int i = 1; i < ratios.size(); i++) {
            if (ratios.get(i) > 1.2 * ratios.get(i - 1)) {
                assertTrue(places.get(ratios.get(i)) > places.get(ratios.get(i - 1)), places::toString);
            }
        }
    }

    @Test
    void aStepOfAWaterfallIsAsWideAsItIsLong() throws Exception {
        Picture waterfall = Picture.of(WaterfallTest.planted(450).findings(200)).stream()
                .filter(picture -> picture.name().startsWith("waterfall"))
                .findFirst()
                .orElseThrow();
        Document svg = parse(waterfall.svg());

        List<Double> widths = elements(svg, "rect").stream()
                .filter(rect -> fill(rect).equals("rgb(184,67,0)"))
                .map(rect -> Double.parseDouble(rect.getAttribute("width")))
                .toList();
        List<Double> added = texts(svg).stream()
                .filter(text -> text.startsWith("+"))
                .map(Double::parseDouble)
                .toList();
        assertEquals(added.size() + 1, widths.size(), "the first step is the floor, and is not added to anything");
        double scale = widths.getFirst() / 200;
        for (int i = 0; i < added.size(); i++) {
            assertEquals(added.get(i) * scale, widths.get(i + 1), 1.5, "step " + (i + 1) + " of " + added);
        }
    }

    @Test
    void whatARunSaysIsTextWhateverItLooksLike() throws Exception {
        for (Picture picture : Picture.of(ChartSamples.hostile())) {
            Document svg = parse(picture.svg());

            for (String element : List.of("script", "image", "img", "a", "foreignObject", "use", "style")) {
                assertEquals(0, svg.getElementsByTagName(element).getLength(), picture.name() + ": " + element);
            }
            for (Element element : elements(svg, "*")) {
                for (int i = 0; i < element.getAttributes().getLength(); i++) {
                    String name = element.getAttributes().item(i).getNodeName();
                    assertFalse(name.startsWith("on") || name.contains("href"), name);
                }
            }
            assertTrue(svg.getDocumentElement().getTextContent().contains("<script>"), picture.name());
        }
    }

    @Test
    void theSameRunGivesTheSameBytes() {
        assertEquals(
                Picture.of(ChartSamples.curves()).stream().map(Picture::svg).toList(),
                Picture.of(ChartSamples.curves()).stream().map(Picture::svg).toList());
    }

    @Test
    void aFileTellsWhatItWasDrawnFrom() {
        Picture one = crossing(100);
        Picture other = crossing(101);

        assertEquals(Optional.of(one.fingerprint()), DrawnFile.fingerprint(one.svg()));
        assertNotEquals(one.fingerprint(), other.fingerprint());
        assertEquals(Optional.empty(), DrawnFile.fingerprint("<svg/>"));
        assertTrue(one.isIn(one.svg()));
        assertFalse(one.isIn(other.svg()));
    }

    @Test
    void allThatIsDrawnMayBeDrawn() {
        for (Findings findings : List.of(ChartSamples.curves())) {
            Picture.of(findings)
                    .forEach(picture ->
                            assertNotEquals(Optional.empty(), DrawnFile.fingerprint(picture.svg()), picture.name()));
        }
        assertNotEquals(Optional.empty(), DrawnFile.fingerprint(crossing(100).svg()));
    }

    /// With other fonts places differ, axes may have other marks, and long names less room.
    @Test
    void aPictureThatWasDrawnWithOtherFontsIsStillThePicture() {
        Picture one = crossing(100);
        String label = one.svg().replaceAll("(?s).*<text[^>]*>([a-z]{6,}[^<]*)</text.*", "$1");

        assertTrue(one.isIn(one.svg().replaceAll(" x=\"[0-9.]+\"", " x=\"17\"")));
        assertTrue(one.isIn(one.svg().replace(">" + label + "<", ">" + label.substring(0, 5) + "...<")));
    }

    static Stream<UnaryOperator<String>> forgeries() {
        return Stream.of(
                svg -> svg.replace("</metadata", "</metadata><script>alert(1)</script"),
                svg -> svg.replace("</metadata", "</metadata><image href=\"http://127.0.0.1/a.png\"/><g></g"),
                svg -> svg.replaceFirst("<text ", "<text onclick=\"alert(1)\" "),
                svg -> svg.replaceFirst("<text ", "<text style=\"fill:url(http://127.0.0.1)\" "),
                svg -> svg.replaceFirst("fill=\"[a-z]+\"", "fill=\"url(http://127.0.0.1/a.svg#b)\""),
                svg -> svg.replaceFirst("<text ", "<text x=\"1\" y=\"1\">Messages are FREE</text><text "),
                svg -> svg.replace("<!--", "<!--> <script>alert(1)</script> <!--"),
                svg -> svg.replaceFirst("<svg ", "<!ENTITY a SYSTEM 'file:///etc/passwd'><svg "),
                svg -> svg.replaceFirst("</title", "&a;</title"),
                svg -> svg.replaceFirst("<svg ", "<svg xmlns:h=\"http://www.w3.org/1999/xhtml\" "),
                svg -> "<svg><metadata>" + svg.replaceAll("(?s).*(data sha256 [0-9a-f]{64}).*", "$1")
                        + "</metadata></svg>");
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aFileThatHoldsWhatIsNotDrawnIsNotThePictureWhateverItSaysOfItself(UnaryOperator<String> forgery) {
        Picture one = crossing(100);

        assertNotEquals(one.svg(), forgery.apply(one.svg()), "the forgery is none");
        assertFalse(one.isIn(forgery.apply(one.svg())));
    }

    private static Picture crossing(int think) {
        Findings findings = CrossoverTest.planted(2, think, k -> 8.0 / (2 * k), 0.01, 5, 1, 2, 4, 8)
                .findings(200);
        return Picture.of(findings).stream()
                .filter(picture -> picture.name().equals("crossover.svg"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void coloursAreThoseOfThePageInTheLight() throws IOException {
        String css;
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String light = css.substring(0, css.indexOf("@media"));
        Map<String, Color> own = new HashMap<>(Map.of(
                "ink", Look.INK, "faint", Look.FAINT, "rule", Look.RULE, "paper", Look.PAPER, "none", Look.NONE));
        for (int i = 0; i < 3; i++) {
            own.put("shm" + i, Look.SHM.get(i));
            own.put("messaging" + i, Look.MESSAGING.get(i));
        }

        own.forEach((name, colour) ->
                assertTrue(light.contains("--%s: #%06x;".formatted(name, colour.getRGB() & 0xffffff)), name));
    }

    private static String fill(Element rect) {
        for (org.w3c.dom.Node node = rect; node instanceof Element element; node = node.getParentNode()) {
            String fill = element.getAttribute("fill");
            if (!fill.isEmpty()) {
                return fill;
            }
        }
        return "";
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList nodes = svg.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
