// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.shm.SplitMix64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sees all processes, and objects to one that runs at two places, that does a step twice or leaves one out, that is
/// answered otherwise than one that stays at home, that loses a signal or takes one twice, or that ends though neither
/// its home nor its host has died, and to a host that takes more processes of others than it has room for; its
/// [BoardChecker] objects to wrong picks of idle hosts. A play in which a host keeps something of a process for ever
/// has no end. Keeps what hosts store: how many signals they have sent.
///
/// - **Threads:** any.
class MigrationChecker {
    /// The end of a process.
    enum End {
        EXITED("done"),
        HOME_DIED("home died"),
        HOST_DIED("host died"),
        /// Somebody was not heard for so long that he was taken for dead.
        SUSPECTED("suspected");

        private final String word;

        End(String word) {
            this.word = word;
        }

        /// As it is shown.
        String label() {
            return word;
        }
    }

    private static final class Life {
        private long homeBoot;
        private int host;
        private long hostBoot;
        private long generation = -1;
        private boolean running;
        private boolean born;
        private End end;
        private int step;
        private long position; // of a stream of its own
        private long ticks;
        private long sent;
        private long taken;
        private long digest;
    }

    private final Program program;
    private final int room;
    private final BoardChecker board;
    private final Life[] lives;
    private final long[] boots;
    private final long[] posts;
    private final Map<Integer, TreeMap<Long, Long>> shared = new TreeMap<>(); // what was read, by the first reader
    private final Map<Integer, Long> beginnings = new TreeMap<>(); // of shared streams
    private String violation = "";
    private final Map<Integer, TreeSet<Integer>> kept = new TreeMap<>(); // by host, in its present life
    private long moves;
    private long hops;
    private int ended; // so many of the first processes have
    private long evictions;
    private long steps;
    private long opens; // of sources

    MigrationChecker(MigrationProtocol.Plan plan) {
        this.program = plan.program();
        this.room = plan.room();
        this.board = new BoardChecker(plan.board(), plan.hosts());
        this.lives = new Life[program.processes()];
        for (int process = 0; process < lives.length; process++) {
            lives[process] = new Life();
        }
        this.boots = new long[plan.hosts()];
        this.posts = new long[plan.hosts()];
    }

    BoardChecker board() {
        return board;
    }

    /// A host begins another life. Gives its number, from 1.
    synchronized long boots(int host) {
        kept.remove(host);
        return ++boots[host];
    }

    /// A host takes a process that was sent to it.
    synchronized void comes(int process, int host) {
        long foreign = kept.getOrDefault(host, new TreeSet<>()).stream()
                .filter(each -> each != process && program.home(each) != host)
                .count();
        if (program.home(process) != host && foreign >= room) {
            object("host %d takes process %d, but has %d of others already, of at most %d"
                    .formatted(host, process, foreign, room));
        }
    }

    /// A host has a process from now on, whether that runs there or not.
    synchronized void holds(int process, int host) {
        kept.computeIfAbsent(host, _ -> new TreeSet<>()).add(process);
    }

    /// A host keeps nothing of a process any more.
    synchronized void letsGo(int process, int host) {
        kept.getOrDefault(host, new TreeSet<>()).remove(process);
    }

    synchronized void isBorn(int process, int home, long homeBoot, int host, long hostBoot) {
        Life life = lives[process];
        if (life.born || homeBoot != boots[home]) {
            object("process %d is born a second time, or at a home that has died".formatted(process));
        }
        life.born = true;
        life.homeBoot = homeBoot;
        life.host = host;
        life.hostBoot = hostBoot;
    }

    synchronized void runs(int process, long generation, int host, long hostBoot) {
        Life life = lives[process];
        if (life.running && boots[life.host] == life.hostBoot) {
            object("process %d runs on host %d, and still on host %d".formatted(process, host, life.host));
        } else if (life.end != null) {
            object("process %d runs on host %d, but it has ended: %s".formatted(process, host, life.end.word));
        } else if (!life.born) {
            object("process %d runs on host %d, but it was not born".formatted(process, host));
        }
        boolean moved = life.generation >= 0 && life.host != host;
        moves += moved ? 1 : 0;
        hops += moved && life.host != program.home(process) && host != program.home(process) ? 1 : 0;
        life.running = true;
        life.generation = generation;
        life.host = host;
        life.hostBoot = hostBoot;
    }

    synchronized void leaves(int process, long generation, boolean evicted) {
        lives[process].running = false;
        evictions += evicted ? 1 : 0;
    }

    /// A process has done a step.
    /// @param isShared whether its stream is shared
    synchronized void does(int process, int step, boolean isShared, long answer) {
        Life life = lives[process];
        if (step != life.step) {
            object("process %d does step %d, but step %d is next".formatted(process, step, life.step));
        }
        life.step = step + 1;
        steps++;
        switch (program.step(process, step)) {
            case ProcessStep.Clock() -> {
                expect(process, "its clock", answer, life.ticks++);
                life.digest = SplitMix64.of(life.digest, answer);
            }
            case ProcessStep.Read(int bytes) when isShared -> reads(process, answer, bytes);
            case ProcessStep.Read(int bytes) -> {
                expect(process, "its stream", answer, life.position);
                life.position += bytes;
                life.digest = SplitMix64.of(life.digest, answer);
            }
            case ProcessStep.Share() -> beginnings.put(process, life.position);
            case ProcessStep.Serve(long _) -> {
                opens++;
                life.digest = SplitMix64.of(life.digest, step);
            }
            default -> life.digest = SplitMix64.of(life.digest, step);
        }
    }

