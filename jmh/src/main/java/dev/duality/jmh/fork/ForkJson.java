// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.results.folder.JsonComplaint;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reports as files.
public final class ForkJson {
    /// A report with the histograms of a dozen rates has some hundred KiB; a fork runs code of others.
    private static final int LARGEST_BYTES = 64 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ForkJson() {}

    /// Writes a file that is whole as soon as it has its name: its writer may be killed at any time.
    /// @throws UncheckedIOException if it cannot be written
    public static void write(Path file, Object message) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, MAPPER.writeValueAsBytes(message));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Gets ready to write a report. The mapper takes longer for its first one than some loads last.
    public static void prepare() {
        MAPPER.writerFor(ForkReport.Measured.class).writeValueAsBytes(null);
        MAPPER.writeValueAsBytes(new ForkReport.Failed("none"));
    }

    /// @throws UncheckedIOException if the file cannot be read, or holds something else
    public static <T> T read(Path file, Class<T> type) {
        try {
            return MAPPER.readValue(RegularFile.bytes(file, LARGEST_BYTES), type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s: %s".formatted(file, Reasons.of(e)), e);
        } catch (JacksonException e) {
            throw new UncheckedIOException(
                    "cannot read %s: %s".formatted(file, JsonComplaint.of(e)), new IOException(e));
        }
    }
}
