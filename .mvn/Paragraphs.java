// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills the paragraphs of `///` comments in which a line has come to stand almost empty.
///
/// The formatter breaks a comment line that has become too long, and leaves what did not fit on a line of its own. A
/// line of fewer than [#WIDOW] characters in the middle of a paragraph is such a remnant; its paragraph, or its item of
/// a list, is broken anew. Tables, code and headings stay as they are, and so does a paragraph without remnants.
final class Paragraphs {
    /// A line is a remnant if it has fewer characters than this, and its paragraph goes on below.
    static final int WIDOW = 20;

    /// The greatest length of a line.
    static final int COLUMNS = 120;

    /// The number of columns by which an example stands in that no fence surrounds.
    private static final int EXAMPLE = 5;

    private static final Pattern COMMENT = Pattern.compile("( *)///( *)(.*?) *");
    private static final Pattern ITEM = Pattern.compile("(- |\\* |\\d+\\. |@).*");
    private static final Pattern FIXED = Pattern.compile("[|#>].*");
    private static final Set<String> SKIPPED = Set.of("target", ".git");

    private Paragraphs() {}

    /// The sources below a folder whose comments have remnants, by their paths from there.
    /// @param mend whether to mend them
    static List<Path> withRemnants(Path root, boolean mend) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return SKIPPED.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".java")) {
                    String text = Files.readString(file);
                    String filled = filled(text);
                    if (!filled.equals(text)) {
                        found.add(root.relativize(file));
                        if (mend) {
                            Files.writeString(file, filled);
                        }
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }

    /// A source, with its comments filled.
    static String filled(String source) {
        List<String> lines = new ArrayList<>();
        List<String> paragraph = new ArrayList<>();
        boolean code = false;
        for (String line : source.split("\n", -1)) {
            Matcher comment = COMMENT.matcher(line);
            boolean isComment = comment.matches();
            String text = isComment ? comment.group(3) : "";
            boolean fence = text.startsWith("```");
            boolean example =
                    isComment && paragraph.isEmpty() && comment.group(2).length() >= EXAMPLE;
            boolean loose = !isComment
                    || text.isEmpty()
                    || fence
                    || code
                    || example
                    || FIXED.matcher(text).matches();
            if (loose || ITEM.matcher(text).matches()) {
                lines.addAll(filled(paragraph));
                paragraph.clear();
            }
            if (loose) {
                lines.add(line);
            } else {
                paragraph.add(line);
            }
            code = isComment && code != fence;
        }
        lines.addAll(filled(paragraph));
        return String.join("\n", lines);
    }

    private static List<String> filled(List<String> paragraph) {
        return paragraph.subList(0, Math.max(0, paragraph.size() - 1)).stream()
                        .skip(1)
                        .noneMatch(line -> text(line).length() < WIDOW)
                ? List.copyOf(paragraph)
                : broken(paragraph);
    }

    private static String text(String line) {
        Matcher comment = COMMENT.matcher(line);
        return comment.matches() ? comment.group(3) : "";
    }

    private static List<String> broken(List<String> paragraph) {
        Matcher first = COMMENT.matcher(paragraph.getFirst());
        if (!first.matches()) {
            throw new IllegalStateException("no comment: " + paragraph.getFirst());
        }
        String prefix = first.group(1) + "///" + first.group(2);
        String further = prefix + " ".repeat(hanging(first.group(3)));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(prefix);
        boolean empty = true;
        for (String word : words(paragraph)) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(further);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /// The number of columns by which the second line of an item stands in.
    private static int hanging(String text) {
        if (text.startsWith("@")) {
            return 4;
        }
        return ITEM.matcher(text).matches() ? text.indexOf(' ') + 1 : 0;
    }

    /// The words of a paragraph. What would begin an item or a table at the beginning of a line stays behind its
    /// predecessor.
    private static List<String> words(List<String> paragraph) {
        List<String> words = new ArrayList<>();
        for (String line : paragraph) {
            for (String word : text(line).split(" +")) {
                boolean begins = ITEM.matcher(word + " ").matches()
                        || FIXED.matcher(word).matches();
                if (word.matches("[.,;:]") && !words.isEmpty()) { // the formatter has cut it off
                    words.add(words.removeLast() + word);
                } else if (begins && !words.isEmpty()) {
                    words.add(words.removeLast() + " " + word);
                } else {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
