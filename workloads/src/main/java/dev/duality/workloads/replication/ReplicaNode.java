// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.replication;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Payload;
import dev.duality.workloads.GuardedSpecification;
import dev.duality.workloads.ParkedRequests;
import dev.duality.workloads.Specification;
import java.util.function.Supplier;

/// One life of a replica. The rules, as marked in the code:
///
/// 1. The primary does an operation, and sends it to the back-up with its position and the view.
/// 2. The back-up does the operations of its view only, each at the position after the last, and says how many it has.
/// 3. The primary answers an operation when the back-up has it; alone, at once.
/// 4. An operation that is asked for again is not done again: it is answered when it is committed, from what was saved.
/// 5. The back-up of a new view drops what it has, and the primary sends it everything from the first operation.
/// 6. A primary tells the view service that its back-up is synced when that has all that the primary had at the start.
/// 7. An operation that has to wait for others is parked at the primary before it has a position, and gets one when it
///    is admitted. Who is no primary any more forgets it; its client asks again.
public class ReplicaNode implements Node {
    private static final int LOOK = 0;
    private static final long LOOK_NANOS = 20_000_000;
    private static final int MOST_LOOKS = 50; // that it waits before it sends again what nobody has acknowledged

    private final Group group;
    private final int self;
    private final int boot;
    private final Supplier<Specification> fresh;
    private final int keeps;
    private final ReplicationObserver observer;
    private View view;
    private View.Role role;
    private Specification state;
    private ParkedRequests parked; // null where no operation waits for others
    private OperationLog log;
    private SavedReplies replies;
    private long sent; // to the back-up, up to this position
    private long confirmed; // by the back-up, up to this position
    private long sentBefore; // when it looked last
    private long confirmedBefore;
    private int looks; // without an acknowledgement
    private int patience = 1; // how many of them it bears
    private long inherited; // how many operations the primary had when the view began
    private long committed; // up to this position

    /// @param self which replica, 0 or 1
    /// @param boot which life, from 1; the first one begins in the first view
    /// @param fresh makes an empty state
    /// @param keeps how many operations it keeps at least
    public ReplicaNode(
            Group group, int self, int boot, Supplier<Specification> fresh, int keeps, ReplicationObserver observer) {
        this.group = group;
        this.self = self;
        this.boot = boot;
        this.fresh = fresh;
        this.keeps = keeps;
        this.observer = observer;
        this.view = boot == 1 ? View.FIRST : View.UNKNOWN;
        this.role = view.role(self, boot);
        empty();
    }

    /// A replica of a group that nobody watches.
    /// @param self which one: 0 is the primary, 1 the back-up
    public static ReplicaNode unwatched(Group group, int self, Supplier<Specification> fresh) {
        return new ReplicaNode(group, self, 1, fresh, group.rows(), ReplicationObserver.NONE);
    }

    private void empty() {
        state = fresh.get();
        parked = parking();
        log = new OperationLog(keeps);
        replies = new SavedReplies(group.rows());
        sent = 0;
        confirmed = 0;
        inherited = 0;
        committed = 0;
        observer.emptied(self);
    }

    private ParkedRequests parking() {
        return state instanceof GuardedSpecification guarded ? new ParkedRequests(guarded) : null;
    }

    /// Its copy.
    public final Specification state() {
        return state;
    }

    @Override
    public final void onStart(Port port) {
        if (role == View.Role.PRIMARY) {
            observer.begins(self, view);
        }
        if (group.isWatched()) {
            port.schedule(LOOK, LOOK_NANOS);
        }
    }

    @Override
    public final void onMessage(Message message, Port port) {
        int from = message.from();
        if (from < group.clients()) {
            request(message, port);
        } else if (from == group.viewService()) {
            ping(message, port);
        } else if (Label.isOperation(message.sequence())) {
            operation(message, port);
        } else {
            acknowledgement(message, port);
        }
    }

    private void request(Message request, Port port) {
        long label = request.sequence();
        if (role != View.Role.PRIMARY || Label.view(label) > view.number()) {
            return; // who gets no answer asks the view service
        }
        do {
            order(request, port);
        } while (parked != null && parked.next(request));
    }

    private void order(Message request, Port port) {
        long label = request.sequence();
        int row = group.row(request.from(), Label.slot(label));
        long last = replies.number(row);
        long number = Label.number(label, last);
        if (number > last) {
            if (parked != null && parked.parks(request, Label.ofRequest(Label.slot(label), number, 0))) {
                return; // rule 7; the view in which it comes is no part of what it is
            }
            long position = log.add(request.kind(), row, request.a(), request.b(), request.payload());
            sendOperations(port); // rule 1
            apply(position, row, number, request);
            if (!waitsForBackup()) {
                commit(position, port); // rule 3
            }
        } else if (number == last && replies.position(row) <= committed) {
            answer(row, true, port); // rule 4
        }
    }

