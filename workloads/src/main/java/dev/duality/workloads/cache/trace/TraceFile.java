// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import dev.duality.workloads.BadInput;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// A file with a trace: its compression and its format are seen from its first bytes, whatever its name. It is read as
/// a stream, in memory that does not depend on its length.
///
/// - **Errors:** a file that is no trace is a [BadInput] of one line, which says where.
public final class TraceFile {
    /// The bytes of a block when nobody says.
    public static final int BLOCK_BYTES = 4096;

    private static final int HEAD = 1 << 16;

    private final Path file;
    private final long bytes;
    private final int blockBytes;
    private final Compression compression;
    private final TraceFormat format;

    private TraceFile(Path file, long bytes, int blockBytes, Compression compression, TraceFormat format) {
        this.file = file;
        this.bytes = bytes;
        this.blockBytes = blockBytes;
        this.compression = compression;
        this.format = format;
    }

    /// Told now and then how far reading has come.
    @FunctionalInterface
    public interface Progress {
        /// @param read how many bytes of the file were read
        /// @param bytes how many it has
        void tell(long read, long bytes);
    }

    /// The count of references in a file.
    ///
    /// @param references how many there are, at least 1
    /// @param silent lines that rightly have no reference, such as removals of a key and requests of 0 bytes
    public record Found(long references, long silent) {}