    private void expect(int process, String what, long is, long should) {
        if (is != should) {
            object("process %d finds %s at %d, but should at %d".formatted(process, what, is, should));
        }
    }

    private void reads(int process, long from, long bytes) {
        TreeMap<Long, Long> read = shared.computeIfAbsent(program.parent(process), _ -> new TreeMap<>());
        Map.Entry<Long, Long> before = read.lowerEntry(from + bytes);
        if (before != null && before.getValue() > from) {
            object("process %d reads from %d on what was read before, from %d to %d"
                    .formatted(process, from, before.getKey(), before.getValue()));
        }
        read.put(from, from + bytes);
    }

    /// A home lets a clock go on.
    synchronized void ticks(int process, long homeBoot) {
        if (lives[process].homeBoot != homeBoot) {
            object("the home of process %d has died, but goes on to answer".formatted(process));
        }
    }

    synchronized void isSent(int process) {
        lives[process].sent++;
    }

    synchronized void takes(int process) {
        Life life = lives[process];
        if (++life.taken > life.sent) {
            object("process %d was sent %d signals, but takes another one".formatted(process, life.sent));
        }
    }

    synchronized void ends(int process, End how, int host, long hostBoot) {
        Life life = lives[process];
        int home = program.home(process);
        if (how == End.HOME_DIED && boots[home] == life.homeBoot) {
            object("process %d is ended because its home %d died, but that lives".formatted(process, home));
        } else if (how == End.HOST_DIED && boots[host] == hostBoot) {
            object("process %d is ended because host %d died, but that lives".formatted(process, host));
        } else if (how == End.EXITED && life.taken != life.sent) {
            object("process %d was sent %d signals, but ends with %d".formatted(process, life.sent, life.taken));
        }
        life.running = false;
        life.end = life.end == null ? how : life.end;
    }

    synchronized long posts(int host) {
        return posts[host];
    }

    synchronized void isPosted(int host) {
        posts[host]++;
    }

    /// Whether each process has ended, or nobody is left who could tell, and no host keeps anything of one.
    synchronized boolean finished() {
        while (ended < lives.length && lives[ended].end != null) {
            ended++;
        }
        for (int process = ended; process < lives.length; process++) {
            if (!isOver(process)) {
                return false;
            }
        }
        return kept.values().stream().allMatch(TreeSet::isEmpty);
    }

    private boolean isOver(int process) {
        Life life = lives[process];
        int parent = program.parent(process);
        boolean homeDied = boots[program.home(process)] != life.homeBoot;
        if (life.end != null) {
            return true;
        }
        if (!life.born || homeDied && life.generation < 0 && parent != process) {
            return parent != process && isOver(parent); // its parent was never told that it is there
        }
        return homeDied && boots[life.host] != life.hostBoot;
    }

    private void object(String line) {
        if (violation.isEmpty()) {
            violation = line;
        }
    }

    synchronized Optional<String> violation() {
        return violation.isEmpty() ? board.violation() : Optional.of(violation);
    }

    /// A gap in what two processes have read of the stream that they share, if both have come to their end.
    synchronized Optional<String> violationAtEnd() {
        for (Map.Entry<Integer, TreeMap<Long, Long>> stream : shared.entrySet()) {
            int parent = stream.getKey();
            long at = beginnings.getOrDefault(parent, 0L);
            for (Map.Entry<Long, Long> read : stream.getValue().entrySet()) {
                if (haveExited(parent) && read.getKey() != at) {
                    return Optional.of("of the stream of process %d nobody has read from %d to %d"
                            .formatted(parent, at, read.getKey()));
                }
                at = read.getValue();
            }
        }
        return Optional.empty();
    }

    private boolean haveExited(int parent) {
        for (int process = 0; process < lives.length; process++) {
            if (program.parent(process) == parent && lives[process].end != End.EXITED) {
                return false;
            }
        }
        return true;
    }

    /// Of what each process was answered, but for what depends on who comes first.
    synchronized long digest() {
        long digest = 0;
        for (Life life : lives) {
            digest = SplitMix64.of(digest, life.digest);
        }
        return digest;
    }

    synchronized Optional<End> end(int process) {
        return Optional.ofNullable(lives[process].end);
    }

    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("steps", steps);
        counts.put("moves", moves);
        counts.put("hops", hops);
        counts.put("evictions", evictions);
        for (End end : End.values()) {
            long count = 0;
            for (Life life : lives) {
                count += life.end == end ? 1 : 0;
            }
            counts.put(end.word, count);
        }
        long taken = 0;
        for (Life life : lives) {
            taken += life.taken;
        }
        counts.put("signals", taken);
        board.count(counts);
        counts.put("opens of sources", opens);
        return counts;
    }
}