    /// Whether an operation is answered only when the back-up has it.
    protected boolean waitsForBackup() {
        return view.hasBackup();
    }

    private void sendOperations(Port port) {
        if (view.hasBackup()) {
            while (sent < log.size() && sent - confirmed < group.ahead()) {
                sent++;
                int backup = group.replica(1 - self);
                log.write(sent, view.number(), port.message(backup));
                port.send(backup);
            }
        }
    }

    private void apply(long position, int row, long number, Message operation) {
        Payload payload = operation.payload();
        long result = state.apply(operation.kind(), operation.a(), operation.b(), payload);
        replies.save(row, number, position, operation.kind(), result, payload);
        observer.applied(self, position, row, number);
    }

    private void operation(Message operation, Port port) {
        long label = operation.sequence();
        if (!takesOperations(Label.view(label))) {
            return; // rule 2: of a view that is over, or that it does not know yet
        }
        long position = Label.position(label, log.size());
        if (position > log.size() + 1) {
            return; // one before it is missing
        }
        if (position == log.size() + 1) {
            int row = Label.row(label);
            log.add(operation.kind(), row, operation.a(), operation.b(), operation.payload());
            apply(position, row, replies.number(row) + 1, operation);
        }
        int primary = operation.from();
        Message acknowledgement = port.message(primary);
        acknowledgement.set(0, Label.ofAcknowledgement(log.size(), Label.view(label)), 0, 0);
        acknowledgement.payload().length(0);
        port.send(primary);
    }

    /// Whether it is the back-up in that view, and in no later one.
    protected boolean takesOperations(int its) {
        return role == View.Role.BACKUP && its == view.number();
    }

    private void acknowledgement(Message acknowledgement, Port port) {
        long label = acknowledgement.sequence();
        if (role == View.Role.PRIMARY && view.hasBackup() && Label.view(label) == view.number()) {
            long position = Label.position(label, confirmed);
            if (position > confirmed) {
                confirmed = position;
                commit(confirmed, port); // rule 3
                sendOperations(port);
            }
        }
    }

    /// Whether the back-up has all that was answered, in this view or before: rule 6.
    private boolean isSynced() {
        return role == View.Role.PRIMARY && view.hasBackup() && confirmed >= inherited;
    }

    /// Answers what may be answered now.
    private void commit(long upTo, Port port) {
        while (committed < upTo) {
            committed++;
            int row = log.row(committed);
            if (replies.position(row) == committed) {
                answer(row, false, port);
            }
        }
    }

    private void answer(int row, boolean again, Port port) {
        int client = group.client(row);
        observer.answered(self, view.number(), replies.position(row), row, replies.number(row), again);
        replies.write(row, group.slot(row), view.number(), port.message(client));
        port.send(client);
    }

    private void ping(Message ping, Port port) {
        View told = View.read(ping);
        if (told.number() > view.number()) {
            change(told, port);
        }
        int viewService = ping.from();
        port.message(viewService)
                .set(0, boot, isSynced() ? view.number() : 0, 0)
                .payload()
                .length(0);
        port.send(viewService);
    }

    private void change(View next, Port port) {
        boolean promoted = role == View.Role.BACKUP;
        view = next;
        role = view.role(self, boot);
        if (role != View.Role.PRIMARY) {
            parked = parking(); // rule 7
        }
        switch (role) {
            case PRIMARY -> {
                if (promoted && !keepsReplies()) {
                    replies = new SavedReplies(group.rows());
                }
                sent = 0;
                sentBefore = 0;
                confirmed = 0;
                inherited = log.size();
                observer.begins(self, view);
                if (view.hasBackup()) {
                    sendOperations(port); // rule 5
                } else {
                    commit(log.size(), port);
                }
            }
            case BACKUP -> {
                if (beginsAnew()) {
                    empty(); // rule 5
                }
            }
            case NONE -> {}
        }
    }

    /// Whether a back-up drops what it has: as a primary it may have done what nobody else knows of.
    protected boolean beginsAnew() {
        return true;
    }

    /// Whether a back-up that is promoted knows what its clients have been answered.
    protected boolean keepsReplies() {
        return true;
    }

    /// Sends again what had been sent by then, when the back-up has acknowledged nothing for a while. The while
    /// doubles each time: a way that is only slow would fill up with what it has already.
    @Override
    public final void onTimer(int timer, Port port) {
        if (role == View.Role.PRIMARY) {
            if (confirmed > confirmedBefore || confirmed == sentBefore) {
                looks = 0;
                patience = 1;
            } else if (++looks >= patience) {
                looks = 0;
                patience = Math.min(2 * patience, MOST_LOOKS);
                sent = confirmed;
                sendOperations(port);
            }
            sentBefore = sent;
            confirmedBefore = confirmed;
        }
        port.schedule(LOOK, LOOK_NANOS);
    }
}
