// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The log of a job across hosts, in which its launcher, the JVMs and the ranks say why it ended. Of several reasons
/// the nearest to the cause is told: a rank's own, then the one for which a process did not start, then what the
/// launcher saw.
final class LauncherLog {
    /// The beginning of the line in which a rank says why it leaves; its host and the reason follow.
    static final String RANK = "a rank on ";

    private static final Pattern NO_JVM =
            Pattern.compile("(Error: (?:Could not find or load main class|LinkageError) .*|Unrecognized option: .*)");
    private static final Pattern SEEN = Pattern.compile(
            ".*(noticed that process rank|Exit code:|not enough slots|not found|already filled|unable to|srun: error:).*");
    private static final String EXECUTABLE = "Executable:";
    private static final String NODE = "Node:";
    private static final String NO_DAEMON = "ORTE was unable to reliably start";
    private static final String RULE = "-----";

    private final List<String> lines;

    private LauncherLog(List<String> lines) {
        this.lines = lines;
    }

    /// The reason that it has, in one line; empty if there is none, or it cannot be read.
    static Optional<String> reason(Path log) {
        try {
            return new LauncherLog(
                            Files.readAllLines(log).stream().map(String::strip).toList())
                    .reason();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Optional<String> reason() {
        return first(line -> line.contains(RANK)) // mpirun can be asked to begin each line with its rank
                .map(line -> line.substring(line.indexOf(RANK)))
                .or(() -> first(line -> NO_JVM.matcher(line).matches())
                        .map(said -> "Duality, or its Java, is not on a host as it is on the first: " + said))
                .or(this::notExecuted)
                .or(this::notReached)
                .or(() -> lines.stream()
                        .filter(line -> SEEN.matcher(line).matches())
                        .reduce((_, last) -> last));
    }

    private Optional<String> first(Predicate<String> wanted) {
        return lines.stream().filter(wanted).findFirst();
    }

    private Optional<String> notExecuted() {
        return after(EXECUTABLE)
                .flatMap(program -> after(NODE).map(host -> "%s has no %s that it can run".formatted(host, program)));
    }

    private Optional<String> after(String name) {
        return first(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip());
    }

    /// The program that was to reach the host, such as `ssh`, has said why not above the launcher's long advice.
    private Optional<String> notReached() {
        if (first(line -> line.startsWith(NO_DAEMON)).isEmpty()) {
            return Optional.empty();
        }
        Optional<String> before = lines.stream()
                .takeWhile(line -> !line.startsWith(RULE))
                .filter(line -> !line.isEmpty())
                .reduce((_, last) -> last);
        return Optional.of("a host was not reached, or has no Open MPI: "
                + before.orElse(NO_DAEMON + " one or more daemons; the log has its advice"));
    }
}
