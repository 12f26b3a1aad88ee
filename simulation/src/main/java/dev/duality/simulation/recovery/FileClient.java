// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.recovery;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.SplitMix64;
import dev.duality.simulation.recovery.RecoveryProtocol.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// A client that opens files, keeps them open, and reopens them when it hears that their server has rebooted; then it
/// opens a few that were others'. One call after the other, with the waits of Sprite's calls.
class FileClient implements Node {
    static final long FIRST_WAIT_NANOS = 100_000_000;
    static final long LONGEST_WAIT_NANOS = 1_000_000_000;
    static final long LONGEST_BUSY_WAIT_NANOS = 5_000_000_000L;
    static final long FIRST_NACK_WAIT_NANOS = 2_000_000_000;
    static final long LONGEST_NACK_WAIT_NANOS = 15_000_000_000L;
    static final int TRIES = 8;

    private static final int AGAIN = 0;
    private static final int PING = 1;
    private static final int NO_FILE = -1;

    /// A file that this client has open.
    private static final class OpenFile {
        private final long version;
        private int serverBoot; // that knows of it

        OpenFile(long version, int serverBoot) {
            this.version = version;
            this.serverBoot = serverBoot;
        }
    }

    private final int self;
    private final Plan plan;
    private final int boot;
    private final RecoveryChecker checker;
    private final SplittableRandom random;
    private final Map<Integer, OpenFile> files = new LinkedHashMap<>();
    private int serverBoot; // 0: nothing was heard yet
    private boolean isDead; // as far as this client knows
    private boolean recovers;
    private int opened; // of its own
    private int taken; // of others
    private int toTake = NO_FILE;
    private int number;
    private int file = NO_FILE; // of the call under way
    private int kind;
    private int tries;
    private long waitNanos;

    FileClient(int self, Plan plan, int boot, RecoveryChecker checker) {
        this.self = self;
        this.plan = plan;
        this.boot = boot;
        this.checker = checker;
        this.random = new SplittableRandom(SplitMix64.of(SplitMix64.of(plan.seed(), self), boot));
    }

    @Override
    public final void onStart(Port port) {
        checker.clientBegins(self, boot);
        ping(port);
    }

    private void ping(Port port) {
        port.message(plan.server())
                .set(RecoveryKinds.PING, RecoveryKinds.sequence(boot, 0), 0, 0)
                .payload()
                .length(0);
        port.send(plan.server());
        port.schedule(PING, serverBoot == 0 ? FIRST_WAIT_NANOS : plan.pingNanos());
    }

    @Override
    public final void onTimer(int timer, Port port) {
        if (timer == PING) {
            ping(port);
        } else if (tries == TRIES) {
            giveUp(port);
        } else {
            tries++;
            waitNanos = Math.max(waitNanos, Math.min(2 * waitNanos, LONGEST_WAIT_NANOS));
            send(port);
        }
    }

    /// The server is dead, or its replies are lost: nobody can tell. What was reopened is reopened once more when it is
    /// heard of, since it may have rebooted.
    private void giveUp(Port port) {
        isDead = true;
        file = NO_FILE;
        if (recovers) {
            checker.beginsAnew();
            files.values().forEach(open -> open.serverBoot = 0);
        }
        port.schedule(PING, plan.pingNanos());
    }

    @Override
    public final void onMessage(Message message, Port port) {
        int its = (int) message.b();
        if (its < serverBoot) {
            return; // of a life that is over
        }
        if (its > serverBoot) {
            rebooted(its, port);
        }
        if (message.kind() == RecoveryKinds.UP) {
            if (isDead) {
                isDead = false;
                next(port);
            }
            return;
        }
        if (file == NO_FILE || message.sequence() != RecoveryKinds.sequence(boot, number)) {
            return; // late
        }
        switch (message.kind()) {
            case RecoveryKinds.GRANTED -> granted(message.a(), port);
            case RecoveryKinds.IN_USE -> refused(port);
            case RecoveryKinds.CONFLICT -> conflict(port);
            case RecoveryKinds.BUSY -> later(Math.min(2 * waitNanos, LONGEST_BUSY_WAIT_NANOS), port);
            case RecoveryKinds.NO_PROCESS -> noProcess(port);
            case RecoveryKinds.REBOOTED -> begin(port);
            default -> throw new IllegalStateException("a client got " + message);
        }
    }

