// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import dev.duality.results.folder.AtomicFile;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.folder.RunUnwritable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A Markdown file of which the program writes one part, and people the rest. The part stands between two lines,
/// `<!-- NAME: begin -->` and `<!-- NAME: end -->`.
public final class MarkedFile {
    private static final int MOST_BYTES = 64 << 20;

    private final Path path;
    private final List<String> markers;
    private final String before;
    private final String part;
    private final String after;

    private MarkedFile(Path path, List<String> markers, String before, String part, String after) {
        this.path = path;
        this.markers = markers;
        this.before = before;
        this.part = part;
        this.after = after;
    }

    /// @param name of the markers, such as `duality publish`
    /// @throws RunUnreadable if there is no such file, or it has no place for the part
    public static MarkedFile read(Path path, String name) {
        String begin = "<!-- " + name + ": begin -->\n";
        String end = "<!-- " + name + ": end -->";
        String text;
        try {
            text = RegularFile.text(path, MOST_BYTES);
        } catch (IOException e) {
            throw new RunUnreadable(
                    "cannot read %s: %s; give a file with lines %s and %s"
                            .formatted(path, Reasons.of(e), begin.strip(), end),
                    e);
        }
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        if (from < begin.length() || to < 0) {
            throw new RunUnreadable("%s has no place for the table; it needs a line %s and, behind it, a line %s"
                    .formatted(path, begin.strip(), end));
        }
        return new MarkedFile(
                path,
                List.of(begin.strip(), end),
                text.substring(0, from),
                text.substring(from, to),
                text.substring(to));
    }

    public Path path() {
        return path;
    }

    /// The text that stands between the markers now.
    public String part() {
        return part;
    }

    /// @param next lines, each with its end
    /// @throws IllegalArgumentException if one of the markers is among them, for then the rest would be nobody's part
    /// @throws RunUnwritable if the file cannot be replaced; the old one stands then
    public void write(String next) {
        if (markers.stream().anyMatch(next::contains)) {
            throw new IllegalArgumentException("what is written into " + path + " holds a marker of its own part");
        }
        try {
            AtomicFile.write(path, out -> out.write((before + next + after).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new RunUnwritable(
                    "cannot write %s: %s; make room, or get leave to".formatted(path, Reasons.of(e)), e);
        }
    }
}
