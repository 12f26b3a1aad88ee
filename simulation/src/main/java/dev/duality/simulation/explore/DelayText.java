// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.simulation.network.Delay;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Laws of delay as people write them.
final class DelayText {
    private static final Pattern BAR = Pattern.compile("(\\d{1,18})[ \\t]*,[ \\t]*(\\d{1,12})");
    private static final Pattern EXPONENT = Pattern.compile("[\\d.]+[eE][+-]?\\d+[ \\t]*[,;\\t].*");
    private static final Pattern FRACTION = Pattern.compile("\\d+\\.\\d+[ \\t]*,.*");
    private static final Pattern UNIT = Pattern.compile("[\\d._]+[ \\t]*(?:ns|us|\u00b5s|ms|s)[ \\t]*,.*");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:[_' ]\\d{3})+[ \\t]*,.*");
    private static final Pattern TITLE = Pattern.compile("\"?[A-Za-z][\\w. ]*\"?[ \\t]*,[^\\d]*");
    private static final Pattern LOG = Pattern.compile("#\\[Histogram log.*|\"?StartTimestamp\"?,.*");
    private static final Pattern PERCENTILES = Pattern.compile("\"?Value\"?[ \\t,]+\"?Percentile\\b.*");
    private static final int MOST_BARS = 1_000_000;
    private static final int MOST_BYTES = 64 << 20;

    private DelayText() {}

    /// Reads `constant:100us`, `uniform:50us:200us`, `normal:100us:20us`, `lognormal:100us:0.5` or `file:PATH`.
    /// @throws BadInput if it is none of them
    static Delay parse(String text) {
        String[] parts = text.strip().split(":", text.startsWith("file:") ? 2 : -1);
        try {
            return switch (parts[0] + " " + (parts.length - 1)) {
                case "constant 1" -> Delay.constant(span(parts[1]));
                case "uniform 2" -> Delay.uniform(span(parts[1]), span(parts[2]));
                case "normal 2" -> Delay.normal(span(parts[1]), span(parts[2]));
                case "lognormal 2" -> Delay.logNormal(span(parts[1]), Double.parseDouble(parts[2]));
                case "file 1" -> histogram(parts[1]);
                default ->
                    throw new BadInput(
                            "delay is '%s', but must be one of constant:100us, uniform:50us:200us,".formatted(text)
                                    + " normal:100us:20us, lognormal:100us:0.5 and file:PATH");
            };
        } catch (NumberFormatException e) {
            throw new BadInput("delay is '%s', but '%s' is no number".formatted(text, parts[2]), e);
        } catch (IllegalArgumentException e) {
            throw new BadInput("delay is '%s', but %s".formatted(text, e.getMessage()), e);
        }
    }

    private static long span(String text) {
        return Span.parse("delay", text);
    }

    private static Delay histogram(String name) {
        List<Delay.Histogram.Bar> bars = new ArrayList<>();
        try {
            int number = 0;
            for (String line : EditedLines.of(RegularFile.text(Path.of(name), MOST_BYTES))) {
                number++;
                if (!line.isEmpty() && !line.startsWith("#")) {
                    bars.add(bar(name, number, line));
                }
            }
        } catch (InvalidPathException e) {
            throw new BadInput("delay is 'file:%s', which is no file name".formatted(name), e);
        } catch (CharacterCodingException e) {
            throw new BadInput("delay is 'file:%s', which is no text".formatted(name), e);
        } catch (IOException e) {
            throw new BadInput("delay is 'file:%s', which cannot be read: %s".formatted(name, Reasons.of(e)), e);
        }
        return new Delay.Histogram(bars);
    }

    private static Delay.Histogram.Bar bar(String name, int number, String line) {
        Matcher bar = BAR.matcher(line);
        if (!bar.matches()) {
            throw new BadInput("line %d of %s is '%s', but must be nanos,count such as 120000,37%s"
                    .formatted(number, name, line.length() <= 60 ? line : line.substring(0, 60) + " ...", hint(line)));
        }
        if (number > MOST_BARS) {
            throw new BadInput("%s has more than %,d lines; put delays together".formatted(name, MOST_BARS));
        }
        return new Delay.Histogram.Bar(Long.parseLong(bar.group(1)), Long.parseLong(bar.group(2)));
    }

    /// The advice about a line of a form that other tools write; empty where the form is not known.
    private static String hint(String line) {
        if (PERCENTILES.matcher(line).matches()) {
            return "; this is a table of percentiles of HdrHistogram (.hgrm): write its values as nanoseconds, each"
                    + " with how much TotalCount grows there";
        }
        if (LOG.matcher(line).matches()) {
            return "; this is a log of HdrHistogram (.hlog), which has histograms and no list: write out its values";
        }
        if (TITLE.matcher(line).matches()) {
            return "; if these are the names of the columns, put # before them";
        }
        if (UNIT.matcher(line).matches()) {
            return "; write whole nanoseconds without a unit";
        }
        if (THOUSANDS.matcher(line).matches()) {
            return "; write nothing between thousands";
        }
        if (EXPONENT.matcher(line).matches()) {
            return "; write the nanoseconds without an exponent";
        }
        if (FRACTION.matcher(line).matches()) {
            return "; write whole nanoseconds";
        }
        return line.indexOf(';') >= 0 ? "; write a comma for the semicolon" : "";
    }
}