    private void rebooted(int its, Port port) {
        boolean first = serverBoot == 0;
        serverBoot = its;
        isDead = false;
        recovers = !first;
        file = NO_FILE;
        next(port);
    }

    /// Goes on with what is to be done next, if anything is.
    private void next(Port port) {
        port.cancel(AGAIN);
        file = NO_FILE;
        if (recovers) {
            file = files.entrySet().stream()
                    .filter(open -> open.getValue().serverBoot != serverBoot)
                    .mapToInt(Map.Entry::getKey)
                    .findFirst()
                    .orElse(NO_FILE);
            kind = RecoveryKinds.REOPEN;
            if (file == NO_FILE) {
                recovers = false;
                checker.recovered(self, serverBoot, files.keySet(), port.nanos());
            }
        }
        if (file == NO_FILE) {
            kind = RecoveryKinds.OPEN;
            file = opened < plan.opens() ? self * plan.opens() + opened : another();
        }
        if (file != NO_FILE) {
            begin(port);
        } else {
            checker.settled(self, serverBoot);
        }
    }

    /// A file of somebody else, once there was a recovery.
    private int another() {
        if (serverBoot == 1 || plan.clients() == 1 || taken == plan.takes()) {
            return NO_FILE;
        }
        if (toTake == NO_FILE) {
            int owner = random.nextInt(plan.clients() - 1);
            toTake = (owner < self ? owner : owner + 1) * plan.opens() + random.nextInt(plan.opens());
        }
        return toTake;
    }

    private void begin(Port port) {
        number++;
        tries = 1;
        waitNanos = FIRST_WAIT_NANOS;
        send(port);
    }

    private void send(Port port) {
        long version = kind == RecoveryKinds.REOPEN ? files.get(file).version : 0;
        port.message(plan.server())
                .set(kind, RecoveryKinds.sequence(boot, number), RecoveryKinds.address(serverBoot, file), version)
                .payload()
                .length(0);
        port.send(plan.server());
        port.schedule(AGAIN, waitNanos);
        port.schedule(PING, plan.pingNanos()); // there is traffic
    }

    private void later(long nanos, Port port) {
        tries = 1;
        waitNanos = nanos;
        port.schedule(AGAIN, nanos);
    }

    /// The server is there, and has too much to do: no reason to give it up. Clients that were turned away together do
    /// not come back together.
    void noProcess(Port port) {
        long most = Math.clamp(2 * waitNanos, FIRST_NACK_WAIT_NANOS, LONGEST_NACK_WAIT_NANOS);
        waitNanos = most;
        tries = 1;
        port.schedule(AGAIN, most / 2 + random.nextLong(most / 2 + 1));
    }

    final void granted(long version, Port port) {
        if (kind == RecoveryKinds.OPEN) {
            files.put(file, new OpenFile(version, serverBoot));
            checker.learned(self, file);
            counted();
        } else {
            files.get(file).serverBoot = serverBoot;
            checker.reopened();
        }
        next(port);
    }

    /// Somebody else has the file that this client wanted: its user is told.
    private void refused(Port port) {
        counted();
        next(port);
    }

    private void counted() {
        if (file == toTake) {
            taken++;
            toTake = NO_FILE;
        } else {
            opened++;
        }
    }

    /// A file that this client had open is no longer its: what it had not written back is lost, and its user is told.
    final void conflict(Port port) {
        files.remove(file);
        report(file);
        next(port);
    }

    /// Tells a user that a file is lost.
    void report(int lost) {
        checker.reported(self, lost);
    }
}
