// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.migration.Resident.Doing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;

/// A host: processes run here, and others have their home here. It asks for what a process cannot do alone, again and
/// again until it is answered, and sends processes away when their owner's time has come.
class HostNode implements Node {
    private static final int BEAT = 0;
    private static final int OWNER = 1;
    private static final int SIGNAL = 2;
    private static final int FIRST_TIMER = 3; // two for each process
    private static final int MOST_DOUBLINGS = 6;

    /// A message to itself.
    private record Own(int kind, long sequence, long a, long b) {}

    /// A stay that is over: whoever sends that process again is told that it came.
    private record Stay(int process, long generation) {}

    private final SpriteProtocol.Plan plan;
    private final int self;
    private final Homes homes;
    private final long boot;
    private final Oracle oracle;
    private final Map<Integer, Resident> residents = new TreeMap<>();
    private final Set<Stay> over = new HashSet<>();
    private final Queue<Own> own = new ArrayDeque<>();
    private Port port;
    private boolean ownerIsHere;
    private boolean toldIdle;
    private long draws;
    private long post; // the last signal that was sent from here

    /// @param homes of the processes that began here in this life of the host
    HostNode(SpriteProtocol.Plan plan, int self, Homes homes, Oracle oracle) {
        this.plan = plan;
        this.self = self;
        this.homes = homes;
        this.boot = homes.boot();
        this.oracle = oracle;
        this.post = boot << 32;
    }

    @Override
    public final void onStart(Port given) {
        port = given;
        homes.tellBy(this::tell);
        port.schedule(BEAT, plan.beatNanos());
        if (plan.ownerNanos() > 0) {
            port.schedule(OWNER, draw(2 * plan.ownerNanos()));
        }
        if (boot == 1) {
            plan.program().first(self).forEach(this::begin);
        }
        tellLoad();
        postLater();
        own();
    }

    private long draw(long below) {
        return Long.remainderUnsigned(SplitMix64.of(SplitMix64.of(plan.seed(), self), boot << 32 | ++draws), below);
    }

    private void tell(int to, int kind, long sequence, long a, long b) {
        if (to == self) {
            own.add(new Own(kind, sequence, a, b));
        } else {
            Message message = port.message(to).set(kind, sequence, a, b);
            message.payload().length(0);
            port.send(to);
        }
    }

    private void own() {
        while (!own.isEmpty()) {
            Own next = own.remove();
            receive(next.kind, self, next.sequence, next.a, next.b);
        }
    }

    @Override
    public final void onMessage(Message message, Port given) {
        if (message.kind() == Kinds.TRANSFER) {
            Resident came = Resident.deencapsulate(message.payload());
            came.from = message.from();
            comes(came);
        } else {
            receive(message.kind(), message.from(), message.sequence(), message.a(), message.b());
        }
        own();
    }

    private void receive(int kind, int from, long sequence, long a, long b) {
        int process = Kinds.process(sequence);
        switch (kind) {
            case Kinds.CLOCK, Kinds.FORK, Kinds.EXIT -> homes.call(kind, from, sequence, a, b);
            case Kinds.ARRIVED -> homes.arrived(from, sequence, a, b);
            case Kinds.BEAT -> homes.beat(from, sequence, a, b);
            case Kinds.SIGNAL -> homes.signal(from, sequence, (int) a);
            case Kinds.HERE -> homes.here(from, sequence, a, b == 1);
            case Kinds.TAKEN -> homes.taken(process, a);
            case Kinds.BEGIN -> begin(process);
            case Kinds.ANSWER, Kinds.SERVED -> answered(kind, sequence, a);
            case Kinds.GO -> {
                if (b == boot) { // and not a life of this host that has ended, and with it the process
                    confirmed(process, a);
                }
            }
            case Kinds.GONE -> refused(process, a);
            case Kinds.HOME_DIED, Kinds.ALIVE -> {
                if (saysDead(kind)) {
                    homeDied(process);
                } else {
                    hear(process);
                }
            }
            case Kinds.POSTED -> posted(sequence);
            case Kinds.PROBE -> tell(from, Kinds.HERE, Kinds.call(process, boot), a, isHere(process, a) ? 1 : 0);
            case Kinds.SIGNALS -> signals(process, a);
            case Kinds.TOOK -> took(process, a);
            case Kinds.REFUSED -> takesBack(process, a);
            default -> throw new IllegalArgumentException("no host is sent kind " + kind);
        }
    }

