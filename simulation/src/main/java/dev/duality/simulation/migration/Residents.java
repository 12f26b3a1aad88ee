// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.migration.Resident.Doing;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The processes on a host: what they do, how they come and how they leave.
abstract class Residents implements Node {
    private static final int MOST_DOUBLINGS = 6;
    static final int FILE_TIMER = 3;
    static final int FIRST_TIMER = 5; // two for each process, behind the host's own

    /// A stay that is over: whoever sends that process again is told that it came.
    private record Stay(int process, long generation) {}

    final MigrationProtocol.Plan plan;
    final int self;
    final long boot;
    final MigrationChecker checker;
    final Map<Integer, Resident> residents = new TreeMap<>();
    private final Set<Stay> over = new HashSet<>();
    final BoardUser board;
    private boolean toldIdle = true; // as it is on a board that knows nothing
    boolean ownerIsHere;
    Port port;

    Residents(MigrationProtocol.Plan plan, int self, long boot, MigrationChecker checker) {
        this.plan = plan;
        this.self = self;
        this.boot = boot;
        this.checker = checker;
        this.board = BoardUser.of(this);
    }

    /// Sends a message without bytes, to another node or to this one.
    abstract void tell(int to, int kind, long sequence, long a, long b);

    static int workTimer(int process) {
        return FIRST_TIMER + 2 * process;
    }

    static int askTimer(int process) {
        return FIRST_TIMER + 2 * process + 1;
    }

    final void run(Resident resident) {
        residents.put(resident.process, resident);
        checker.holds(resident.process, self);
        resident.heard = port.nanos();
        checker.runs(resident.process, resident.generation, self, boot);
        tellLoad();
        go(resident);
    }

    /// Does one step after the other, until one takes time.
    final void go(Resident resident) {
        while (true) {
            if (ownerIsHere && resident.home != self) {
                leaves(resident, resident.home, true);
                return;
            }
            switch (plan.program().step(resident.process, resident.step)) {
                case ProcessStep.Compute(long nanos) -> {
                    compute(resident, nanos);
                    return;
                }
                case ProcessStep.Read(int bytes)
                when !resident.shared -> {
                    completes(resident, resident.position);
                    resident.position += bytes;
                }
                default -> {
                    resident.doing = Doing.ASKING;
                    resident.tries = 0;
                    again(resident);
                    return;
                }
            }
        }
    }

    /// Those who compute on one host at once share it.
    private void compute(Resident resident, long nanos) {
        long others = residents.values().stream()
                .filter(each -> each != resident && each.doing == Doing.COMPUTING)
                .count();
        long takes = resident.late + (resident.left > 0 ? resident.left : nanos * (1 + others));
        resident.late = 0;
        resident.doing = Doing.COMPUTING;
        resident.until = port.nanos() + takes;
        port.schedule(workTimer(resident.process), takes);
    }

    final void completes(Resident resident, long answer) {
        checker.does(resident.process, resident.step, resident.shared, answer);
        resident.step++;
    }

    /// Asks, or sends the process, once more.
    final void again(Resident resident) {
        switch (resident.doing) {
            case ASKING -> ask(resident);
            case ARRIVING ->
                tell(
                        resident.home,
                        MigrationKinds.ARRIVED,
                        MigrationKinds.call(resident.process, MigrationKinds.boots(resident.homeBoot, boot)),
                        resident.generation,
                        resident.before);
            case LEAVING -> {
                Message message = port.message(resident.to).set(MigrationKinds.TRANSFER, resident.process, 0, 0);
                encapsulate(resident, message, resident.withPages ? plan.pagesBytes() : 0);
                port.send(resident.to);
            }
            case COMPUTING -> {
                return;
            }
        }
        port.schedule(
                askTimer(resident.process), plan.times().resendNanos() << Math.min(resident.tries, MOST_DOUBLINGS));
    }

    /// Writes all that goes along.
    void encapsulate(Resident resident, Message message, int pagesBytes) {
        resident.encapsulate(message.payload(), self, pagesBytes);
    }

