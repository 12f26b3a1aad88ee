// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.replication;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.workloads.replication.Group;
import dev.duality.workloads.replication.Label;
import dev.duality.workloads.replication.ReplicationObserver;
import dev.duality.workloads.replication.View;

/// Says who is primary. It pings both replicas; who has left several pings unanswered is *silent*, and who answers with
/// a new boot number has *ended* the life that the view names. From that follows the next view:
///
/// 1. The primary is silent or has ended, and the back-up answers and is synced: the back-up is promoted.
/// 2. The primary answers, and the back-up does not: the primary goes on alone.
/// 3. The primary answers and is alone, and the other replica answers: that becomes the back-up.
/// 4. The primary has ended, and there is no synced back-up whose life goes on: the state is lost.
///
/// Otherwise it waits. What it decides it stores before it tells anybody.
class ViewServiceNode implements Node {
    private static final int PING = 0;

    /// The storage of the view service.
    static final class Store {
        View view = View.FIRST;
        boolean synced = true; // both copies are empty at first
        boolean lost;
    }

    private final Group group;
    private final Store store;
    private final ReplicationObserver observer;
    private final int[] boots = new int[Group.REPLICAS]; // the latest life of each that is known; 0 if none is
    private final int[] unanswered = new int[Group.REPLICAS]; // pings since the last answer

    ViewServiceNode(Group group, Store store, ReplicationObserver observer) {
        this.group = group;
        this.store = store;
        this.observer = observer;
    }

    /// Those who are in the view get the time of some pings to say that they are there.
    @Override
    public final void onStart(Port port) {
        boots[store.view.primary()] = store.view.primaryBoot();
        boots[store.view.backup()] = store.view.backupBoot();
        port.schedule(PING, group.pingNanos());
    }

    @Override
    public final void onTimer(int timer, Port port) {
        for (int replica = 0; replica < Group.REPLICAS; replica++) {
            unanswered[replica]++;
        }
        decide();
        ping(port);
        port.schedule(PING, group.pingNanos());
    }

    private void ping(Port port) {
        for (int replica = 0; replica < Group.REPLICAS; replica++) {
            tell(group.replica(replica), port);
        }
    }

    private void tell(int node, Port port) {
        store.view.write(port.message(node), store.lost);
        port.send(node);
    }

    @Override
    public final void onMessage(Message message, Port port) {
        int from = message.from();
        if (from < group.clients()) {
            tell(from, port);
            return;
        }
        int replica = from - group.clients();
        int boot = (int) message.sequence();
        if (boot < boots[replica]) {
            return; // from a life that is over
        }
        boots[replica] = boot;
        unanswered[replica] = 0;
        View view = store.view;
        if (view.role(replica, boot) == View.Role.PRIMARY && message.a() == view.number() && !store.synced) {
            store.synced = true;
            observer.synced(view);
        }
        if (decide()) {
            ping(port);
        }
    }

    /// Goes over to the next view, if there is reason to.
    private boolean decide() {
        View view = store.view;
        if (store.lost || view.number() == Label.MAX_VIEW) {
            return false;
        }
        int backup = view.backup();
        boolean ended = hasEnded(view.primary(), view.primaryBoot());
        boolean here = !ended && answers(view.primary());
        boolean backupEnded = !view.hasBackup() || hasEnded(backup, view.backupBoot());
        boolean backupHere = !backupEnded && answers(backup);
        if (!here && backupHere && mayBePromoted(store.synced)) {
            begin(view.promoted()); // rule 1
        } else if (here && view.hasBackup() && !backupHere) {
            begin(view.withoutBackup()); // rule 2
        } else if (here && !view.hasBackup() && answers(backup)) {
            begin(view.withBackup(boots[backup])); // rule 3
        } else if (ended && (backupEnded || !store.synced)) {
            store.lost = true; // rule 4
            observer.lost(view, store.synced);
        } else {
            return false;
        }
        return true;
    }

    private void begin(View next) {
        store.view = next;
        store.synced = false;
    }

    /// Whether a back-up may be promoted: if it has everything.
    boolean mayBePromoted(boolean synced) {
        return synced;
    }

    /// Whether that life of a replica is over: a later one has answered.
    private boolean hasEnded(int replica, int boot) {
        return boots[replica] > boot;
    }

    private boolean answers(int replica) {
        return boots[replica] > 0 && unanswered[replica] <= group.patience();
    }
}
