// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;

/// Hears beats, and suspects whom it has not heard for longer than its patience with it lasts. A process that it has
/// never heard may not have begun, and is not suspected.
class ObserverNode implements Node {
    private static final int ROUND = 0; // no process has this number

    /// The observer's knowledge of one process.
    private static final class Known {
        long boot; // 0 if it was never heard
        long beat;
        long heardNanos;
        boolean suspected;
        Patience patience;
    }

    private final HeartbeatProtocol.Plan plan;
    private final DetectorChecker checker;
    private final ObserverLog log;
    private final Known[] known;

    ObserverNode(HeartbeatProtocol.Plan plan, DetectorChecker checker, ObserverLog log) {
        this.plan = plan;
        this.checker = checker;
        this.log = log;
        this.known = new Known[plan.nodes()];
        for (int process = 0; process < known.length; process++) {
            known[process] = new Known();
        }
    }

    @Override
    public final void onStart(Port port) {
        log.note(port.nanos(), ObserverLog.What.BEGINS, port.self(), 0, 0);
        port.schedule(ROUND, plan.intervalNanos());
    }

    @Override
    public final void onMessage(Message beat, Port port) {
        int process = beat.from();
        Known its = known[process];
        checker.arrives(process, beat.a());
        if (beat.a() < its.boot || beat.a() == its.boot && beat.sequence() <= its.beat) {
            log.note(port.nanos(), ObserverLog.What.IGNORES, process, beat.a(), beat.sequence());
            checker.ignores();
        } else {
            hear(process, its, beat, port);
        }
        checker.handled(process);
    }

    private void hear(int process, Known its, Message beat, Port port) {
        long now = port.nanos();
        if (isAnotherLife(its.boot, beat.a())) {
            if (its.boot > 0) {
                log.note(now, ObserverLog.What.RESTARTED, process, beat.a(), beat.sequence());
                checker.restarted(process, beat.a());
            }
            its.patience = plan.patience().fresh();
        } else {
            its.patience.hears(now - its.heardNanos);
        }
        its.boot = beat.a();
        its.beat = beat.sequence();
        its.heardNanos = now;
        log.note(now, ObserverLog.What.HEARS, process, its.boot, its.beat);
        checker.hears(process, its.boot, its.beat);
        if (its.suspected) {
            its.suspected = false;
            log.note(now, ObserverLog.What.TRUSTS, process, its.boot, its.beat);
            checker.trusts(process);
        }
        port.schedule(process, its.patience.nanos());
    }

    /// Whether a beat is of a later life of its process.
    boolean isAnotherLife(long boot, long beats) {
        return boot != beats;
    }

    @Override
    public final void onTimer(int timer, Port port) {
        if (timer == ROUND) {
            checker.looks();
            port.schedule(ROUND, plan.intervalNanos());
            return;
        }
        Known its = known[timer];
        its.suspected = true;
        log.note(port.nanos(), ObserverLog.What.SUSPECTS, timer, its.boot, its.beat);
        checker.suspects(timer);
    }
}