    /// Looks at a file.
    /// @param said the format, if somebody says
    /// @param blockBytes how large a block is, for formats with bytes in them; at least 1
    /// @throws BadInput if it cannot be read, or has no known format
    public static TraceFile open(Path file, Optional<TraceFormat> said, int blockBytes) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new BadInput("trace %s is %s, but must be a file with references to blocks"
                        .formatted(file, Files.exists(file) ? "no regular file" : "not there"));
            }
            long bytes = Files.size(file);
            if (bytes == 0) { // files of /proc say so too, and some of them are waited for
                throw empty(file, said);
            }
            Compression compression;
            try (InputStream raw = Files.newInputStream(file)) {
                byte[] magic = raw.readNBytes(Compression.MAGIC);
                Optional<String> unread = Compression.unread(magic);
                if (unread.isPresent()) {
                    throw new BadInput("trace %s is compressed by %s".formatted(file, unread.get()));
                }
                if (Compression.isTar(magic)) {
                    throw new BadInput("trace %s is a tar archive; unpack it by tar -x".formatted(file));
                }
                compression = Compression.of(magic);
            }
            TraceFile unknown = new TraceFile(file, bytes, blockBytes, compression, null);
            if (said.isPresent()) {
                unknown.requireFits(said.get());
            }
            return new TraceFile(
                    file, bytes, blockBytes, compression, said.isPresent() ? said.get() : unknown.formFound());
        } catch (IOException e) {
            throw new BadInput("cannot read trace %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static BadInput empty(Path file, Optional<TraceFormat> said) {
        return new BadInput("trace %s is empty; expected %s"
                .formatted(
                        file,
                        said.map(TraceFormat::expected)
                                .orElseGet(
                                        () -> "one reference a line, in one of the formats " + TraceFormat.tried())));
    }

    /// The file that a user names.
    /// @throws BadInput if no file can have that name
    public static Path named(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new BadInput("trace is '%s', which is no file name".formatted(name), e);
        }
    }

    /// The memory of this process that reading it may take.
    public Heap heap() {
        return new Heap("trace " + file);
    }

    public Path file() {
        return file;
    }

    public TraceFormat format() {
        return format;
    }

    public Compression compression() {
        return compression;
    }

    /// The first bytes, unpacked.
    private byte[] head() throws IOException {
        try (InputStream in = stream((_, _) -> {})) {
            return in.readNBytes(HEAD);
        } catch (IOException e) {
            throw damaged(e, "");
        }
    }

    /// Looks whether the first bytes can be of a format that somebody says.
    private void requireFits(TraceFormat said) throws IOException {
        byte[] head = head();
        if (compression != Compression.NONE && !Records.are(head, head.length < HEAD)) {
            requireUnpacked(head);
        }
        if (!said.isText() && head.length > 0 && binary(head) == head.length) {
            throw new BadInput("trace %s is text, and no records of %s; leave the format out, or say another"
                    .formatted(file, said.label()));
        }
    }

    private TraceFormat formFound() throws IOException {
        byte[] head = head();
        int sign = binary(head);
        if (sign < head.length && Records.are(head, head.length < HEAD)) {
            return TraceFormat.ORACLE_GENERAL;
        }
        Optional<String> encoding = Encoding.of(head);
        if (encoding.isPresent()) {
            throw new BadInput("trace %s is %s text; save it as UTF-8".formatted(file, encoding.get()));
        }
        if (compression != Compression.NONE) {
            requireUnpacked(head);
        }
        if (sign < head.length) {
            throw new BadInput(
                    !Encoding.isBinary(head) && hasReference(head, sign)
                            ? "trace %s, line %s: has a byte of 0x%02x, which is no text; remove it"
                                    .formatted(file, Heap.grouped(line(head, sign)), head[sign])
                            : "trace %s is binary, but not records of oracleGeneral; if it is a trace, say its format"
                                    .formatted(file));
        }
        try (InputStream in = stream((_, _) -> {})) {
            return formOfText(new TraceLines(in));
        } catch (IOException e) {
            throw damaged(e, "");
        }
    }

    private TraceFormat formOfText(TraceLines lines) throws IOException {
        try {
            TraceLine first = lines.next();
            if (first == null) {
                throw empty(file, Optional.empty());
            }
            Optional<TraceFormat> found = TraceFormat.of(first, blockBytes);
            if (found.isPresent()) {
                Optional<String> against = Evidence.against(found.get(), first, lines);
                if (against.isPresent()) {
                    throw new BadInput("trace %s, %s".formatted(file, against.get()));
                }
                return found.get();
            }
            String slip = "trace %s, line %s: '%s' is no reference; tried as %s"
                    .formatted(file, Heap.grouped(lines.number()), first.shown(), TraceFormat.tried());
            throw new BadInput(slip + titles(lines));
        } catch (TraceLines.TooLong e) {
            throw tooLong(lines, e);
        }
    }

    /// A hint what to do if the line that was no reference has the titles of columns; empty if the next one is no
    /// reference either.
    private String titles(TraceLines lines) throws IOException {
        long before = lines.number();
        try {
            TraceLine second = lines.next();
            return second != null && isReference(second)
                    ? "; line %s is a reference: if line %s has titles, remove it"
                            .formatted(Heap.grouped(lines.number()), Heap.grouped(before))
                    : "";
        } catch (TraceLines.TooLong _) {
            return "";
        }
    }

    private boolean isReference(TraceLine line) {
        return format == null
                ? TraceFormat.of(line, blockBytes).isPresent()
                : format.read(line, blockBytes, (_, _, _) -> {}) >= 0;
    }

    /// @param head what was unpacked once
    private void requireUnpacked(byte[] head) {
        if (Compression.isTar(head)) {
            throw new BadInput("trace %s is a tar archive, compressed by %s; unpack it by tar -x"
                    .formatted(file, compression.label()));
        }
        Compression again = Compression.of(head);
        Optional<String> inner = again == Compression.NONE ? Compression.unread(head) : Optional.of(again.label());
        if (inner.isPresent()) {
            throw new BadInput("trace %s is compressed twice, by %s and within it by %s; unpack it once"
                    .formatted(file, compression.label(), inner.get().replaceFirst(";.*", "")));
        }
    }

    /// @return where the first byte is that no text has; the length if there is none
    private static int binary(byte[] head) {
        int at = 0;
        while (at < head.length
                && (head[at] < 0
                        || head[at] >= ' '
                        || head[at] == '\t'
                        || head[at] == '\n'
                        || head[at] == '\r'
                        || head[at] == 0x1B)) {
            at++;
        }
        return at;
    }

    /// Whether what comes before a byte begins with a line that is a reference.
    private boolean hasReference(byte[] head, int end) throws IOException {
        try {
            TraceLine first = new TraceLines(new ByteArrayInputStream(head, 0, end)).next();
            return first != null && isReference(first);
        } catch (TraceLines.TooLong _) {
            return false;
        }
    }

    private static long line(byte[] head, int at) {
        long line = 1;
        for (int i = 0; i < at; i++) {
            line += head[i] == '\n' || head[i] == '\r' && head[i + 1] != '\n' ? 1 : 0;
        }
        return line;
    }

    /// Reads all references.
    /// @throws BadInput if it is no trace of its format
    public Found read(References to, Progress progress) {
        try (InputStream in = stream(progress)) {
            Found found = format.isText() ? lines(new TraceLines(in), to) : records(new Records(in), to);
            if (found.references == 0 && found.silent > 0) {
                throw new BadInput(
                        "trace %s has no reference: all its %s lines are of requests of 0 bytes or of removals"
                                .formatted(file, Heap.grouped(found.silent)));
            }
            if (found.references == 0) {
                throw empty(file, Optional.of(format));
            }
            return found;
        } catch (IOException e) {
            throw damaged(e, "");
        }
    }

    /// Reads all references and keeps them.
    /// @throws BadInput if it is no trace of its format, or longer than the heap can hold
    public Trace read() {
        return read(heap());
    }

    Trace read(Heap heap) {
        Trace.Builder trace = new Trace.Builder(heap);
        try {
            read(trace, (_, _) -> {});
            return trace.build();
        } catch (OutOfMemoryError e) { // somebody else takes the other half
            throw heap.full(e);
        }
    }

    private Found records(Records records, References to) throws IOException {
        try {
            while (records.next()) {
                to.add(Reference.UNSAID, 0, records.id());
            }
        } catch (IOException e) {
            throw damaged(e, " after record " + Heap.grouped(records.number()));
        }
        return new Found(records.number(), 0);
    }

    private Found lines(TraceLines lines, References to) throws IOException {
        long references = 0;
        long silent = 0;
        try {
            for (TraceLine line = lines.next(); line != null; line = lines.next()) {
                int count = format.read(line, blockBytes, to);
                if (count < 0) {
                    String slip = "trace %s, line %s: '%s' is no reference of the format %s; expected %s"
                            .formatted(
                                    file,
                                    Heap.grouped(lines.number()),
                                    line.shown(),
                                    format.label(),
                                    format.expected());
                    throw new BadInput(references + silent == 0 ? slip + titles(lines) : slip);
                }
                references += count;
                silent += count == 0 ? 1 : 0;
            }
        } catch (TraceLines.TooLong e) {
            throw tooLong(lines, e);
        } catch (IOException e) {
            throw damaged(e, " after line " + Heap.grouped(lines.number()));
        }
        return new Found(references, silent);
    }

    private BadInput tooLong(TraceLines lines, TraceLines.TooLong e) {
        return new BadInput(
                "trace %s, line %s: is longer than %s characters, no reference: '%s'"
                        .formatted(file, Heap.grouped(lines.number()), Heap.grouped(TraceLines.MAX), e.getMessage()),
                e);
    }

    private BadInput damaged(IOException e, String place) {
        if (e instanceof Compression.TooLarge) {
            return new BadInput("trace %s is compressed %s".formatted(file, e.getMessage()), e);
        }
        if (compression == Compression.NONE && !(e instanceof EOFException)) {
            return new BadInput("cannot read trace %s: %s".formatted(file, e.getMessage()), e);
        }
        String data = compression == Compression.NONE ? "binary" : compression.label();
        return new BadInput(
                "trace %s is damaged: its %s data end or break off%s%s"
                        .formatted(file, data, place, e.getMessage() == null ? "" : ": " + e.getMessage()),
                e);
    }

    /// Opens the content of the file.
    private InputStream stream(Progress progress) throws IOException {
        InputStream raw = new Counted(Files.newInputStream(file), bytes, progress);
        try {
            return compression.open(new BufferedInputStream(raw, HEAD));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /// Tells how far it has come.
    private static final class Counted extends FilterInputStream {
        private static final long STEP = 1 << 22;

        private final long bytes;
        private final Progress progress;
        private long read;
        private long told;

        Counted(InputStream in, long bytes, Progress progress) {
            super(in);
            this.bytes = bytes;
            this.progress = progress;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = super.read(to, offset, length);
            read += Math.max(0, count);
            if (read - told >= STEP) {
                told = read;
                progress.tell(read, bytes);
            }
            return count;
        }
    }
}
