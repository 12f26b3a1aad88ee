// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.network;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Everything that goes wrong in one run: replayed with the same seed, delay law and nodes it gives the same run.
///
/// Written as text, a line for each fault; times are in nanoseconds:
///
///     lost 17
///     doubled 30
///     delayed 40 copy 0 by 300000
///     crash 2 at 5000000 restart 7000000
///     crash 3 at 5000000 restart never
///     pause 3 at 100 until 300
///     partition 0,3-5 at 100 until 300
///
/// @param faults in any order
public record Schedule(List<Fault> faults) {
    /// Nothing goes wrong.
    public static final Schedule EMPTY = new Schedule(List.of());

    private static final Pattern MESSAGE = Pattern.compile("(lost|doubled) (\\d{1,18})");
    private static final Pattern DELAYED = Pattern.compile("delayed (\\d{1,18}) copy ([01]) by (\\d{1,18})");
    private static final Pattern CRASH = Pattern.compile("crash (\\d{1,5}) at (\\d{1,18}) restart (never|\\d{1,18})");
    private static final Pattern PAUSE = Pattern.compile("pause (\\d{1,5}) at (\\d{1,18}) until (\\d{1,18})");
    private static final Pattern PARTITION = Pattern.compile("partition ([\\d,-]+) at (\\d{1,18}) until (\\d{1,18})");

    public Schedule {
        faults = List.copyOf(faults);
    }

    /// Its lines.
    public List<String> lines() {
        return faults.stream().map(Schedule::line).toList();
    }

    /// Reads lines; each is one fault.
    /// @throws IllegalArgumentException if one is no fault; names it
    public static Schedule parse(List<String> lines) {
        List<Fault> faults = new ArrayList<>();
        for (String line : lines) {
            try {
                faults.add(fault(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + line + "' is no fault: " + e.getMessage(), e);
            }
        }
        return new Schedule(faults);
    }

    private static String line(Fault fault) {
        return switch (fault) {
            case Fault.Lost(long message) -> "lost " + message;
            case Fault.Doubled(long message) -> "doubled " + message;
            case Fault.Delayed(long message, int copy, long nanos) ->
                "delayed %d copy %d by %d".formatted(message, copy, nanos);
            case Fault.Crash(int node, long nanos, long restart) ->
                "crash %d at %d restart %s"
                        .formatted(node, nanos, restart == Long.MAX_VALUE ? "never" : Long.toString(restart));
            case Fault.Pause(int node, long nanos, long until) ->
                "pause %d at %d until %d".formatted(node, nanos, until);
            case Fault.Partition(NodeSet group, long nanos, long until) ->
                "partition %s at %d until %d".formatted(group, nanos, until);
        };
    }

    private static Fault fault(String line) {
        Matcher message = MESSAGE.matcher(line);
        if (message.matches()) {
            long number = Long.parseLong(message.group(2));
            return message.group(1).equals("lost") ? new Fault.Lost(number) : new Fault.Doubled(number);
        }
        Matcher delayed = DELAYED.matcher(line);
        if (delayed.matches()) {
            return new Fault.Delayed(
                    Long.parseLong(delayed.group(1)),
                    Integer.parseInt(delayed.group(2)),
                    Long.parseLong(delayed.group(3)));
        }
        Matcher crash = CRASH.matcher(line);
        if (crash.matches()) {
            String restart = crash.group(3);
            return new Fault.Crash(
                    Integer.parseInt(crash.group(1)),
                    Long.parseLong(crash.group(2)),
                    restart.equals("never") ? Long.MAX_VALUE : Long.parseLong(restart));
        }
        Matcher pause = PAUSE.matcher(line);
        if (pause.matches()) {
            return new Fault.Pause(
                    Integer.parseInt(pause.group(1)), Long.parseLong(pause.group(2)), Long.parseLong(pause.group(3)));
        }
        Matcher partition = PARTITION.matcher(line);
        if (partition.matches()) {
            return new Fault.Partition(
                    NodeSet.parse(partition.group(1)),
                    Long.parseLong(partition.group(2)),
                    Long.parseLong(partition.group(3)));
        }
        throw new IllegalArgumentException(
                "expected lost, doubled, delayed, crash, pause or partition and its numbers");
    }

    @Override
    public String toString() {
        return faults.isEmpty() ? "no faults" : lines().stream().collect(Collectors.joining("; "));
    }
}
