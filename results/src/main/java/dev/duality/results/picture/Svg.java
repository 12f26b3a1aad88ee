// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import java.awt.Dimension;
import java.awt.font.FontRenderContext;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/// A chart as SVG: texts are text, and the same chart gives the same bytes where the fonts are the same.
final class Svg {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private Svg() {}

    /// @param title what a screen reader says of it
    /// @param metadata what the file says of itself
    /// @throws NoFonts if this machine has none to measure texts by
    static String of(JFreeChart chart, int width, int height, String title, String metadata) {
        needFonts();
        Document document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setComment(DrawnFile.COMMENT);
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        Element root = graphics.getRoot();
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        root.setAttribute("role", "img");
        Element name = document.createElementNS(NAMESPACE, "title");
        name.setTextContent(title);
        Element about = document.createElementNS(NAMESPACE, "metadata");
        about.setTextContent(metadata);
        root.insertBefore(about, root.getFirstChild());
        root.insertBefore(name, about);
        StringWriter text = new StringWriter();
        try {
            graphics.stream(root, text, false, false);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory takes everything", e);
        }
        return text.toString().replace("\r\n", "\n");
    }

    /// Java's own errors say nothing of what is missing, and differ from release to release.
    private static void needFonts() {
        try {
            Look.font(1).getLineMetrics("x", new FontRenderContext(null, true, true));
            Look.font(1).getFamily();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new NoFonts(e);
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK has a parser", e);
        }
    }
}
