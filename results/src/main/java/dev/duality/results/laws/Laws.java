// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.laws;

import dev.duality.results.laws.Answer.Given;
import dev.duality.results.laws.Answer.Inconclusive;
import dev.duality.results.laws.Scaling.Base;
import dev.duality.results.laws.Scaling.Step;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Interval;
import dev.duality.results.statistics.Resampling;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Holds a series against the laws.
///
/// Intervals are bootstrapped: over forks, if every point has two or more; else, for the coefficients of a fit, over
/// the fit's residuals, made larger by what the coefficients have taken out of them.
public final class Laws {
    /// The least number of thread counts that fit the cores, for a law.
    public static final int FEWEST_POINTS = 4;

    private static final int DRAWS = 1_000;
    private static final double OPEN = 4; // an interval whose ends differ by this factor is no number
    private static final double OPEN_SHARE = 0.5; // likewise the width of a serial part's
    private static final double REACH = 2; // how far beyond the greatest n that was measured a peak is believed

    private final Series series;
    private final Fit fit;
    private final long seed;
    private final double[] n; // of the points that are fitted
    private final int[] places; // where these are among all
    private final Optional<Base> base;
    private final int ownPlace; // of n = 1; -1 if there is none

    private Laws(Series series, Fit fit, long seed) {
        this.series = series;
        this.fit = fit;
        this.seed = seed;
        List<Series.Point> points = series.points();
        places = IntStream.range(0, points.size())
                .filter(place -> series.hasCores(points.get(place)))
                .toArray();
        n = Arrays.stream(places).mapToDouble(place -> points.get(place).n()).toArray();
        ownPlace = IntStream.range(0, points.size())
                .filter(place -> points.get(place).n() == 1)
                .findFirst()
                .orElse(-1);
        base = series.plain().isPresent()
                ? Optional.of(Base.PLAIN)
                : ownPlace >= 0 ? Optional.of(Base.OWN) : Optional.empty();
    }

    /// @param seed of the resampling: the same seed gives the same intervals
    public static Scaling of(Series series, long seed) {
        return of(series, Fit.LOG, seed);
    }

    /// @param fit of the Universal Scalability Law
    /// @param seed likewise
    public static Scaling of(Series series, Fit fit, long seed) {
        return new Laws(series, fit, seed).scaling();
    }

    /// The figures that follow from the medians of all points.
    private static final class Figures {
        private static final int SHARES = 3;

        private final double[] shares; // of each point S_n, efficiency and e, one after the other
        private final double[] amdahl;
        private final double[] usl;

        Figures(double[] shares, double[] amdahl, double[] usl) {
            this.shares = shares;
            this.amdahl = amdahl;
            this.usl = usl;
        }

        double[] all() {
            double[] all = Arrays.copyOf(shares, shares.length + amdahl.length + usl.length);
            System.arraycopy(amdahl, 0, all, shares.length, amdahl.length);
            System.arraycopy(usl, 0, all, shares.length + amdahl.length, usl.length);
            return all;
        }
    }

    private Scaling scaling() {
        List<SortedMap<Integer, Double>> cells = new ArrayList<>();
        series.points().forEach(point -> cells.add(point.values()));
        series.plain().ifPresent(cells::add);
        double[] medians = cells.stream().mapToDouble(Resampling::median).toArray();
        Figures found = figures(medians);
        Optional<List<Interval>> drawn =
                Resampling.intervals(cells, values -> figures(values).all(), DRAWS, seed);
        List<Optional<Interval>> intervals =
                drawn.map(all -> all.stream().map(Optional::of).toList()).orElseGet(() -> fromResiduals(medians));
        int shares = found.shares.length;
        Answer<Amdahl> amdahl = amdahl(medians, found, intervals.subList(shares, shares + 2));
        Answer<Usl> usl = usl(medians, found, intervals.subList(shares + 2, intervals.size()));
        List<Step> steps = steps(found, intervals, amdahl, usl);
        return new Scaling(series, base, steps, amdahl, trend(cells, medians), usl, cost(steps));
    }

    private Figures figures(double[] medians) {
        List<Series.Point> points = series.points();
        double[] shares = new double[Figures.SHARES * points.size()];
        for (int place = 0; place < points.size(); place++) {
            Series.Point point = points.get(place);
            double speedup = base(medians) / seconds(medians, place);
            shares[Figures.SHARES * place] = speedup;
            shares[Figures.SHARES * place + 1] = speedup / point.threads();
            shares[Figures.SHARES * place + 2] = KarpFlatt.serial(seconds(medians, place) / own(medians), point.n());
        }
        double[] amdahl = {Double.NaN, Double.NaN};
        double[] usl = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        if (enough()) {
            amdahl = amdahlFigures(medians, fitted(medians));
            usl = uslFigures(rates(fitted(medians)));
        }
        return new Figures(shares, amdahl, usl);
    }

    private boolean enough() {
        return n.length >= FEWEST_POINTS;
    }

    private double seconds(double[] medians, int place) {
        return series.quantity().turned(medians[place]);
    }

