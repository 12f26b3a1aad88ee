// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import dev.duality.jmh.OneLine;
import dev.duality.jmh.ToldKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The lines in which the JVM that compares tells the one that waits for it, on its standard output. Code of others
/// writes there, too: what does not have the key of the two is nobody's business.
public sealed interface Told {
    /// The kind of a comparison's end.
    enum Kind {
        AGREES,
        DIFFERS,
        /// It threw.
        FAILED,
        /// It cannot be told.
        UNKNOWN,
        /// It cannot run here or with this setting.
        SKIPPED,
        /// The workload refuses a value that the user gave; nothing of it is compared.
        SLIP
    }

    /// Something begins.
    /// @param doing what is done to the subject, as in "while it is ..."
    record Began(Subject subject, String doing) implements Told {}

    /// A subject is done.
    /// @param lines what there is to say, at least one
    record Ended(Subject subject, Kind kind, List<String> lines) implements Told {
        public Ended {
            lines = List.copyOf(lines);
        }
    }

    /// Code of the subject ends the JVM.
    /// @param caller the method that does
    record Exits(String caller) implements Told {}

    /// Everything is done.
    record Over() implements Told {}

    /// As a line.
    default String line(ToldKey key) {
        List<String> fields = new ArrayList<>();
        switch (this) {
            case Began(Subject subject, String doing) -> fields.addAll(List.of("began", subject.text(), doing));
            case Ended(Subject subject, Kind kind, List<String> lines) -> {
                fields.addAll(List.of("ended", subject.text(), kind.name()));
                fields.addAll(lines);
            }
            case Exits(String caller) -> fields.addAll(List.of("exits", caller));
            case Over() -> fields.add("over");
        }
        return key.text() + "\t"
                + String.join("\t", fields.stream().map(Told::field).toList());
    }

    private static String field(String text) {
        return text.stripLeading().length() == text.length() ? OneLine.of(text) : indented(text);
    }

    private static String indented(String text) {
        return text.substring(0, text.length() - text.stripLeading().length())
                        .replace('\t', ' ')
                        .replace('\n', ' ')
                + OneLine.of(text.stripLeading());
    }

    /// Reads a line; empty if it is none of these.
    static Optional<Told> read(ToldKey key, String line) {
        Optional<String> told = key.behind(line);
        if (told.isEmpty()) {
            return Optional.empty();
        }
        String[] fields = told.get().split("\t", -1);
        try {
            return Optional.of(
                    switch (fields[1]) {
                        case "began" -> new Began(Subject.parse(fields[2]), fields[3]);
                        case "ended" ->
                            new Ended(
                                    Subject.parse(fields[2]),
                                    Kind.valueOf(fields[3]),
                                    Arrays.asList(fields).subList(4, fields.length));
                        case "exits" -> new Exits(fields[2]);
                        case "over" -> new Over();
                        default -> throw new IllegalArgumentException(fields[1]);
                    });
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            return Optional.empty(); // somebody else's after all
        }
    }
}
