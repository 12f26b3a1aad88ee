// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.workloads.BadInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Reads traces: one reference a line, all in the form of the first; compressed by gzip or not, whatever their name.
/// What a file can make us keep is bounded, however well it was compressed.
final class TraceFile {
    /// The most references in a trace.
    static final int MAX_REFERENCES = 1 << 24;

    /// The longest line, in bytes.
    static final int MAX_LINE = 64;

    private final Path file;
    private final int maxReferences;
    private final byte[] line = new byte[MAX_LINE];
    private long number; // of the line, from 1

    private TraceFile(Path file, int maxReferences) {
        this.file = file;
        this.maxReferences = maxReferences;
    }

    /// @throws BadInput if it is no trace, in one line that says where
    static Trace read(Path file) {
        return read(file, MAX_REFERENCES);
    }

    /// @param maxReferences the most references it may have
    /// @throws BadInput if it is no trace, in one line that says where
    static Trace read(Path file, int maxReferences) {
        TraceFile reader = new TraceFile(file, maxReferences);
        try {
            int lines; // counted before anything is kept, so that what is too long takes no memory first
            try (InputStream in = open(file)) {
                lines = reader.count(in);
            }
            try (InputStream in = open(file)) {
                return reader.read(in, new Trace.Builder(lines));
            }
        } catch (EOFException | ZipException e) {
            throw new BadInput(
                    "trace %s is damaged: its compressed data end or break off after line %,d"
                            .formatted(file, reader.number),
                    e);
        } catch (IOException e) {
            throw new BadInput("cannot read trace %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            return gzip ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private int count(InputStream in) throws IOException {
        int lines = 0;
        while (readLine(in) >= 0) {
            if (++lines > maxReferences) {
                throw new BadInput(
                        "trace %s has more than %,d references; give a part of it".formatted(file, maxReferences));
            }
        }
        return lines;
    }

    private Trace read(InputStream in, Trace.Builder trace) throws IOException {
        number = 0;
        for (int length = readLine(in); length >= 0; length = readLine(in)) {
            if (trace.isFull()) {
                throw new BadInput("trace %s grew while it was read; read it when it is whole".formatted(file));
            }
            String reference = new String(line, 0, length, StandardCharsets.ISO_8859_1).strip();
            if (!trace.add(reference)) {
                throw bad(reference, trace);
            }
            if (trace.distinctBlocks() > CacheWorkload.MAX_BLOCKS) {
                throw new BadInput("trace %s has more than %,d different blocks; give a part of it"
                        .formatted(file, CacheWorkload.MAX_BLOCKS));
            }
        }
        if (trace.size() == 0) {
            throw new BadInput(
                    "trace %s is empty; expected one reference a line: %s".formatted(file, trace.expected()));
        }
        return trace.build();
    }

    /// @return the line's length, -1 at the end of the file
    private int readLine(InputStream in) throws IOException {
        int length = 0;
        int next = in.read();
        if (next < 0) {
            return -1;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (length == MAX_LINE) {
                throw new BadInput("trace %s, line %,d: is longer than %d characters, no reference: '%s…'"
                        .formatted(file, number, MAX_LINE, clipped(new String(line, StandardCharsets.ISO_8859_1))));
            }
            line[length++] = (byte) next;
        }
        return length;
    }

    private BadInput bad(String reference, Trace.Builder trace) {
        return new BadInput("trace %s, line %,d: '%s' is no reference; expected %s"
                .formatted(file, number, clipped(reference), trace.expected()));
    }

    private static String clipped(String text) {
        String shown = text.replaceAll("[^ -~]", "?");
        return shown.length() <= 40 ? shown : shown.substring(0, 40);
    }
}