    /// No number if there is none.
    private double base(double[] medians) {
        return base.map(which -> seconds(medians, which == Base.PLAIN ? medians.length - 1 : ownPlace))
                .orElse(Double.NaN);
    }

    /// The program that Karp and Flatt compare with. Where the same program was measured with n = 1 that is it: what it
    /// costs to share the work at all, which a plain program does without, would look like a serial part that shrinks
    /// as n grows.
    private double own(double[] medians) {
        return ownPlace >= 0 ? seconds(medians, ownPlace) : base(medians);
    }

    private double[] fitted(double[] medians) {
        return Arrays.stream(places)
                .mapToDouble(place -> seconds(medians, place))
                .toArray();
    }

    /// s and S_inf.
    private double[] amdahlFigures(double[] medians, double[] seconds) {
        AmdahlFit line = AmdahlFit.of(n, seconds);
        double whole = base.filter(Base.PLAIN::equals).isPresent() ? base(medians) : line.seconds(1);
        return new double[] {line.share(), whole / line.serial()};
    }

    /// Gamma, alpha, beta and n*.
    private double[] uslFigures(double[] rates) {
        return UslFit.of(n, rates, fit)
                .map(law -> new double[] {law.capacity(), law.contention(), law.coherence(), law.peak()})
                .orElse(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN});
    }

    private static double[] rates(double[] seconds) {
        return Arrays.stream(seconds).map(value -> 1 / value).toArray();
    }

    /// Intervals from the residuals. Where a point has one fork, all that draws anything is how far the points lie from
    /// the fit.
    private List<Optional<Interval>> fromResiduals(double[] medians) {
        List<Optional<Interval>> intervals = new ArrayList<>();
        for (int i = 0; i < Figures.SHARES * series.points().size(); i++) {
            intervals.add(Optional.empty());
        }
        if (enough()) {
            double[] seconds = fitted(medians);
            AmdahlFit line = AmdahlFit.of(n, seconds);
            double[] onLine = Arrays.stream(n).map(line::seconds).toArray();
            Residuals.drawn(seconds, onLine, 2, DRAWS, seed, values -> amdahlFigures(medians, values))
                    .forEach(each -> intervals.add(Optional.of(each)));
            double[] rates = rates(seconds);
            double[] onCurve = UslFit.of(n, rates, fit)
                    .map(law -> Arrays.stream(n).map(law::throughput).toArray())
                    .orElse(rates);
            UnaryOperator<double[]> figures = this::uslFigures;
            List<Interval> drawn = fit == Fit.LOG
                    ? Residuals.drawn(rates, onCurve, 3, DRAWS, seed, figures)
                    : Residuals.drawnAsTheyAre(rates, onCurve, 3, DRAWS, seed, figures);
            drawn.forEach(each -> intervals.add(Optional.of(each)));
        } else {
            for (int i = 0; i < 6; i++) {
                intervals.add(Optional.empty());
            }
        }
        return intervals;
    }

    /// The reason why no law can be fitted.
    private String tooFew() {
        String counts = n.length == 1 ? "1 thread count" : n.length + " thread counts";
        return series.cores().isPresent()
                ? counts + (n.length == 1 ? " fits " : " fit ")
                        + cores(series.cores().getAsInt()) + ", and a law needs " + FEWEST_POINTS
                : counts + ", and a law needs " + FEWEST_POINTS;
    }

    private static String cores(int cores) {
        return cores == 1 ? "the 1 core" : "the " + cores + " cores";
    }

    private Answer<Amdahl> amdahl(double[] medians, Figures found, List<Optional<Interval>> intervals) {
        if (!enough()) {
            return new Inconclusive<>(tooFew());
        }
        double[] seconds = fitted(medians);
        AmdahlFit line = AmdahlFit.of(n, seconds);
        if (!Double.isFinite(found.amdahl[0])) {
            return new Inconclusive<>("the points lie too far apart for a straight line");
        }
        Estimate serial = new Estimate(found.amdahl[0], intervals.get(0));
        Optional<Interval> wide = intervals.get(0).filter(range -> !(range.high() - range.low() <= OPEN_SHARE));
        if (wide.isPresent()) {
            return new Inconclusive<>("the serial part lies anywhere from " + between(wide.get()));
        }
        return new Given<>(new Amdahl(
                serial, bound(found.amdahl[1], intervals.get(1)), line.seconds(1), line.residuals(n, seconds)));
    }

    private static Answer<Estimate> bound(double value, Optional<Interval> interval) {
        if (Double.isInfinite(value)) {
            return new Inconclusive<>("no serial part was seen");
        }
        return interval.filter(Laws::open)
                .<Answer<Estimate>>map(range -> new Inconclusive<>(
                        Double.isInfinite(range.high())
                                ? "at least " + three(range.low()) + ", for all that was seen"
                                : "anywhere from " + between(range)))
                .orElse(new Given<>(new Estimate(value, interval)));
    }

    private Answer<Usl> usl(double[] medians, Figures found, List<Optional<Interval>> intervals) {
        if (!enough()) {
            return new Inconclusive<>(tooFew());
        }
        if (Double.isNaN(found.usl[0])) {
            return new Inconclusive<>("the fit does not converge");
        }
        Optional<Interval> wide = intervals.get(0).filter(Laws::open);
        if (wide.isPresent()) {
            return new Inconclusive<>("what one thread does alone lies anywhere from " + between(wide.get()));
        }
        double[] rates = rates(fitted(medians));
        List<Double> residuals = new ArrayList<>();
        for (int i = 0; i < n.length; i++) {
            residuals.add(rates[i] / UslFit.throughput(found.usl[0], found.usl[1], found.usl[2], n[i]) - 1);
        }
        return new Given<>(new Usl(
                fit,
                new Estimate(found.usl[0], intervals.get(0)),
                new Estimate(found.usl[1], intervals.get(1)),
                new Estimate(found.usl[2], intervals.get(2)),
                peak(found.usl[3], intervals.get(3)),
                residuals));
    }

    /// A peak far beyond what was measured is an invention.
    private Answer<Estimate> peak(double value, Optional<Interval> interval) {
        double reach = REACH * n[n.length - 1];
        if (value > reach) {
            return new Inconclusive<>(
                    "none up to twice the n of " + Digits.all(n[n.length - 1]) + " that was measured");
        }
        return interval.filter(range -> open(range) || range.high() > REACH * reach)
                .<Answer<Estimate>>map(range -> new Inconclusive<>("anywhere from "
                        + (Double.isInfinite(range.high()) ? three(range.low()) + " on" : between(range))))
                .orElse(new Given<>(new Estimate(value, interval)));
    }

    private static boolean open(Interval range) {
        return !(range.low() > 0) || !(range.high() <= OPEN * range.low()) || Double.isInfinite(range.high());
    }

    private static String between(Interval range) {
        return three(range.low()) + " to " + three(range.high());
    }

    private static String three(double value) {
        return Double.isInfinite(value) ? "infinite" : Digits.three(value);
    }

    private Answer<Trend> trend(List<SortedMap<Integer, Double>> cells, double[] medians) {
        if (base.isEmpty()) {
            return new Inconclusive<>("there is neither n = 1 nor a plain program to compare with");
        }
        if (!enough()) {
            return new Inconclusive<>(tooFew());
        }
        SortedMap<Integer, Double> own = ownPlace >= 0 ? cells.get(ownPlace) : cells.getLast();
        List<SortedMap<Integer, Double>> compared = new ArrayList<>(List.of(own));
        List<KarpFlatt.At> points = new ArrayList<>();
        for (int i = 0; i < n.length; i++) {
            if (n[i] > 1) {
                SortedMap<Integer, Double> cell = cells.get(places[i]);
                compared.add(cell);
                points.add(new KarpFlatt.At(
                        n[i], seconds(medians, places[i]) / own(medians), Scatter.ofMedian(cell.size())));
            }
        }
        if (points.size() < KarpFlatt.FEWEST_POINTS) {
            return new Inconclusive<>("a slope needs three n above 1");
        }
        double[] seconds = fitted(medians);
        return KarpFlatt.trend(
                points,
                Scatter.ofMedian(own.size()),
                Scatter.ofRepetitions(compared),
                Scaling.follows(AmdahlFit.of(n, seconds).residuals(n, seconds)));
    }

    private List<Step> steps(
            Figures found, List<Optional<Interval>> intervals, Answer<Amdahl> amdahl, Answer<Usl> usl) {
        List<Step> steps = new ArrayList<>();
        int fitted = 0;
        for (int place = 0; place < series.points().size(); place++) {
            Series.Point point = series.points().get(place);
            int at = Figures.SHARES * place;
            int row = fitted;
            boolean hasCores = series.hasCores(point);
            steps.add(new Step(
                    point,
                    hasCores,
                    Spread.of(point.values().values()),
                    estimate(found.shares[at], intervals.get(at)),
                    estimate(found.shares[at + 1], intervals.get(at + 1)),
                    estimate(found.shares[at + 2], intervals.get(at + 2)),
                    amdahl.given().map(law -> law.scaledSpeedup(point.n())),
                    amdahl.given()
                            .filter(_ -> hasCores)
                            .map(law -> law.residuals().get(row)),
                    usl.given().filter(_ -> hasCores).map(law -> law.residuals().get(row))));
            fitted += hasCores ? 1 : 0;
        }
        return steps;
    }

    private static Optional<Estimate> estimate(double value, Optional<Interval> interval) {
        return Double.isNaN(value) ? Optional.empty() : Optional.of(new Estimate(value, interval));
    }

    private Optional<Cost> cost(List<Step> steps) {
        if (base.isEmpty()) {
            return Optional.empty();
        }
        List<Step> tried = steps.stream().filter(Step::hasCores).toList();
        OptionalDouble least = tried.stream()
                .filter(step -> step.speedup().stream()
                        .anyMatch(
                                speedup -> speedup.interval().map(Interval::low).orElse(speedup.value()) > 1))
                .mapToDouble(step -> step.point().threads())
                .min();
        double most =
                tried.stream().mapToDouble(step -> step.point().threads()).max().orElse(0);
        return Optional.of(new Cost(least, most));
    }
}
