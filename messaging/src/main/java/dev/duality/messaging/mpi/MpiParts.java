// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The components of Open MPI by which a job's messages and windows go, as this process has them: read from what the
/// library chose, not from what it was asked for. The library has no call that says so.
///
/// @param messages the component for messages, such as `ob1` or `ucx`; empty if it cannot be seen
/// @param networks what that may use, as far as it was loaded, such as `self, tcp`
/// @param windows the component for one-sided operations, such as `pt2pt`; empty if it cannot be seen
public record MpiParts(Optional<String> messages, List<String> networks, Optional<String> windows) {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final Pattern MAP = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) r.(.)\\S* \\S+ \\S+ \\S+\\s*(.*)");
    private static final Pattern WINDOWS = Pattern.compile(".*/mca_osc_([a-z0-9]+)\\.so.*");

    /// The bytes of a window's handle in which its component is looked for, and how many of the first functions of that
    /// must be of one file, if it has them.
    private static final int HANDLE_WORDS = 128;

    private static final int FUNCTIONS = 16;
    private static final int FEWEST_FUNCTIONS = 4;

    /// A readable part of this process's memory.
    private record Span(long from, long to, boolean code, String file) {
        boolean holds(long address, long bytes) {
            return Long.compareUnsigned(from, address) <= 0 && Long.compareUnsigned(address + bytes, to) <= 0;
        }
    }

    public MpiParts {
        networks = List.copyOf(networks);
    }

    /// Those of this process's job.
    public static MpiParts of(Mpi mpi, MpiMemory memory) {
        List<Span> spans = spans();
        Optional<String> messages = mpi.library().messages();
        Pattern file = Pattern.compile(".*/%s([a-z0-9]+)\\.so.*".formatted(prefix(messages.orElse(""))));
        TreeSet<String> networks = new TreeSet<>();
        for (Span span : spans) {
            Matcher network = file.matcher(span.file);
            if (network.matches()) {
                networks.add(network.group(1));
            }
        }
        return new MpiParts(messages, List.copyOf(networks), windows(memory.window(), spans));
    }

    /// A component for messages uses networks of one kind, and those of other kinds may have been loaded in vain.
    private static String prefix(String messages) {
        return switch (messages) {
            case "ucx" -> "libuct_";
            case "cm" -> "mca_mtl_";
            default -> "mca_btl_";
        };
    }

    private static List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        try (Stream<String> lines = Files.lines(MAPS)) {
            lines.map(MAP::matcher).filter(Matcher::matches).forEach(line -> {
                spans.add(new Span(
                        Long.parseUnsignedLong(line.group(1), 16),
                        Long.parseUnsignedLong(line.group(2), 16),
                        line.group(3).equals("x"),
                        line.group(4)));
            });
        } catch (IOException _) {
            // another system than Linux; then nothing is seen
        }
        return spans;
    }

    /// A window's handle leads to a table of functions of the component that has it: the file in which they lie says
    /// which one. Only memory that is mapped is read.
    private static Optional<String> windows(MemorySegment handle, List<Span> spans) {
        for (long at = handle.address(); at < handle.address() + HANDLE_WORDS * 8L; at += 8) {
            Optional<Long> table = word(at, spans);
            if (table.isPresent() && (table.get() & 7) == 0) {
                Optional<String> component = component(table.get(), spans);
                if (component.isPresent()) {
                    return component;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> component(long table, List<Span> spans) {
        List<String> components = new ArrayList<>(); // of its functions
        for (int i = 0; i < FUNCTIONS; i++) {
            Optional<Long> function = word(table + 8L * i, spans);
            if (function.isEmpty() || function.get() != 0) { // one that a component lacks is 0
                Optional<Matcher> file = function.flatMap(address -> spans.stream()
                                .filter(span -> span.code && span.holds(address, 1))
                                .findFirst())
                        .map(span -> WINDOWS.matcher(span.file))
                        .filter(Matcher::matches);
                if (file.isEmpty()) {
                    return Optional.empty();
                }
                components.add(file.get().group(1));
            }
        }
        return components.size() >= FEWEST_FUNCTIONS
                        && components.stream().distinct().count() == 1
                ? Optional.of(components.getFirst())
                : Optional.empty();
    }

    @SuppressWarnings("restricted") // a word that is mapped, as was looked before
    private static Optional<Long> word(long address, List<Span> spans) {
        return spans.stream().anyMatch(span -> span.holds(address, 8))
                ? Optional.of(MemorySegment.ofAddress(address).reinterpret(8).get(JAVA_LONG, 0))
                : Optional.empty();
    }
}
