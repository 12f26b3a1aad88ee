// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import java.util.Map;
import java.util.TreeMap;

/// The home's part of a host: it knows where its processes run, answers what must be answered at home, and keeps their
/// signals. A crash ends it, and all that it knew.
class HomeRegistry {
    /// A home's way to tell others.
    interface Teller {
        void tell(int to, int kind, long sequence, long a, long b);
    }

    /// The knowledge about a process.
    private static final class Known {
        private long generation;
        private int host;
        private long hostBoot;
        private long clock;
        private long lastStep = -1;
        private long lastAnswer;
        private long sent; // signals
        private long taken;
        private boolean ended;
    }

    private final MigrationProtocol.Plan plan;
    private final int self;
    private final long boot;
    private final MigrationChecker checker;
    private final Map<Integer, Known> processes = new TreeMap<>();
    private final Map<Integer, Long> posts = new TreeMap<>(); // the last signal of each sender
    private Teller teller;

    HomeRegistry(MigrationProtocol.Plan plan, int self, long boot, MigrationChecker checker) {
        this.plan = plan;
        this.self = self;
        this.boot = boot;
        this.checker = checker;
    }

    void tellBy(Teller tells) {
        teller = tells;
    }

    final long boot() {
        return boot;
    }

    /// Begins to know a process that runs on a host.
    final void begins(int process, int host, long hostBoot) {
        Known known = new Known();
        known.host = host;
        known.hostBoot = hostBoot;
        if (processes.putIfAbsent(process, known) == null) {
            checker.isBorn(process, self, boot, host, hostBoot);
        }
    }

    /// Whether a message is for this life of the home.
    boolean isMine(int process, long homeBoot) {
        return homeBoot == boot && processes.containsKey(process);
    }

    /// A call that the home has a part in.
    final void call(int kind, int from, long sequence, long boots, long b) {
        int process = MigrationKinds.process(sequence);
        if (!isMine(process, MigrationKinds.homeBoot(boots))) {
            teller.tell(from, MigrationKinds.HOME_DIED, sequence, 0, 0);
            return;
        }
        Known known = processes.computeIfAbsent(process, _ -> new Known());
        long step = MigrationKinds.step(sequence);
        if (known.ended) {
            teller.tell(from, MigrationKinds.ANSWER, sequence, MigrationKinds.ENDED, 0);
        } else if (step == known.lastStep) {
            teller.tell(from, MigrationKinds.ANSWER, sequence, known.lastAnswer, 0);
        } else if (step > known.lastStep) {
            if (kind == MigrationKinds.EXIT && known.sent > b) {
                teller.tell(from, MigrationKinds.ANSWER, sequence, known.sent, 0); // it has to take its signals first
                return;
            }
            known.lastAnswer = done(kind, process, known, from, boots, b);
            known.lastStep = step;
            teller.tell(from, MigrationKinds.ANSWER, sequence, known.lastAnswer, 0);
        }
    }

    private long done(int kind, int process, Known known, int from, long boots, long b) {
        return switch (kind) {
            case MigrationKinds.CLOCK -> {
                checker.ticks(process, boot);
                yield known.clock++;
            }
            case MigrationKinds.FORK -> {
                begins((int) b, from, MigrationKinds.hostBoot(boots));
                yield b;
            }
            case MigrationKinds.EXIT -> {
                end(process, known, MigrationChecker.End.EXITED);
                yield MigrationKinds.ENDED;
            }
            default -> throw new IllegalArgumentException("no home is asked for a " + kind);
        };
    }

    private void end(int process, Known known, MigrationChecker.End how) {
        known.ended = true;
        checker.ends(process, how, known.host, known.hostBoot);
        for (int next : plan.program().next(process)) {
            teller.tell(self, MigrationKinds.BEGIN, next, 0, 0);
        }
    }

    /// A host says that a process has come to it.
    final void arrived(int from, long sequence, long generation, long before) {
        int process = MigrationKinds.process(sequence);
        long boots = MigrationKinds.step(sequence);
        if (!isMine(process, MigrationKinds.homeBoot(boots))) {
            teller.tell(from, MigrationKinds.HOME_DIED, process, generation, 0);
            return;
        }
        Known known = processes.computeIfAbsent(process, _ -> new Known());
        long hostBoot = MigrationKinds.hostBoot(boots);
        if (generation == known.generation && from == known.host && hostBoot < known.hostBoot) {
            return; // it comes late, from before a crash
        }
        if (!known.ended && generation == known.generation && from == known.host && hostBoot > known.hostBoot) {
            end(process, known, MigrationChecker.End.HOST_DIED); // it was there before the host crashed
        }
        boolean again = generation == known.generation && from == known.host && hostBoot == known.hostBoot;
        if (!known.ended && (again || confirms(before, known.generation))) {
            known.generation = generation;
            known.host = from;
            known.hostBoot = hostBoot;
            teller.tell(from, MigrationKinds.GO, process, generation, hostBoot);
        } else {
            teller.tell(from, MigrationKinds.GONE, process, generation, 0);
        }
    }

    /// Whether a process may go on that comes from its stay of one generation, and was last confirmed in another.
    boolean confirms(long before, long generation) {
        return before == generation;
    }

    final void beat(int from, long sequence, long homeBoot, long generation) {
        int process = MigrationKinds.process(sequence);
        boolean mine = isMine(process, homeBoot);
        teller.tell(from, mine ? MigrationKinds.ALIVE : MigrationKinds.HOME_DIED, process, generation, 0);
    }

    /// Somebody sends a signal.
    final void signal(int from, long post, int process) {
        if (post > posts.getOrDefault(from, -1L)) {
            posts.put(from, post);
            Known known = processes.get(process);
            if (known != null && !known.ended) {
                known.sent++;
                checker.isSent(process);
                teller.tell(known.host, MigrationKinds.SIGNALS, process, known.sent, 0);
            }
        }
        teller.tell(from, MigrationKinds.POSTED, post, 0, 0);
    }

    final void taken(int process, long count) {
        Known known = processes.get(process);
        if (known != null) {
            known.taken = Math.max(known.taken, count);
        }
    }

    /// A host has answered whether it has a process.
    final void here(int from, long sequence, long generation, boolean here) {
        long hostBoot = MigrationKinds.step(sequence);
        Known known = processes.get(MigrationKinds.process(sequence));
        if (known == null || known.ended || known.generation != generation || known.host != from) {
            return;
        }
        if (hostBoot > known.hostBoot) {
            end(MigrationKinds.process(sequence), known, MigrationChecker.End.HOST_DIED);
        } else if (hostBoot == known.hostBoot && !here) {
            end(MigrationKinds.process(sequence), known, MigrationChecker.End.SUSPECTED);
        }
    }

    /// Asks where it is about its processes, and tells them again of signals that they have not taken.
    final void look() {
        processes.forEach((process, known) -> {
            if (!known.ended) {
                teller.tell(known.host, MigrationKinds.PROBE, process, known.generation, 0);
                if (known.taken < known.sent) {
                    teller.tell(known.host, MigrationKinds.SIGNALS, process, known.sent, 0);
                }
            }
        });
    }
}
