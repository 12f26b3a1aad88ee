// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.picture;

import java.awt.Color;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// A plot to which lines, signs and boxes are added, by values of its axes.
final class Canvas {
    private static final Shape LEGEND_LINE = new Line2D.Double(-14, 0, 14, 0);

    private static final double SIGN_SHARE = 0.012; // of a plot's width

    private final Axis across;
    private final Axis up;
    private final XYPlot plot;
    private final LegendItemCollection legend = new LegendItemCollection();

    /// A point, and its interval along each axis; where there is none both ends are the point.
    record Point(double x, double lowX, double highX, double y, double lowY, double highY) {
        static Point of(double x, double y) {
            return new Point(x, x, x, y, y, y);
        }

        static Point across(double x, double low, double high, double y) {
            return new Point(x, low, high, y, y, y);
        }

        static Point up(double x, double y, double low, double high) {
            return new Point(x, x, x, y, low, high);
        }
    }

    Canvas(Axis across, Axis up) {
        this.across = across;
        this.up = up;
        plot = new XYPlot(null, across.axis(), up.axis(), null);
        plot.setBackgroundPaint(Look.PAPER);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(Look.RULE);
        plot.setRangeGridlinePaint(Look.RULE);
        plot.setDomainGridlineStroke(Look.THIN);
        plot.setRangeGridlineStroke(Look.THIN);
        plot.setFixedLegendItems(legend);
    }

    XYPlot plot() {
        return plot;
    }

    boolean hasLegend() {
        return legend.getItemCount() > 0;
    }

    /// Names stand at the left from the top down.
    Canvas downwards() {
        up.axis().setInverted(true);
        return this;
    }

    Canvas withoutRules() {
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinesVisible(false);
        return this;
    }

    void line(List<Point> points, Color colour, Stroke stroke) {
        XYErrorRenderer renderer = renderer(colour);
        renderer.setSeriesLinesVisible(0, true);
        renderer.setSeriesShapesVisible(0, false);
        renderer.setSeriesStroke(0, stroke);
        add(points, renderer);
    }

    /// @param filled hollow otherwise
    void signs(List<Point> points, Color colour, Shape sign, boolean filled) {
        XYErrorRenderer renderer = renderer(colour);
        renderer.setSeriesLinesVisible(0, false);
        renderer.setSeriesShape(0, sign);
        renderer.setUseFillPaint(true);
        renderer.setSeriesFillPaint(0, filled ? colour : Look.PAPER);
        renderer.setUseOutlinePaint(true);
        renderer.setSeriesOutlinePaint(0, colour);
        renderer.setSeriesOutlineStroke(0, Look.THICK);
        add(points, renderer);
    }

    /// Lines, with their signs.
    void both(List<Point> points, Look look) {
        line(points, look.colour(), look.stroke());
        signs(points, look.colour(), look.sign(), true);
    }

    void box(double x0, double y0, double x1, double y1, Paint fill) {
        boolean inverted = up.axis().isInverted(); // then JFreeChart would draw a box of negative height, which is none
        over(new XYBoxAnnotation(
                across.at(Math.min(x0, x1)),
                inverted ? Math.max(y0, y1) : Math.min(y0, y1),
                across.at(Math.max(x0, x1)),
                inverted ? Math.min(y0, y1) : Math.max(y0, y1),
                null,
                null,
                fill));
    }

    void ruler(double x0, double y0, double x1, double y1, Paint paint, Stroke stroke) {
        over(new XYLineAnnotation(across.at(x0), up.at(y0), across.at(x1), up.at(y1), stroke, paint));
    }

    /// Right of a point.
    ///
    /// @param signs how far from it, in widths of a sign
    void textBeside(double x, double y, double signs, String text) {
        double gap = signs * SIGN_SHARE * across.axis().getRange().getLength();
        text(across.at(x) + gap, up.at(y), text, TextAnchor.CENTER_LEFT);
    }

    void textAt(double x, double y, String text) {
        text(across.at(x), up.at(y), text, TextAnchor.CENTER);
    }

    void legend(String name, Look look) {
        legend(name, look.sign(), look.colour(), look.stroke());
    }

    void legend(String name, Color colour, Stroke stroke) {
        LegendItem item = new LegendItem(name, null, null, null, LEGEND_LINE, stroke, colour);
        legend.add(words(item));
    }

    void legend(String name, Shape sign, Color colour) {
        legend.add(words(new LegendItem(name, null, null, null, sign, colour)));
    }

    private void legend(String name, Shape sign, Color colour, Stroke stroke) {
        legend.add(words(new LegendItem(
                name,
                null,
                null,
                null,
                true,
                sign,
                true,
                colour,
                true,
                colour,
                Look.THIN,
                true,
                LEGEND_LINE,
                stroke,
                colour)));
    }

    private static LegendItem words(LegendItem item) {
        item.setLabelFont(Look.font(12));
        item.setLabelPaint(Look.INK);
        return item;
    }

    private void text(double x, double y, String text, TextAnchor anchor) {
        XYTextAnnotation annotation = new XYTextAnnotation(text, x, y);
        annotation.setFont(Look.font(12));
        annotation.setPaint(Look.INK);
        annotation.setTextAnchor(anchor);
        over(annotation);
    }

    private void over(XYAnnotation annotation) {
        plot.addAnnotation(annotation, false);
    }

    private static XYErrorRenderer renderer(Color colour) {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setSeriesPaint(0, colour);
        renderer.setErrorPaint(colour);
        renderer.setErrorStroke(Look.THIN);
        renderer.setCapLength(6);
        return renderer;
    }

    private void add(List<Point> points, XYErrorRenderer renderer) {
        XYIntervalSeries series = new XYIntervalSeries("", false, true);
        for (Point point : points) {
            series.add(
                    across.at(point.x),
                    across.at(point.lowX),
                    across.at(point.highX),
                    up.at(point.y),
                    up.at(point.lowY),
                    up.at(point.highY));
        }
        renderer.setDrawXError(points.stream().anyMatch(point -> point.lowX < point.highX));
        renderer.setDrawYError(points.stream().anyMatch(point -> point.lowY < point.highY));
        XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
        data.addSeries(series);
        int index = plot.getDatasetCount();
        plot.setDataset(index, data);
        plot.setRenderer(index, renderer);
    }
}
