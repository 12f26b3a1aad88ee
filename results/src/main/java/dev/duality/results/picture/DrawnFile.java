// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a file can be a picture that this program has drawn. Fonts differ from machine to machine, and places with
/// them, so the bytes do not tell; but there is nothing in it that we do not draw, and it says nothing that we do not.
final class DrawnFile {
    private static final Pattern FINGERPRINT = Pattern.compile("data sha256 ([0-9a-f]{64})");

    /// What stands before the picture, byte for byte.
    private static final String HEAD = """
            <?xml version="1.0"?>
            <!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.0//EN'
                      'http://www.w3.org/TR/2001/REC-SVG-20010904/DTD/svg10.dtd'>
            """;

    static final String COMMENT = "Drawn by duality, with JFreeChart and Apache Batik.";

    private static final String NAME = "[A-Za-z][A-Za-z0-9:-]{0,40}";
    private static final Pattern TAG =
            Pattern.compile("</?+(" + NAME + ")((?:\\s++" + NAME + "=\"[^\"<]*+\"){0,60}+)\\s*+/?+>");
    private static final Pattern ATTRIBUTE = Pattern.compile("(" + NAME + ")=\"([^\"]*+)\"");
    private static final Pattern TICK = Pattern.compile("[0-9.,%]{1,20}");
    private static final String CUT = "...";

    private static final Set<String> ELEMENTS = Set.of(
            "svg",
            "title",
            "metadata",
            "defs",
            "g",
            "clipPath",
            "path",
            "rect",
            "line",
            "text",
            "circle",
            "ellipse",
            "polygon",
            "polyline");

    private static final Set<String> ATTRIBUTES = Set.of(
            "clip-path",
            "clip-rule",
            "clipPathUnits",
            "color-interpolation",
            "color-rendering",
            "cx",
            "cy",
            "d",
            "fill",
            "fill-opacity",
            "fill-rule",
            "font-family",
            "font-size",
            "font-style",
            "font-weight",
            "height",
            "id",
            "image-rendering",
            "points",
            "r",
            "role",
            "rx",
            "ry",
            "shape-rendering",
            "stroke",
            "stroke-dasharray",
            "stroke-dashoffset",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-miterlimit",
            "stroke-opacity",
            "stroke-width",
            "text-rendering",
            "transform",
            "version",
            "viewBox",
            "width",
            "x",
            "xml:space",
            "xmlns",
            "x1",
            "x2",
            "xmlns:xlink",
            "y",
            "y1",
            "y2");

    private DrawnFile() {}

    /// What a file says that it was drawn from; empty if it says nothing, or holds what we do not draw.
    static Optional<String> fingerprint(String svg) {
        Matcher matcher = FINGERPRINT.matcher(svg);
        return matcher.find() && texts(svg).isPresent() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// Whether a file says nothing that the other does not, but for the marks of axes, and names that had no room.
    static boolean saysTheSame(String svg, String drawn) {
        Optional<List<String>> found = texts(svg);
        if (svg.equals(drawn) || found.isEmpty()) {
            return svg.equals(drawn);
        }
        Set<String> ours = new HashSet<>(texts(drawn).orElseThrow());
        return found.get().stream()
                .allMatch(text -> ours.contains(text) || TICK.matcher(text).matches() || isCut(text, ours));
    }

    private static boolean isCut(String text, Set<String> ours) {
        return text.endsWith(CUT)
                && ours.stream().anyMatch(one -> one.startsWith(text.substring(0, text.length() - CUT.length())));
    }

    /// All that it says, in order; empty if there is something in it that we do not draw.
    private static Optional<List<String>> texts(String svg) {
        if (!svg.startsWith(HEAD)) {
            return Optional.empty();
        }
        String picture = svg.substring(HEAD.length()).replace("<!--" + COMMENT + "-->", "");
        List<String> texts = new ArrayList<>();
        Matcher tag = TAG.matcher(picture);
        int at = 0;
        while (at < picture.length()) {
            int next = picture.indexOf('<', at);
            String text = picture.substring(at, next < 0 ? picture.length() : next);
            if (!text.isBlank()) {
                texts.add(text.strip());
            }
            if (next < 0) {
                break;
            }
            if (!tag.region(next, picture.length()).lookingAt()
                    || !ELEMENTS.contains(tag.group(1))
                    || !areOurs(tag.group(2))) {
                return Optional.empty();
            }
            at = tag.end();
        }
        return Optional.of(texts);
    }

    private static boolean areOurs(String attributes) {
        return ATTRIBUTE
                .matcher(attributes)
                .results()
                .allMatch(one -> ATTRIBUTES.contains(one.group(1)) && isInside(one.group(2)));
    }

    /// Nothing is fetched: an address is a place in the file, or the name of SVG itself.
    private static boolean isInside(String value) {
        String plain = value.replaceAll("url\\(#[A-Za-z0-9]{1,40}\\)", "");
        return !plain.contains("url(")
                && !plain.contains("&")
                && (!plain.contains(":") || plain.startsWith("http://www.w3.org/"));
    }
}