    /// Whether a home that has another boot number now has answered.
    boolean saysDead(int kind) {
        return kind == Kinds.HOME_DIED;
    }

    private static int workTimer(int process) {
        return FIRST_TIMER + 2 * process;
    }

    private static int askTimer(int process) {
        return FIRST_TIMER + 2 * process + 1;
    }

    @Override
    public final void onTimer(int timer, Port given) {
        switch (timer) {
            case BEAT -> beat();
            case OWNER -> ownerComesOrGoes();
            case SIGNAL -> post();
            default -> {
                Resident resident = residents.get((timer - FIRST_TIMER) / 2);
                if (resident != null && timer == workTimer(resident.process)) {
                    resident.left = 0;
                    completes(resident, 0);
                    go(resident);
                } else if (resident != null) {
                    resident.tries++;
                    again(resident);
                }
            }
        }
        own();
    }

    private void begin(int process) {
        homes.begins(process, self, boot);
        run(new Resident(process, self, boot));
    }

    private void run(Resident resident) {
        residents.put(resident.process, resident);
        resident.heard = port.nanos();
        oracle.runs(resident.process, resident.generation, self, boot);
        tellLoad();
        go(resident);
    }

    /// Does one step after the other, until one takes time.
    private void go(Resident resident) {
        while (true) {
            if (ownerIsHere && resident.home != self) {
                leaves(resident, resident.home, true);
                return;
            }
            switch (plan.program().step(resident.process, resident.step)) {
                case Step.Compute(long nanos) -> {
                    compute(resident, nanos);
                    return;
                }
                case Step.Read(int bytes) when !resident.shared -> {
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

    private void completes(Resident resident, long answer) {
        oracle.does(resident.process, resident.step, resident.shared, answer);
        resident.step++;
    }

    /// Asks, or sends the process, once more.
    private void again(Resident resident) {
        switch (resident.doing) {
            case ASKING -> ask(resident);
            case ARRIVING ->
                tell(
                        resident.home,
                        Kinds.ARRIVED,
                        Kinds.call(resident.process, Kinds.boots(resident.homeBoot, boot)),
                        resident.generation,
                        resident.before);
            case LEAVING -> {
                Message message = port.message(resident.to).set(Kinds.TRANSFER, resident.process, 0, 0);
                encapsulate(resident, message, resident.withPages ? plan.pagesBytes() : 0);
                port.send(resident.to);
            }
            case COMPUTING -> {
                return;
            }
        }
        port.schedule(askTimer(resident.process), plan.resendNanos() << Math.min(resident.tries, MOST_DOUBLINGS));
    }

    /// Writes all that goes along.
    void encapsulate(Resident resident, Message message, int pagesBytes) {
        resident.encapsulate(message.payload(), self, pagesBytes);
    }

    private void ask(Resident resident) {
        long call = Kinds.call(resident.process, resident.step);
        long boots = Kinds.boots(resident.homeBoot, boot);
        switch (plan.program().step(resident.process, resident.step)) {
            case Step.Clock() -> tell(resident.home, Kinds.CLOCK, call, boots, 0);
            case Step.Fork(int child) -> tell(resident.home, Kinds.FORK, call, boots, child);
            case Step.Exit() -> tell(resident.home, Kinds.EXIT, call, boots, resident.signals);
            case Step.Read(int bytes) -> tell(plan.server(), Kinds.READ, call, 0, bytes);
            case Step.Share() -> tell(plan.server(), Kinds.SHARE, call, 0, resident.position);
            case Step.Serve(long nanos) -> tell(plan.server(), Kinds.SERVE, call, 0, nanos);
            case Step.Move(boolean _) -> tell(plan.server(), Kinds.PICK, call, 0, 0);
            case Step.Compute(long _) -> throw new IllegalStateException("nobody is asked to compute");
        }
    }

    private void answered(int kind, long sequence, long answer) {
        Resident resident = residents.get(Kinds.process(sequence));
        if (resident == null || resident.doing != Doing.ASKING || resident.step != Kinds.step(sequence)) {
            return; // it was answered before
        }
        resident.heard = kind == Kinds.ANSWER ? port.nanos() : resident.heard;
        if (kind == Kinds.ANSWER && answer == Kinds.ENDED) {
            drop(resident);
            return;
        }
        switch (plan.program().step(resident.process, resident.step)) {
            case Step.Exit() -> {
                take(resident, answer);
                again(resident);
            }
            case Step.Move(boolean waiting) -> {
                if (answer == Kinds.NOBODY && waiting) {
                    port.schedule(askTimer(resident.process), plan.resendNanos());
                } else {
                    moves(resident, answer);
                }
            }
            case Step.Fork(int child) -> {
                port.cancel(askTimer(resident.process));
                completes(resident, answer);
                Resident born = new Resident(child, resident.home, resident.homeBoot);
                born.shared = true;
                run(born);
                go(resident);
            }
            case Step.Share() -> goesOn(resident, answer, true);
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
        if (host == Kinds.NOBODY || host == self) {
            tellLoadAgain();
            go(resident);
        } else {
            leaves(resident, (int) host, false);
        }
    }

    private void leaves(Resident resident, int to, boolean withPages) {
        oracle.leaves(resident.process, resident.generation, withPages);
        resident.doing = Doing.LEAVING;
        resident.to = to;
        resident.withPages = withPages;
        resident.tries = 0;
        again(resident);
    }

    private void comes(Resident came) {
        Resident there = residents.get(came.process);
        if (there != null && !runs(there) && Kinds.isLater(came.before, there.generation)) {
            drop(there); // somebody had it since, so it has left here long ago
            there = null;
        }
        if (over.contains(new Stay(came.process, came.generation))
                || there != null
                        && there.doing != Doing.ARRIVING
                        && !Kinds.isLater(came.generation, there.generation)) {
            tell(came.from, Kinds.TOOK, came.process, came.generation, 0);
        } else if (there == null && ownerIsHere && came.home != self) {
            tell(came.from, Kinds.REFUSED, came.process, came.generation, 0);
        } else if (there == null) {
            arrives(came);
        }
    }

    private void arrives(Resident came) {
        residents.put(came.process, came);
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

    private void confirmed(int process, long generation) {
        Resident came = arriving(process, generation);
        if (came != null) {
            port.cancel(askTimer(process));
            tellSender(came);
            came.late = plan.moveNanos();
            run(came);
        }
    }

    private void tellSender(Resident came) {
        if (came.from >= 0) {
            tell(came.from, Kinds.TOOK, came.process, came.generation, 0);
        }
    }

    /// Its home knows better: the process runs elsewhere, or not at all any more.
    private void refused(int process, long generation) {
        Resident came = arriving(process, generation);
        if (came != null) {
            tellSender(came);
            drop(came);
        }
    }

    private void took(int process, long generation) {
        if (isLeaving(process, generation)) {
            drop(residents.get(process));
        }
    }

    private boolean isLeaving(int process, long generation) {
        Resident resident = residents.get(process);
        return resident != null
                && resident.doing == Doing.LEAVING
                && Kinds.nextGeneration(resident.generation, 1, self) == generation;
    }

    /// A host whose owner has come back does not want it: it goes on here, if its home agrees.
    private void takesBack(int process, long generation) {
        if (isLeaving(process, generation)) {
            Resident resident = residents.get(process);
            resident.before = resident.generation;
            resident.generation = Kinds.nextGeneration(resident.generation, 2, self);
            resident.from = -1;
            arrives(resident);
        }
    }

    private void homeDied(int process) {
        Resident resident = residents.get(process);
        if (resident != null && resident.doing != Doing.LEAVING) { // who gets it hears of it, too
            oracle.ends(process, Oracle.End.HOME_DIED, self, boot);
            if (resident.doing == Doing.ARRIVING) {
                tellSender(resident);
            }
            drop(resident);
        }
    }

    private void drop(Resident resident) {
        over.add(new Stay(resident.process, resident.generation));
        residents.remove(resident.process);
        port.cancel(askTimer(resident.process));
        port.cancel(workTimer(resident.process));
        tellLoad();
    }

    private void hear(int process) {
        Resident resident = residents.get(process);
        if (resident != null) {
            resident.heard = port.nanos();
        }
    }

    /// Whether a process is here in a generation, or about to be born.
    private boolean isHere(int process, long generation) {
        Resident resident = residents.get(process);
        return resident != null && (resident.generation == generation || resident.before == generation)
                || residents.values().stream()
                        .anyMatch(each -> plan.program().step(each.process, each.step) instanceof Step.Fork(int child)
                                && child == process);
    }

    private static boolean runs(Resident resident) {
        return resident.doing == Doing.COMPUTING || resident.doing == Doing.ASKING;
    }

    private void signals(int process, long sent) {
        Resident resident = residents.get(process);
        if (resident != null && runs(resident)) {
            resident.heard = port.nanos();
            take(resident, sent);
            tell(resident.home, Kinds.TAKEN, process, resident.signals, 0);
        }
    }

    private void take(Resident resident, long sent) {
        for (; resident.signals < sent; resident.signals++) {
            oracle.takes(resident.process);
        }
    }

    /// Who is not heard for long is taken for dead, though nobody can know.
    private void beat() {
        List<Resident> silent = new ArrayList<>();
        for (Resident resident : residents.values()) {
            if (resident.home != self && runs(resident)) {
                tell(resident.home, Kinds.BEAT, resident.process, resident.homeBoot, resident.generation);
                if (port.nanos() - resident.heard > plan.patienceNanos()) {
                    silent.add(resident);
                }
            }
        }
        for (Resident resident : silent) {
            oracle.ends(resident.process, Oracle.End.SUSPECTED, self, boot);
            drop(resident);
        }
        homes.look();
        tellLoadAgain();
        port.schedule(BEAT, plan.beatNanos());
    }

    private void ownerComesOrGoes() {
        ownerIsHere = !ownerIsHere;
        if (ownerIsHere) {
            for (Resident resident : List.copyOf(residents.values())) {
                if (resident.home != self && resident.doing == Doing.COMPUTING) {
                    resident.left = Math.max(1, resident.until - port.nanos());
                    port.cancel(workTimer(resident.process));
                    leaves(resident, resident.home, true);
                }
            }
        }
        tellLoad();
        port.schedule(OWNER, 1 + draw(2 * plan.ownerNanos()));
    }

    /// Whoever is about to move does not count.
    private boolean isIdle() {
        return !ownerIsHere
                && residents.values().stream()
                                .filter(each -> !(plan.program().step(each.process, each.step) instanceof Step.Move))
                                .count()
                        < plan.room();
    }

    /// Tells the load board what it does not know yet.
    private void tellLoad() {
        boolean idle = isIdle();
        if (idle != toldIdle) {
            toldIdle = idle;
            tell(plan.server(), Kinds.LOAD, 0, idle ? 1 : 0, 0);
        }
    }

    /// Tells the board, whatever it was told: it may have missed that, and it takes whom it has picked for busy.
    private void tellLoadAgain() {
        toldIdle = !isIdle();
        tellLoad();
    }

    private void postLater() {
        if (oracle.posts(self) < plan.signals(self)) {
            port.schedule(SIGNAL, 1 + draw(plan.resendNanos()));
        }
    }

    private void post() {
        int process = (int) Long.remainderUnsigned(SplitMix64.of(plan.seed(), post), plan.program().processes());
        tell(plan.program().home(process), Kinds.SIGNAL, post, process, 0);
        port.schedule(SIGNAL, plan.resendNanos());
    }

    private void posted(long answered) {
        if (answered == post) {
            post++;
            oracle.isPosted(self);
            port.cancel(SIGNAL);
            postLater();
        }
    }
}
