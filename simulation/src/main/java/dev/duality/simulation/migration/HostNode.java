// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Message;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.migration.Resident.Doing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// A host: processes run here, and others have their home here. It asks for what a process cannot do alone, again and
/// again until it is answered, and sends processes away when their owner's time has come.
class HostNode extends Residents {
    private static final int BEAT = 0;
    private static final int OWNER = 1;
    private static final int SIGNAL = 2;
    private static final int RECORD = 4; // behind the file's

    /// A message to itself.
    private record Own(int kind, long sequence, long a, long b) {}

    private final HomeRegistry homes;
    private final Queue<Own> own = new ArrayDeque<>();
    private long draws;
    private long post; // the last signal that was sent from here

    /// @param homes of the processes that began here in this life of the host
    HostNode(MigrationProtocol.Plan plan, int self, HomeRegistry homes, MigrationChecker checker) {
        super(plan, self, homes.boot(), checker);
        this.homes = homes;
        this.post = boot << 32;
    }

    @Override
    public final void onStart(Port given) {
        port = given;
        homes.tellBy(this::tell);
        port.schedule(BEAT, plan.times().beatNanos());
        if (plan.times().ownerNanos() > 0) {
            port.schedule(OWNER, draw(2 * plan.times().ownerNanos()));
        }
        if (boot == 1) {
            plan.program().first(self).forEach(this::begin);
        }
        tellLoadAgain();
        if (plan.board() instanceof BoardForm.InFile file) {
            port.schedule(RECORD, 1 + draw(file.periodNanos()));
        }
        postLater();
        own();
    }

    private long draw(long below) {
        return Long.remainderUnsigned(SplitMix64.of(SplitMix64.of(plan.seed(), self), boot << 32 | ++draws), below);
    }

    @Override
    final void tell(int to, int kind, long sequence, long a, long b) {
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
        if (message.kind() == MigrationKinds.TRANSFER) {
            Resident came = Resident.deencapsulate(message.payload());
            came.from = message.from();
            comes(came);
        } else if (message.kind() == MigrationKinds.FILED) {
            board.answered(message);
        } else {
            receive(message.kind(), message.from(), message.sequence(), message.a(), message.b());
        }
        own();
    }

    private void receive(int kind, int from, long sequence, long a, long b) {
        int process = MigrationKinds.process(sequence);
        switch (kind) {
            case MigrationKinds.CLOCK, MigrationKinds.FORK, MigrationKinds.EXIT ->
                homes.call(kind, from, sequence, a, b);
            case MigrationKinds.ARRIVED -> homes.arrived(from, sequence, a, b);
            case MigrationKinds.BEAT -> homes.beat(from, sequence, a, b);
            case MigrationKinds.SIGNAL -> homes.signal(from, sequence, (int) a);
            case MigrationKinds.HERE -> homes.here(from, sequence, a, b == 1);
            case MigrationKinds.TAKEN -> homes.taken(process, a);
            case MigrationKinds.BEGIN -> begin(process);
            case MigrationKinds.ANSWER, MigrationKinds.SERVED -> answered(kind, sequence, a);
            case MigrationKinds.GO -> {
                if (b == boot) { // and not a life of this host that has ended, and with it the process
                    confirmed(process, a);
                }
            }
            case MigrationKinds.GONE -> refused(process, a);
            case MigrationKinds.HOME_DIED, MigrationKinds.ALIVE -> {
                if (saysDead(kind)) {
                    homeDied(process);
                } else {
                    hear(process);
                }
            }
            case MigrationKinds.POSTED -> posted(sequence);
            case MigrationKinds.PROBE ->
                tell(from, MigrationKinds.HERE, MigrationKinds.call(process, boot), a, isHere(process, a) ? 1 : 0);
            case MigrationKinds.SIGNALS -> signals(process, a);
            case MigrationKinds.TOOK -> took(process, a);
            case MigrationKinds.REFUSED -> takesBack(process, a);
            default -> throw new IllegalArgumentException("no host is sent kind " + kind);
        }
    }

    /// Whether a home that has another boot number now has answered.
    boolean saysDead(int kind) {
        return kind == MigrationKinds.HOME_DIED;
    }

    @Override
    public final void onTimer(int timer, Port given) {
        switch (timer) {
            case BEAT -> beat();
            case OWNER -> ownerComesOrGoes();
            case SIGNAL -> post();
            case FILE_TIMER -> board.again();
            case RECORD -> recordIsDue();
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

    /// Takes who is not heard for long for dead, though nobody can know.
    private void beat() {
        List<Resident> silent = new ArrayList<>();
        for (Resident resident : residents.values()) {
            if (resident.home != self && runs(resident)) {
                tell(resident.home, MigrationKinds.BEAT, resident.process, resident.homeBoot, resident.generation);
                if (port.nanos() - resident.heard > plan.times().patienceNanos()) {
                    silent.add(resident);
                }
            }
        }
        for (Resident resident : silent) {
            checker.ends(resident.process, MigrationChecker.End.SUSPECTED, self, boot);
            drop(resident);
        }
        homes.look();
        if (plan.board() instanceof BoardForm.Served) {
            tellLoadAgain();
        }
        port.schedule(BEAT, plan.times().beatNanos());
    }

    /// Whoever has picked this host may have marked it as busy behind what it has written itself.
    private void recordIsDue() {
        if (plan.board() instanceof BoardForm.InFile form && board instanceof BoardFile file) {
            writeAgain();
            checker.board().isDue(self, file.isSaying());
            port.schedule(RECORD, form.periodNanos());
        }
    }

    void writeAgain() {
        tellLoadAgain();
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
        port.schedule(OWNER, 1 + draw(2 * plan.times().ownerNanos()));
    }

    private void postLater() {
        if (checker.posts(self) < plan.signals(self)) {
            port.schedule(SIGNAL, 1 + draw(plan.times().resendNanos()));
        }
    }

    private void post() {
        int process = (int) Long.remainderUnsigned(
                SplitMix64.of(plan.seed(), post), plan.program().processes());
        tell(plan.program().home(process), MigrationKinds.SIGNAL, post, process, 0);
        port.schedule(SIGNAL, plan.times().resendNanos());
    }

    private void posted(long answered) {
        if (answered == post) {
            post++;
            checker.isPosted(self);
            port.cancel(SIGNAL);
            postLater();
        }
    }
}
