// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.SubstrateSide;
import dev.duality.results.chart.Chart;
import dev.duality.results.chart.ChartSamples;
import dev.duality.results.finding.WaterfallTest;
import dev.duality.results.page.Page;
import dev.duality.results.statistics.Ratio;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureTest {
    @ParameterizedTest
    @CsvSource({
        "rich, gaps.svg latency.svg",
        "curves, gaps.svg latency-1.svg latency-2.svg latency-3.svg rates.svg speedup.svg laws-1.svg laws-2.svg"
                + " laws-3.svg laws-4.svg",
        "laws, laws-1.svg laws-2.svg",
        "waits, waits.svg",
        "waterfall, waits.svg waterfall.svg",
        "boundary, boundary.svg",
        "crossover, crossover.svg",
        "policies, policies-1.svg policies-2.svg",
        "fairness, fairness.svg",
        "overload, overload.svg",
        "preemption, preemption-1.svg preemption-2.svg",
        "collectors, collectors.svg",
        "neighbour, neighbour.svg",
        "sweeps, sweep-1.svg sweep-2.svg",
        "time, time-1.svg time-2.svg"
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

        Element first = elements(svg, "title").getFirst();
        assertEquals("title", first.getTagName());
        assertTrue(first.getTextContent().startsWith("Time per operation of messages over that of shared memory. "));
        assertEquals("img", svg.getDocumentElement().getAttribute("role"));
        String texts = texts(svg).toString();
        assertTrue(texts.contains("rpc messaging:ring 1+1"), texts);
        assertTrue(texts.contains("Time per operation of messages over that of shared memory"), texts);
        assertTrue(texts.contains("usable cores, JDK"), texts);
    }

    @ParameterizedTest
    @CsvSource({"SHM, shm0, ''", "MESSAGING, messaging0, 6 4", "BY_HAND, none, 7 3 1 3", "PLAIN, none, 7 3 1 3"})
    void whatIsNeitherSideHasTheColourAndTheDashesOfNeither(SubstrateSide side, String colour, String dashes) {
        Chart.Series series = new Chart.Series("any", side, 0, 0);
        Chart.Curve curve =
                new Chart.Curve(series, List.of(new Chart.Point(50, 100), new Chart.Point(99, 200)), Optional.empty());

        String svg = Drawing.forPage(new Chart.Latency("latencies", List.of(curve)), 600, "latency")
                .markup();

        List<String> used = Pattern.compile("var\\(--((?:shm|messaging)\\d|none)\\)")
                .matcher(svg)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
        assertEquals(List.of(colour), used, svg);
        assertEquals(!dashes.isEmpty(), svg.contains("stroke-dasharray=\"" + dashes + "\""), svg);
    }

    @Test
    void aLargerRatioStandsFurtherRight() throws Exception {
        Document svg = parse(Picture.gaps(ChartSamples.curves()).orElseThrow().svg());

        Map<Double, Double> places = new HashMap<>();
        for (Element row : elements(svg, "g")) {
            var ratio = Pattern.compile("(?s)[^\\n]+\\n([0-9.]+) \\[.*").matcher(titleOf(row));
            List<Element> signs = elements(row, "path").stream()
                    .filter(path -> path.hasAttribute("transform"))
                    .toList();
            if (ratio.matches() && signs.size() == 1) {
                String at = signs.getFirst().getAttribute("transform");
                places.put(
                        Double.parseDouble(ratio.group(1)),
                        Double.parseDouble(at.substring(at.indexOf('(') + 1, at.indexOf(' '))));
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
                .filter(rect -> fill(rect).equals("#b84300"))
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
    void coloursAreThoseOfThePageInTheLight() throws IOException {
        String css;
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        String light = css.substring(0, css.indexOf("@media"));

        for (Colour colour : Colour.values()) {
            String name = colour.variable().replaceAll("var\\((--.*)\\)", "$1");
            assertTrue(light.contains(name + ": " + colour.hex() + ";"), name);
        }
    }

    @Test
    void eachOfThirtySixSubstratesHasASignOfItsOwn() {
        assertEquals(36, Sign.DIFFERENT);
        assertEquals(36, IntStream.range(0, 36).mapToObj(Sign::path).distinct().count());
    }

    @Test
    void whatFindsMoreStandsFurtherRightAndWhatIsQuickerFurtherBelow() throws Exception {
        Document svg = parse(Picture.of(ChartSamples.policies()).stream()
                .filter(picture -> picture.name().equals("policies-1.svg"))
                .findFirst()
                .orElseThrow()
                .svg());
        Map<String, double[]> places = new HashMap<>();
        Pattern place = Pattern.compile("translate\\(([0-9.]+) ([0-9.]+)\\).*");
        for (Element mark : elements(svg, "g")) {
            List<Element> signs = elements(mark, "path");
            if (mark.getAttribute("class").equals("mark") && signs.size() == 1) {
                var at = place.matcher(signs.getFirst().getAttribute("transform"));
                assertTrue(at.matches());
                places.put(
                        titleOf(mark).lines().findFirst().orElseThrow(),
                        new double[] {Double.parseDouble(at.group(1)), Double.parseDouble(at.group(2))});
            }
        }

        assertEquals(11, places.size());
        double[] clock = places.get("clock shm:lockfree 1+0");
        double[] s3 = places.get("s3-fifo shm:lockfree 1+0");
        double[] ring = places.get("clock messaging:ring 1+1");
        assertTrue(s3[0] > clock[0] && s3[1] < clock[1], "it finds more, and takes longer: it stands higher");
        assertEquals(clock[0], ring[0]);
        assertTrue(ring[1] < clock[1]);
        List<String> names = texts(svg);
        for (String policy : List.of("clock", "lru", "sieve", "s3-fifo")) {
            assertTrue(names.contains(policy), policy + " in " + names);
        }
    }

    @Test
    void anAxisBetweenRoundNumbersHoldsAllValues() {
        for (List<Double> values : List.of(
                List.of(71.3, 74.1), List.of(70.0, 80.0), List.of(99.97, 99.98), List.of(50.0), List.of(0.0, 100.0))) {
            Scale scale = Scale.between("", values, Double::toString);

            values.forEach(value -> assertTrue(scale.from() <= value && value <= scale.to(), values + " in " + scale));
            assertTrue(scale.to() > scale.from(), scale::toString);
            assertTrue(scale.ticks().size() >= 2 && scale.ticks().size() <= 8, scale::toString);
            assertEquals(scale.from(), scale.ticks().getFirst(), 1e-9);
            assertEquals(scale.to(), scale.ticks().getLast(), 1e-9);
        }
    }

    /// Side by side at a desk; on a phone below each other, or nobody could read them.
    @Test
    void mapsHaveTheWholeWidthOfAPhone() {
        Chart.Axis axis = new Chart.Axis("workers", "workers");
        Chart.Crossover map = new Chart.Crossover(
                "one machine",
                axis,
                new Chart.Axis("think, ns", "ns"),
                List.of(new Chart.Compared(
                        1, 0, Ratio.Direction.GREATER, new Chart.Value(2, Optional.empty(), "2.00"))),
                List.of());
        Chart.Crossovers two = new Chart.Crossovers("two machines", List.of(map, map));

        String desk = Drawing.forPage(two, 900, "desk").markup();
        String phone = Drawing.forPage(two, 360, "phone").markup();

        assertTrue(desk.contains("translate(462 0)"), desk);
        assertFalse(Pattern.compile("translate\\((?!0 )").matcher(phone).find(), phone);
    }

    /// The control: a label that is longer than its column is broken, and all of it is there.
    @Test
    void aLongNameIsBrokenAndNeverCut() {
        String name = "n-bucket messaging:jctools-mpsc 1+1, pause, 4,096 bytes, window 16, near";

        List<String> lines = Letters.wrap(name, 120, Svg.SIZE);

        assertTrue(lines.size() > 3, lines::toString);
        assertEquals(name.replace(" ", ""), String.join("", lines).replace(" ", ""));
        lines.forEach(line -> assertTrue(Letters.width(line, Svg.SIZE) <= 120, line));
        assertEquals(List.of("trace=sprite.", "trace.gz"), Letters.wrap("trace=sprite.trace.gz", 100, Svg.SIZE));
        assertEquals(List.of("placement=", "processes"), Letters.wrap("placement=processes", 100, Svg.SIZE));
    }

    @Test
    void anAxisEndsCloseBehindItsValuesAndNamesThatWouldTouchAreLeftOut() {
        Scale scale = Scale.ratios("", List.of(0.9, 1.0, 310.0));

        assertEquals(0.5, scale.from());
        assertEquals(500, scale.to());
        for (double end : new double[] {60, 120, 300, 900}) {
            List<Double> named = scale.named(0, end, true, Svg.SIZE);
            for (int i = 1; i < named.size(); i++) {
                double apart = scale.at(named.get(i), 0, end) - scale.at(named.get(i - 1), 0, end);
                double halves = (Letters.width(scale.text(named.get(i)), Svg.SIZE)
                                + Letters.width(scale.text(named.get(i - 1)), Svg.SIZE))
                        / 2;
                assertTrue(apart > halves, () -> named + " in " + end);
            }
        }
    }

    /// Numbers stand where nothing is drawn: right of all intervals and forks.
    @Test
    void noFigureOfAGapIsStruckThrough() throws Exception {
        Document svg = parse(Picture.gaps(ChartSamples.curves()).orElseThrow().svg());
        double left = elements(svg, "text").stream()
                .filter(text -> text.getTextContent().matches("[0-9.]+ \\[[0-9., ]+] [A-C]"))
                .mapToDouble(text -> Double.parseDouble(text.getAttribute("x")))
                .min()
                .orElseThrow();

        for (Element line : elements(svg, "line")) {
            assertTrue(
                    Double.parseDouble(line.getAttribute("x2")) < left, () -> "a line to " + line.getAttribute("x2"));
        }
        for (Element interval : elements(svg, "path")) {
            Pattern.compile("[ML]([0-9.]+) ")
                    .matcher(interval.hasAttribute("transform") ? "" : interval.getAttribute("d"))
                    .results()
                    .forEach(x -> assertTrue(Double.parseDouble(x.group(1)) < left, interval.getAttribute("d")));
        }
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

    /// The text beside the pointer over it.
    private static String titleOf(Element element) {
        return element.getFirstChild() instanceof Element title
                        && title.getTagName().equals("title")
                ? title.getTextContent()
                : "";
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document svg, String name) {
        return elements(svg.getDocumentElement(), name);
    }

    private static List<Element> elements(Element in, String name) {
        NodeList nodes = in.getElementsByTagName(name);
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
