// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.explore;

import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.simulation.network.Schedule;
import dev.duality.simulation.protocol.Protocols;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A scenario with its schedule as a small text file: a line for each thing, its name first. Lines that begin with `#`
/// say what it is about. A byte order mark, and blanks and tabs around a line or between its words, say nothing.
public final class ReplayFile {
    private static final int MOST_BYTES = 64 << 20;
    private static final int LONGEST_SHOWN = 200;
    private static final Set<String> WORDS = Set.of("workload", "protocol", "nodes", "seed", "set", "fault");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    private ReplayFile() {}

    /// A scenario that has a schedule, as the text of such a file.
    /// @param remarks what it is about, a line each
    public static String text(Scenario scenario, List<String> remarks) {
        List<String> lines = new ArrayList<>();
        remarks.forEach(remark -> lines.add("# " + remark.replaceAll("\\R", " ")));
        lines.add("workload " + scenario.workload().name());
        lines.add("protocol " + scenario.protocol().name());
        lines.add("nodes " + scenario.nodes());
        lines.add("seed " + scenario.seed());
        scenario.set().forEach((name, value) -> lines.add("set " + name + "=" + value));
        scenario.schedule().orElseThrow().lines().forEach(line -> lines.add("fault " + line));
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    /// Reads what [#text] gives.
    /// @throws BadInput if it is something else, or names what there is not
    public static Scenario read(String name, Catalog catalog, Protocols protocols) {
        Map<String, String> said = new LinkedHashMap<>();
        Map<String, String> set = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : lines(name)) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = BLANKS.split(line, 2);
            String known = parts[0];
            String rest = parts.length < 2 ? "" : parts[1];
            int equals = rest.indexOf('=');
            if (said.isEmpty() && set.isEmpty() && faults.isEmpty() && !WORDS.contains(known)) {
                throw new BadInput(
                        "%s is no replay of duality simulate: line %d is '%s', but must be such as 'workload counter'"
                                .formatted(name, number, shown(line)));
            }
            boolean good = switch (known) {
                case "workload", "protocol", "nodes", "seed" -> said.put(known, rest) == null;
                case "set" -> equals > 0 && set.put(rest.substring(0, equals), rest.substring(equals + 1)) == null;
                case "fault" -> faults.add(BLANKS.matcher(rest).replaceAll(" "));
                default -> false;
            };
            if (!good) {
                throw new BadInput("line %d of %s is '%s', but must be one workload, protocol, nodes or seed, a set"
                                .formatted(number, name, shown(line))
                        + " name=value or a fault");
            }
        }
        if (!said.containsKey("workload")) {
            throw new BadInput(
                    "%s is no replay of duality simulate: it has no line such as 'workload counter'".formatted(name));
        }
        try {
            Workload workload = catalog.workload(said.get("workload"));
            NetworkValues network = NetworkValues.takenFrom(set);
            return new Scenario(
                    workload,
                    protocols.of(workload, said.getOrDefault("protocol", "")),
                    Integer.parseInt(said.getOrDefault("nodes", "")),
                    Long.parseLong(said.getOrDefault("seed", "")),
                    set,
                    network,
                    Optional.of(Schedule.parse(faults)));
        } catch (NumberFormatException e) {
            throw new BadInput("%s does not say nodes and seed as whole numbers".formatted(name), e);
        } catch (IllegalArgumentException e) {
            throw new BadInput("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static String shown(String line) {
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + " ...";
    }

    private static List<String> lines(String name) {
        try {
            return EditedLines.of(RegularFile.text(Path.of(name), MOST_BYTES));
        } catch (CharacterCodingException e) {
            throw new BadInput("%s is no replay of duality simulate: it is no UTF-8 text".formatted(name), e);
        } catch (InvalidPathException e) {
            throw new BadInput("'%s' is no file name".formatted(name), e);
        } catch (IOException e) {
            throw new BadInput("%s cannot be read: %s; is it a replay?".formatted(name, Reasons.of(e)), e);
        }
    }
}
