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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A Markdown file of which the program writes a part, and people or other parts the rest. The part stands between two
/// lines, `<!-- NAME: begin -->` and `<!-- NAME: end -->`, each of which has its line for itself.
public final class MarkedFile {
    private static final int MOST_BYTES = 64 << 20;

    private final Path path;
    private final Path real; // behind links
    private final String newline; // of the part; people's lines keep theirs
    private final String name;
    private final List<String> markers;
    private final String before;
    private final String part;
    private final String after;

    private MarkedFile(Path path, Path real, String name, List<String> markers, List<MatchResult> places, String text) {
        this.path = path;
        this.real = real;
        this.name = name;
        this.newline = places.getFirst().group(1);
        this.markers = markers;
        int from = places.getFirst().end();
        int to = places.getLast().start();
        before = text.substring(0, from);
        part = text.substring(from, to).replace("\r\n", "\n");
        after = text.substring(to);
    }

    /// @param name of the markers, such as `duality publish`
    /// @throws RunUnreadable if there is no such file, or it has no place for the part, or two
    public static MarkedFile read(Path path, String name) {
        List<String> markers = List.of("<!-- " + name + ": begin -->", "<!-- " + name + ": end -->");
        Path real;
        String text;
        try {
            real = path.toRealPath(); // a link stays one
            text = RegularFile.text(real, MOST_BYTES);
        } catch (IOException e) {
            throw new RunUnreadable(
                    "cannot read %s: %s; give a file with lines %s and %s"
                            .formatted(path, Reasons.of(e), markers.getFirst(), markers.getLast()),
                    e);
        }
        List<MatchResult> begins = lines(text, markers.getFirst());
        List<MatchResult> ends = lines(text, markers.getLast());
        if (begins.isEmpty()
                || ends.isEmpty()
                || begins.getFirst().end() > ends.getLast().start()) {
            throw new RunUnreadable("%s has no place for the table; it needs a line %s and, behind it, a line %s"
                    .formatted(path, markers.getFirst(), markers.getLast()));
        }
        if (begins.size() > 1 || ends.size() > 1) { // between two of one kind are words of people
            throw new RunUnreadable("%s has two lines %s, and only one place can have the table; leave one pair"
                    .formatted(path, begins.size() > 1 ? markers.getFirst() : markers.getLast()));
        }
        return new MarkedFile(path, real, name, markers, List.of(begins.getFirst(), ends.getFirst()), text);
    }

    /// The lines that are a marker and nothing else, each with its end, which is the first group.
    private static List<MatchResult> lines(String text, String marker) {
        return Pattern.compile("(?<![^\n])" + Pattern.quote(marker) + "(\r?\n|\\z)")
                .matcher(text)
                .results()
                .toList();
    }

    public Path path() {
        return path;
    }

    /// The text that stands between the markers now.
    public String part() {
        return part;
    }

    /// Other parts of the file may have been written since it was read; they stay.
    /// @param next lines, each with its end
    /// @throws IllegalArgumentException if one of the markers is among them, for then the rest would be nobody's part
    /// @throws RunUnwritable if the file cannot be replaced; the old one stands then
    public void write(String next) {
        if (markers.stream().anyMatch(next::contains)) {
            throw new IllegalArgumentException("what is written into " + path + " holds a marker of its own part");
        }
        requireWritable();
        try {
            MarkedFile now = read(path, name);
            String text = now.before + next.replace("\n", newline) + now.after;
            AtomicFile.write(real, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Looks whether it may be replaced: a new file takes the place of the old one, which would not have let itself be
    /// written.
    /// @throws RunUnwritable if it is read-only
    public void requireWritable() {
        try {
            AtomicFile.requireWritable(real);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private RunUnwritable unwritable(IOException e) {
        return new RunUnwritable("cannot write %s: %s; make room, or get leave to".formatted(path, Reasons.of(e)), e);
    }
}
