// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// How a substrate is drawn: the page's colours on white, and its signs. Shared memory is cool and drawn through,
/// messages are warm and dashed; so nothing is told by colour alone.
record Look(Color colour, Shape sign, Stroke stroke) {
    static final Color INK = new Color(0x1a1c20);
    static final Color FAINT = new Color(0x565c66);
    static final Color RULE = new Color(0xc9ced6);
    static final Color PAPER = Color.WHITE;
    static final Color NONE = new Color(0x6b7280);
    static final List<Color> SHM = List.of(new Color(0x005f9e), new Color(0x00735a), new Color(0x4a4fb5));
    static final List<Color> MESSAGING = List.of(new Color(0xb84300), new Color(0x7a1020), new Color(0x7d5f00));

    static final Stroke THIN = new BasicStroke(1);
    static final Stroke THICK = new BasicStroke(2);
    static final Stroke DOTTED = dashed(1.5f, 2, 3);
    private static final Stroke DASHED = dashed(2, 6, 4);

    private static final double SIGN = 8; // across

    /// As many as the page has, in its order.
    private static final List<Shape> SIGNS = List.of(
            new Ellipse2D.Double(-SIGN / 2, -SIGN / 2, SIGN, SIGN),
            new Rectangle2D.Double(-SIGN / 2, -SIGN / 2, SIGN, SIGN),
            closed(-5, 4, 5, 4, 0, -5),
            closed(0, -6, 6, 0, 0, 6, -6, 0),
            closed(-5, -4, 5, -4, 0, 5),
            closed(-2, -5, 2, -5, 2, -2, 5, -2, 5, 2, 2, 2, 2, 5, -2, 5, -2, 2, -5, 2, -5, -2, -2, -2));

    /// @param line what a chart says of a substrate: its side, and which one of that side it is
    static Look of(JsonNode line) {
        boolean shared = line.get("side").asString().equals("shm");
        List<Color> colours = shared ? SHM : MESSAGING;
        int style = line.get("style").asInt();
        return new Look(colours.get(style % colours.size()), sign(style), shared ? THICK : DASHED);
    }

    /// The sign of the n-th of those that share a chart.
    static Shape sign(int n) {
        return SIGNS.get(n % SIGNS.size());
    }

    static Shape larger(Shape sign, double times) {
        return AffineTransform.getScaleInstance(times, times).createTransformedShape(sign);
    }

    /// Of the side that costs less.
    static Color winner(String direction) {
        return switch (direction) {
            case "greater" -> SHM.getFirst();
            case "less" -> MESSAGING.getFirst();
            default -> NONE;
        };
    }

    static Font font(int points) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, points);
    }

    private static Stroke dashed(float width, float... dashes) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0);
    }

    private static Shape closed(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