    private void ask(Resident resident) {
        long call = MigrationKinds.call(resident.process, resident.step);
        long boots = MigrationKinds.boots(resident.homeBoot, boot);
        switch (plan.program().step(resident.process, resident.step)) {
            case ProcessStep.Clock() -> tell(resident.home, MigrationKinds.CLOCK, call, boots, 0);
            case ProcessStep.Fork(int child) -> tell(resident.home, MigrationKinds.FORK, call, boots, child);
            case ProcessStep.Exit() -> tell(resident.home, MigrationKinds.EXIT, call, boots, resident.signals);
            case ProcessStep.Read(int bytes) -> tell(plan.server(), MigrationKinds.READ, call, 0, bytes);
            case ProcessStep.Share() -> tell(plan.server(), MigrationKinds.SHARE, call, 0, resident.position);
            case ProcessStep.Serve(long nanos) -> tell(plan.server(), MigrationKinds.SERVE, call, 0, nanos);
            case ProcessStep.Move(boolean _) -> board.pick(call);
            case ProcessStep.Compute(long _) -> throw new IllegalStateException("nobody is asked to compute");
        }
    }

    /// Whether a call is one that a process here waits for.
    final boolean isAsking(long call) {
        Resident resident = residents.get(MigrationKinds.process(call));
        return resident != null && resident.doing == Doing.ASKING && resident.step == MigrationKinds.step(call);
    }

    final void answered(int kind, long sequence, long answer) {
        if (!isAsking(sequence)) {
            return; // it was answered before
        }
        Resident resident = residents.get(MigrationKinds.process(sequence));
        resident.heard = kind == MigrationKinds.ANSWER ? port.nanos() : resident.heard;
        if (kind == MigrationKinds.ANSWER && answer == MigrationKinds.ENDED) {
            drop(resident);
            return;
        }
        switch (plan.program().step(resident.process, resident.step)) {
            case ProcessStep.Exit() -> {
                take(resident, answer);
                again(resident);
            }
            case ProcessStep.Move(boolean waiting) -> {
                if (answer == MigrationKinds.NOBODY && waiting) {
                    port.schedule(askTimer(resident.process), board.pollNanos());
                } else {
                    moves(resident, answer);
                }
            }
            case ProcessStep.Fork(int child) -> {
                port.cancel(askTimer(resident.process));
                completes(resident, answer);
                Resident born = new Resident(child, resident.home, resident.homeBoot);
                born.shared = true;
                run(born);
                go(resident);
            }
            case ProcessStep.Share() -> goesOn(resident, answer, true);
            default -> goesOn(resident, answer, resident.shared);
        }
    }

    private void goesOn(Resident resident, long answer, boolean shared) {
        port.cancel(askTimer(resident.process));
        completes(resident, answer);
        resident.shared = shared;
        go(resident);
    }

    private void moves(Resident resident, long host) {
        port.cancel(askTimer(resident.process));
        completes(resident, 0);
        if (host != MigrationKinds.NOBODY) {
            checker.board().isGiven(self, (int) host);
        }
        if (host == MigrationKinds.NOBODY || host == self) {
            tellLoadAgain();
            go(resident);
        } else {
            leaves(resident, (int) host, false);
        }
    }

    final void leaves(Resident resident, int to, boolean withPages) {
        checker.leaves(resident.process, resident.generation, withPages);
        resident.doing = Doing.LEAVING;
        resident.to = to;
        resident.withPages = withPages;
        resident.tries = 0;
        again(resident);
    }

    final void comes(Resident came) {
        Resident there = residents.get(came.process);
        if (there != null && !runs(there) && MigrationKinds.isLater(came.before, there.generation)) {
            drop(there); // somebody had it since, so it has left here long ago
            there = null;
        }
        if (over.contains(new Stay(came.process, came.generation))
                || there != null
                        && there.doing != Doing.ARRIVING
                        && !MigrationKinds.isLater(came.generation, there.generation)) {
            tell(came.from, MigrationKinds.TOOK, came.process, came.generation, 0);
        } else if (there == null && came.home != self && (ownerIsHere || !hasRoom())) {
            checker.board().refuses();
            tell(came.from, MigrationKinds.REFUSED, came.process, came.generation, 0);
        } else if (there == null) {
            checker.comes(came.process, self);
            arrives(came);
        }
    }

    /// Whether the host can take another process of others. What leaves counts until it has come somewhere else.
    boolean hasRoom() {
        return residents.values().stream().filter(each -> each.home != self).count() < plan.room();
    }

