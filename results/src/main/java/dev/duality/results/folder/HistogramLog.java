// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import dev.duality.results.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/// Reads and writes `.hlog`, the text format of HdrHistogram's own tools: comments, then a line per interval whose last
/// field is a compressed histogram.
final class HistogramLog {
    /// Compressed, a histogram of 3 digits needs some KiB.
    static final int LARGEST_FILE_BYTES = 16 << 20;

    /// Unpacked, 5 digits over the whole range of a `long` need 50 MiB; ours have 3, which need 0.5 MiB.
    private static final int LARGEST_COUNTS_BYTES = 64 << 20;

    /// Ours have one a second, and of long loops 90; a line of a few bytes may ask for [#LARGEST_COUNTS_BYTES], which
    /// all take their time.
    private static final int MOST_INTERVALS = 100;

    private static final int PACKED_HEADER_BYTES = 8;

    /// Stamps are in milliseconds, the log's are in seconds.
    private static final double MILLIS = 1e3;

    private static final String TAG = "Tag=";
    private static final String QUEUED = "queued";

    private HistogramLog() {}

    static void write(Histogram nanos, OutputStream out) throws IOException {
        PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8);
        HistogramLogWriter log = new HistogramLogWriter(text);
        log.outputComment("[Latency in nanoseconds, from the intended start]");
        log.outputLogFormatVersion();
        boolean stamped = nanos.getStartTimeStamp() != Long.MAX_VALUE; // as a histogram is that nobody stamped
        if (stamped) { // then the interval counts from its own start, as HdrHistogram's own tools read it
            log.outputBaseTime(nanos.getStartTimeStamp());
            log.outputComment(startTime(nanos.getStartTimeStamp()));
        }
        log.outputLegend();
        log.outputIntervalHistogram(
                0, stamped ? (nanos.getEndTimeStamp() - nanos.getStartTimeStamp()) / MILLIS : 0, nanos, 1);
        text.flush();
        if (text.checkError()) {
            throw new IOException("the histogram could not be written");
        }
    }

    /// A line for each part, with its start and length in seconds from the first one's start; and one more with the tag
    /// `queued`, which readers of latencies pass over.
    static void write(List<LatencyPart> parts, OutputStream out) throws IOException {
        PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8);
        HistogramLogWriter log = new HistogramLogWriter(text);
        log.outputComment("[Latency in nanoseconds, from the intended start; queued: operations due and not issued]");
        log.outputLogFormatVersion();
        Instant first = parts.getFirst().start();
        log.outputBaseTime(first.toEpochMilli());
        log.outputComment(startTime(first.toEpochMilli()));
        log.outputLegend();
        for (LatencyPart part : parts) {
            double start = seconds(first, part.start());
            double end = seconds(first, part.end());
            log.outputIntervalHistogram(start, end, part.nanos(), 1);
            if (part.queued().isPresent()) {
                Histogram queued = part.queued().get();
                queued.setTag(QUEUED);
                log.outputIntervalHistogram(start, end, queued, 1);
            }
        }
        text.flush();
        if (text.checkError()) {
            throw new IOException("the histograms could not be written");
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    /// As the library writes it, but the date is the same bytes in every time zone.
    private static String startTime(long millis) {
        return String.format(
                Locale.ROOT,
                "[StartTime: %.3f (seconds since epoch), %s]",
                millis / MILLIS,
                Instant.ofEpochMilli(millis));
    }

    /// @param from when the loop began
    /// @return each interval of the file that has no tag, with the depth of its queue where that was kept, too
    static List<LatencyPart> read(Path file, Instant from, String content) {
        List<LatencyPart> parts = new ArrayList<>();
        for (String line : content.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("\"")) {
                try {
                    add(parts, from, line);
                } catch (DataFormatException | RuntimeException e) {
                    throw new RunUnreadable(
                            "cannot read " + file + ": it holds no valid histogram ("
                                    + PlainText.line(why(e))
                                    + "); restore it from a copy, or run again",
                            e);
                }
                if (parts.size() > MOST_INTERVALS) {
                    throw new RunUnreadable(
                            "cannot read %s: it holds more than %d intervals; restore it from a copy, or run again"
                                    .formatted(file, MOST_INTERVALS));
                }
            }
        }
        if (parts.isEmpty()) {
            throw new RunUnreadable(
                    "cannot read %s: it holds no interval; restore it from a copy, or run again".formatted(file));
        }
        return parts;
    }

    /// Adds an interval, unless it has another tag. A queue belongs to the interval before it, and one interval has
    /// one.
    private static void add(List<LatencyPart> parts, Instant from, String line) throws DataFormatException {
        if (!line.startsWith(TAG)) {
            String[] fields = line.split(",", 3);
            Instant start = from.plusNanos(Math.round(1e9 * Double.parseDouble(fields[0])));
            Instant end = start.plusNanos(Math.round(1e9 * Double.parseDouble(fields[1])));
            parts.add(new LatencyPart(start, end, unpack(line), Optional.empty()));
        } else if (line.startsWith(TAG + QUEUED + ",")
                && !parts.isEmpty()
                && parts.getLast().queued().isEmpty()) {
            LatencyPart part = parts.removeLast();
            parts.add(new LatencyPart(part.start(), part.end(), part.nanos(), Optional.of(unpack(line))));
        }
    }

    /// HdrHistogram makes histograms by reflection, and wraps what they say.
    private static String why(Exception e) {
        Throwable said = e;
        while (said.getCause() != null) {
            said = said.getCause();
        }
        return said.getMessage() == null ? "it does not hold together" : said.getMessage();
    }

    private static Histogram unpack(String line) throws DataFormatException {
        byte[] packed = Base64.getDecoder()
                .decode(line.substring(line.lastIndexOf(',') + 1).strip());
        if (packed.length < PACKED_HEADER_BYTES) {
            throw new DataFormatException(packed.length + " bytes are too few");
        }
        refuseHuge(packed);
        return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(packed), 0);
    }

    /// The decoder allocates what the packed header asks for, before it looks whether so much follows.
    private static void refuseHuge(byte[] packed) throws DataFormatException {
        ByteBuffer header = ByteBuffer.allocate(2 * Integer.BYTES);
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed, PACKED_HEADER_BYTES, packed.length - PACKED_HEADER_BYTES);
            inflater.inflate(header.array());
        }
        int countsBytes = header.getInt(Integer.BYTES);
        if (countsBytes < 0 || countsBytes > LARGEST_COUNTS_BYTES) {
            throw new DataFormatException(
                    "%d bytes of counts, at most %d are read".formatted(countsBytes, LARGEST_COUNTS_BYTES));
        }
    }
}
