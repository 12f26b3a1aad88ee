// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.migration;

import dev.duality.messaging.Message;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/// A host's access to the file of all loads: an update opens it, writes the host's record and closes it; a pick opens
/// it, reads all records, marks the one of an idle host as busy, and closes it. A host does one after the other, and
/// makes each call until it is answered. Between the read and the mark other hosts may do the same, for nobody locks
/// the file: who comes second is refused by the kernel of the host that both have picked.
final class BoardFile implements BoardUser {
    private static final int BOOT_SHIFT = 32;
    private static final int MOST_DOUBLINGS = 6;

    private enum Doing {
        NOTHING,
        UPDATE,
        PICK
    }

    private final Residents host;
    private final BoardForm.InFile form;
    private final Queue<Long> picks = new ArrayDeque<>(); // calls of processes; the first is under way when one is
    private Doing doing = Doing.NOTHING;
    private boolean idle;
    private boolean unsaid; // whether that is still to be written
    private boolean mayPick; // an update was last
    private long sequence;
    private int kind; // of the call that is under way
    private long a;
    private long b;
    private int tries;
    private final IdleHosts read; // by the last pick; the next one reads all records again
    private long picked;

    BoardFile(Residents host, BoardForm.InFile form) {
        this.host = host;
        this.form = form;
        this.sequence = host.boot << BOOT_SHIFT;
        this.read = new IdleHosts(host.plan.hosts(), host.self + 1);
    }

    @Override
    public void say(boolean isIdle) {
        idle = isIdle;
        unsaid = true;
        begin();
    }

    /// Whether an update is under way, or to come.
    boolean isSaying() {
        return unsaid || doing == Doing.UPDATE;
    }

    @Override
    public void pick(long call) {
        if (!picks.contains(call)) {
            picks.add(call);
            begin();
        }
    }

    @Override
    public long pollNanos() {
        return form.pollNanos();
    }

    /// Updates and picks take turns, so that neither waits for ever.
    private void begin() {
        if (doing != Doing.NOTHING) {
            return;
        }
        picks.removeIf(call -> !host.isAsking(call)); // whose processes have ended meanwhile
        if (!unsaid && picks.isEmpty()) {
            return;
        }
        doing = unsaid && (picks.isEmpty() || !mayPick) ? Doing.UPDATE : Doing.PICK;
        mayPick = doing == Doing.UPDATE;
        call(MigrationKinds.OPEN, 0, 0);
    }

    private void call(int toDo, long first, long second) {
        sequence++;
        kind = toDo;
        a = first;
        b = second;
        tries = 0;
        again();
    }

    @Override
    public void again() {
        Message message = host.port.message(host.plan.server()).set(kind, sequence, a, b);
        boolean writes = kind == MigrationKinds.WRITE || kind == MigrationKinds.MARK;
        message.payload().length(writes ? form.recordBytes() : 0);
        host.port.send(host.plan.server());
        host.port.schedule(Residents.FILE_TIMER, host.plan.times().resendNanos() << Math.min(tries++, MOST_DOUBLINGS));
    }

    @Override
    public void answered(Message reply) {
        if (doing == Doing.NOTHING || reply.sequence() != sequence) {
            return; // it was answered before
        }
        switch (kind) {
            case MigrationKinds.OPEN -> opened();
            case MigrationKinds.LOOK -> looked(reply);
            case MigrationKinds.WRITE -> {
                host.checker.board().isWritten(host.self, sequence);
                call(MigrationKinds.CLOSE, 0, 0);
            }
            case MigrationKinds.MARK -> call(MigrationKinds.CLOSE, 0, 0);
            default -> closed();
        }
    }

    private void opened() {
        if (doing == Doing.UPDATE) {
            unsaid = false;
            call(MigrationKinds.WRITE, host.self, idle ? IdleHosts.IDLE : IdleHosts.BUSY);
        } else {
            call(MigrationKinds.LOOK, 0, 0);
        }
    }

    private void looked(Message reply) {
        int block = (int) a;
        ByteBuffer records = ByteBuffer.wrap(reply.payload().bytes());
        for (int place = 0; place < form.records(block, host.plan.hosts()); place++) {
            read.update(block * form.recordsInBlock() + place, records.getLong(place * form.recordBytes()));
        }
        if (block + 1 < form.blocks(host.plan.hosts())) {
            call(MigrationKinds.LOOK, block + 1, 0);
            return;
        }
        picked = read.query();
        if (picked == MigrationKinds.NOBODY) {
            call(MigrationKinds.CLOSE, 0, 0);
        } else {
            call(MigrationKinds.MARK, picked, IdleHosts.BUSY);
        }
    }

    private void closed() {
        boolean given = doing == Doing.PICK;
        doing = Doing.NOTHING;
        host.port.cancel(Residents.FILE_TIMER);
        if (given) {
            host.answered(MigrationKinds.SERVED, picks.remove(), picked);
        }
        begin();
    }
}