    private void arrives(Resident came) {
        residents.put(came.process, came);
        checker.holds(came.process, self);
        came.doing = Doing.ARRIVING;
        came.tries = 0;
        again(came);
        tellLoadAgain();
    }

    private Resident arriving(int process, long generation) {
        Resident resident = residents.get(process);
        return resident != null && resident.doing == Doing.ARRIVING && resident.generation == generation
                ? resident
                : null;
    }

    final void confirmed(int process, long generation) {
        Resident came = arriving(process, generation);
        if (came != null) {
            port.cancel(askTimer(process));
            tellSender(came);
            came.late = plan.times().moveNanos();
            run(came);
        }
    }

    private void tellSender(Resident came) {
        if (came.from >= 0) {
            tell(came.from, MigrationKinds.TOOK, came.process, came.generation, 0);
        }
    }

    /// Its home knows better: the process runs elsewhere, or not at all any more.
    final void refused(int process, long generation) {
        Resident came = arriving(process, generation);
        if (came != null) {
            tellSender(came);
            drop(came);
        }
    }

    /// Whoever was sent a process has it.
    void took(int process, long generation) {
        if (isLeaving(process, generation)) {
            drop(residents.get(process));
        }
    }

    private boolean isLeaving(int process, long generation) {
        Resident resident = residents.get(process);
        return resident != null
                && resident.doing == Doing.LEAVING
                && MigrationKinds.nextGeneration(resident.generation, 1, self) == generation;
    }

    /// A host whose owner has come back, or that has no room any more, does not want it: it goes on here, if its home
    /// agrees.
    final void takesBack(int process, long generation) {
        if (isLeaving(process, generation)) {
            Resident resident = residents.get(process);
            resident.before = resident.generation;
            resident.generation = MigrationKinds.nextGeneration(resident.generation, 2, self);
            resident.from = -1;
            arrives(resident);
        }
    }

    final void homeDied(int process) {
        Resident resident = residents.get(process);
        if (resident != null && resident.doing != Doing.LEAVING) { // who gets it hears of it, too
            checker.ends(process, MigrationChecker.End.HOME_DIED, self, boot);
            if (resident.doing == Doing.ARRIVING) {
                tellSender(resident);
            }
            drop(resident);
        }
    }

    final void drop(Resident resident) {
        over.add(new Stay(resident.process, resident.generation));
        residents.remove(resident.process);
        checker.letsGo(resident.process, self);
        port.cancel(askTimer(resident.process));
        port.cancel(workTimer(resident.process));
        tellLoad();
    }

    final void hear(int process) {
        Resident resident = residents.get(process);
        if (resident != null) {
            resident.heard = port.nanos();
        }
    }

    /// Whether a process is here in a generation, or about to be born.
    final boolean isHere(int process, long generation) {
        Resident resident = residents.get(process);
        return resident != null && (resident.generation == generation || resident.before == generation)
                || residents.values().stream()
                        .anyMatch(each ->
                                plan.program().step(each.process, each.step) instanceof ProcessStep.Fork(int child)
                                        && child == process);
    }

    static boolean runs(Resident resident) {
        return resident.doing == Doing.COMPUTING || resident.doing == Doing.ASKING;
    }

    final void signals(int process, long sent) {
        Resident resident = residents.get(process);
        if (resident != null && runs(resident)) {
            resident.heard = port.nanos();
            take(resident, sent);
            tell(resident.home, MigrationKinds.TAKEN, process, resident.signals, 0);
        }
    }

    private void take(Resident resident, long sent) {
        for (; resident.signals < sent; resident.signals++) {
            checker.takes(resident.process);
        }
    }

    /// Whoever is about to move does not count.
    private boolean isIdle() {
        return !ownerIsHere
                && residents.values().stream()
                                .filter(each ->
                                        !(plan.program().step(each.process, each.step) instanceof ProcessStep.Move))
                                .count()
                        < plan.room();
    }

    /// Tells the load board what it does not know yet.
    final void tellLoad() {
        boolean idle = isIdle();
        if (idle != toldIdle) {
            toldIdle = idle;
            board.say(idle);
        }
    }

    /// Tells the board, whatever it was told: it may have missed that, and it takes whom it has picked for busy.
    final void tellLoadAgain() {
        toldIdle = !isIdle();
        tellLoad();
    }
}
