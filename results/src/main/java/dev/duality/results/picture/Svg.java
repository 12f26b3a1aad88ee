// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import dev.duality.results.chart.Markup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/// A drawing so far, in SVG. The same calls give the same bytes on every machine: nothing is measured by a font.
final class Svg {
    /// The document that it will stand in.
    enum Medium {
        /// By itself: its colours are in it.
        FILE,
        /// In a page, which has the colours, and rows to go to.
        PAGE
    }

    static final double SIZE = 12; // of letters

    private final Medium medium;
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    Svg(Medium medium) {
        this.medium = medium;
    }

    boolean inPage() {
        return medium == Medium.PAGE;
    }

    /// @param attributes names and values in turn: texts, numbers in pixels, or colours
    Svg open(String element, Object... attributes) {
        begin(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    Svg close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /// An element with nothing in it.
    Svg draw(String element, Object... attributes) {
        begin(element, attributes);
        out.append("/>\n");
        return this;
    }

    private void begin(String element, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            String value = switch (attributes[i + 1]) {
                case Double number -> number(number);
                case Colour colour -> inPage() ? colour.variable() : colour.hex();
                case Object other -> other.toString();
            };
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(Markup.of(value))
                    .append('"');
        }
    }

    /// A text element of one line.
    Svg text(double x, double y, String anchor, Colour colour, String text) {
        return sized(x, y, anchor, colour, SIZE, text);
    }

    Svg sized(double x, double y, String anchor, Colour colour, double size, String text) {
        begin("text", "x", x, "y", y, "fill", colour);
        if (!anchor.equals("start")) {
            out.append(" text-anchor=\"").append(anchor).append('"');
        }
        if (size != SIZE) {
            out.append(" font-size=\"").append(number(size)).append('"');
        }
        out.append('>').append(Markup.of(text)).append("</text>\n");
        return this;
    }

    /// Sets the text beside the pointer, a line each; in a file, too, where the viewer shows it.
    Svg tip(List<String> lines) {
        out.append("<title>")
                .append(lines.stream().map(Markup::of).collect(Collectors.joining("\n")))
                .append("</title>");
        return this;
    }

    Svg line(double x0, double y0, double x1, double y1, Colour colour, double width) {
        return draw("line", "x1", x0, "y1", y0, "x2", x1, "y2", y1, "stroke", colour, "stroke-width", width);
    }

    /// An interval: a line with an end at either side.
    Svg whisker(double x0, double y0, double x1, double y1, Colour colour, double width) {
        double dx = y0 == y1 ? 0 : 4;
        double dy = y0 == y1 ? 4 : 0;
        String path = "M" + at(x0, y0) + "L" + at(x1, y1) + "M" + at(x0 - dx, y0 - dy) + "L" + at(x0 + dx, y0 + dy)
                + "M" + at(x1 - dx, y1 - dy) + "L" + at(x1 + dx, y1 + dy);
        return draw("path", "d", path, "fill", "none", "stroke", colour, "stroke-width", width);
    }

    /// @param dashes such as `6 4`; empty for a line drawn through
    Svg polyline(List<double[]> points, Colour colour, double width, String dashes) {
        if (points.size() > 1) {
            begin(
                    "polyline",
                    "points",
                    points.stream().map(point -> at(point[0], point[1])).collect(Collectors.joining(" ")),
                    "fill",
                    "none",
                    "stroke",
                    colour,
                    "stroke-width",
                    width);
            out.append(dashes.isEmpty() ? "" : " stroke-dasharray=\"" + dashes + "\"")
                    .append("/>\n");
        }
        return this;
    }

    /// @param filled hollow otherwise
    Svg sign(double x, double y, int sign, Colour colour, boolean filled, double scale) {
        return draw(
                "path",
                "d",
                Sign.path(sign),
                "transform",
                "translate(" + at(x, y) + ")" + (scale == 1 ? "" : " scale(" + number(scale) + ")"),
                "fill",
                filled ? colour : Colour.PAPER,
                "fill-rule",
                "evenodd",
                "stroke",
                colour,
                "stroke-width",
                1.5 / scale);
    }

    /// Sets an area in which the pointer is heard.
    Svg ear(double x, double y, double width, double height) {
        return draw(
                "rect",
                "x",
                x,
                "y",
                y,
                "width",
                Math.max(0, width),
                "height",
                Math.max(0, height),
                "fill",
                Colour.PAPER,
                "fill-opacity",
                "0");
    }

    private static String at(double x, double y) {
        return number(x) + " " + number(y);
    }

    /// To a tenth.
    static String number(double value) {
        double tenths = Math.rint(value * 10);
        return tenths % 10 == 0 ? String.valueOf((long) (tenths / 10)) : String.valueOf(tenths / 10);
    }

    /// @throws IllegalStateException if an element is still open
    String markup() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }
}
