// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.mapreduce;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.mapreduce.Task.Phase;
import dev.duality.simulation.mapreduce.Task.State;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// Hands tasks out. It knows of workers what they report, and of a worker that does not that it is dead or slow: either
/// way others do its work again. What it must not forget is in its storage; the rest it learns again from reports.
class MasterNode implements Node {
    private static final int SPLIT = 0;
    private static final int CHECK = 1;
    private static final int MERGE = 2;
    private static final long NEVER = -1;

    /// The master's knowledge of a worker.
    private static final class Worker {
        private final int node;
        private long boot;
        private long heard;
        private long report = NEVER; // the number of its last one
        private Optional<Task> task = Optional.empty(); // what it was told to do
        private long since;

        Worker(int node) {
            this.node = node;
        }

        boolean isIdle() {
            return task.isEmpty() && report != NEVER;
        }
    }

    private final MasterProtocol.Plan plan;
    private final JobChecker checker;
    private final Worker[] workers;
    private final Deque<Integer> maps = new ArrayDeque<>(); // that nobody does; some may be done all the same
    private final Deque<Integer> reduces = new ArrayDeque<>();
    private final NavigableSet<Integer> idle = new TreeSet<>(); // workers that were heard and have nothing to do
    private final TasksUnderWay mapping;
    private final TasksUnderWay reducing;
    private int mapsLeft;
    private int reducesLeft;
    private long orders; // the number of the last one, which grows through all lives

    MasterNode(MasterProtocol.Plan plan, JobChecker checker) {
        this.plan = plan;
        this.checker = checker;
        this.workers = new Worker[plan.nodes()];
        Arrays.setAll(workers, Worker::new);
        this.mapping = new TasksUnderWay(plan.maps(), plan.nodes(), checker::isMapped);
        this.reducing = new TasksUnderWay(plan.reduces(), plan.nodes(), checker::isReduced);
    }

    @Override
    public final void onStart(Port port) {
        if (checker.isSplit()) {
            begin(port);
        } else {
            port.schedule(SPLIT, plan.costs().splitNanos());
        }
    }

    private void begin(Port port) {
        for (int map = 0; map < plan.maps(); map++) {
            if (!checker.isMapped(map)) {
                maps.add(map);
            }
        }
        for (int partition = 0; partition < plan.reduces(); partition++) {
            if (!checker.isReduced(partition)) {
                reduces.add(partition);
            }
        }
        mapsLeft = maps.size();
        reducesLeft = reduces.size();
        for (Worker worker : workers) {
            worker.heard = port.nanos();
        }
        port.schedule(CHECK, plan.heartbeat().patienceNanos());
        if (reducesLeft == 0) {
            port.schedule(MERGE, plan.costs().mergeNanos());
        }
        serve(port);
    }

    @Override
    public final void onTimer(int timer, Port port) {
        switch (timer) {
            case SPLIT -> {
                checker.isSplitNow();
                begin(port);
            }
            case CHECK -> check(port);
            case MERGE -> checker.finish();
            default -> throw new IllegalArgumentException("a master has no timer " + timer);
        }
    }

    private void check(Port port) {
        for (int node = 0; node < workers.length; node++) {
            Worker worker = workers[node];
            if (node != MasterDeployment.MASTER
                    && port.nanos() - worker.heard > plan.heartbeat().patienceNanos()) {
                worker.report = NEVER;
                unassign(worker);
                lose(node, NEVER);
            }
        }
        serve(port);
        if (reducesLeft > 0) {
            port.schedule(CHECK, plan.heartbeat().patienceNanos());
        }
    }

    /// Loses what a worker has mapped, but for what it has mapped in a life.
    void lose(int node, long boot) {
        for (int map = 0; reducesLeft > 0 && checker.holds(node) && map < plan.maps(); map++) {
            if (checker.lost(map, node, boot)) {
                mapsLeft++;
                maps.add(map);
                mapping.changed(map);
            }
        }
    }

    @Override
    public final void onMessage(Message report, Port port) {
        if (report.kind() != MasterKinds.REPORT) {
            throw new IllegalArgumentException("no master is sent a " + report);
        }
        Worker worker = workers[report.from()];
        if (report.a() < worker.boot || report.a() == worker.boot && report.sequence() <= worker.report) {
            return; // of a life that is over, or older than what is known
        }
        boolean another = report.a() > worker.boot;
        worker.boot = report.a();
        worker.report = report.sequence();
        worker.heard = port.nanos();
        if (another) {
            unassign(worker);
            if (checker.isSplit()) {
                lose(report.from(), worker.boot);
            }
        } else {
            noteIdle(worker);
        }
        Optional<Task> told = report.b() == Task.NONE ? Optional.empty() : Optional.of(Task.of(report.b()));
        if (!checker.isSplit()) {
            return; // answered when there is something to hand out
        }
        told.filter(task -> task.state() == State.DONE).ifPresent(task -> {
            worker.task.filter(task::same).ifPresent(_ -> checker.took(port.nanos() - worker.since));
            complete(task, report, port);
        });
        take(worker, told);
        answer(report.from(), told, port);
        if (told.filter(task -> task.state() == State.DONE).isPresent()) {
            serve(port);
        }
    }

    /// Brings what a worker was told and what it reports together.
    private void take(Worker worker, Optional<Task> told) {
        if (worker.task.filter(this::isDone).isPresent()) {
            unassign(worker);
        }
        if (told.isEmpty() || isDone(told.get())) {
            return;
        }
        Task task = told.get();
        if (worker.task.isEmpty()) {
            assign(worker, task, worker.heard); // from before it was given up, or the master began again
        }
        boolean waits = task.phase() == Phase.REDUCE && task.state() == State.WAITING;
        if (waits && worker.task.orElseThrow().same(task) && hasMap()) {
            unassign(worker); // somebody has to map what it waits for
        }
    }

    private boolean hasMap() {
        while (!maps.isEmpty() && checker.isMapped(maps.peek())) {
            maps.remove();
        }
        return !maps.isEmpty();
    }

    private boolean isDone(Task task) {
        return task.phase() == Phase.MAP ? checker.isMapped(task.number()) : checker.isReduced(task.number());
    }

    private void complete(Task task, Message report, Port port) {
        if (task.phase() == Phase.MAP) {
            if (!checker.isMapped(task.number())) {
                checker.mapped(task.number(), report.from(), report.a());
                mapsLeft--;
                mapping.changed(task.number());
            }
            return;
        }
        boolean first = !checker.isReduced(task.number());
        checker.reduced(
                task.number(),
                Arrays.copyOf(report.payload().bytes(), report.payload().length()));
        reducing.changed(task.number());
        if (first && --reducesLeft == 0) {
            port.schedule(MERGE, plan.costs().mergeNanos());
        }
    }

    private void assign(Worker worker, Task task, long nanos) {
        worker.task = Optional.of(task);
        worker.since = nanos;
        noteIdle(worker);
        underWay(task.phase()).begin(task.number(), worker.node, nanos);
    }

    private void unassign(Worker worker) {
        worker.task.ifPresent(task -> {
            if (underWay(task.phase()).end(task.number(), worker.node) == 0 && !isDone(task)) {
                (task.phase() == Phase.MAP ? maps : reduces).add(task.number());
            }
        });
        worker.task = Optional.empty();
        noteIdle(worker);
    }

    private TasksUnderWay underWay(Phase phase) {
        return phase == Phase.MAP ? mapping : reducing;
    }

    private void noteIdle(Worker worker) {
        if (worker.isIdle()) {
            idle.add(worker.node);
        } else {
            idle.remove(worker.node);
        }
    }

    /// Gives those that are idle something to do.
    private void serve(Port port) {
        while (!idle.isEmpty()) {
            int node = idle.first();
            pick(workers[node], port);
            if (workers[node].task.isEmpty()) {
                return; // there is nothing for anybody
            }
            order(node, port);
        }
    }

    /// @param told what the worker is with, as it says
    private void answer(int node, Optional<Task> told, Port port) {
        Worker worker = workers[node];
        if (worker.task.isEmpty()) {
            pick(worker, port);
        }
        boolean goesOn = told.isPresent()
                && worker.task.filter(task -> task.same(told.get())).isPresent()
                && told.get().state() == State.WORKING;
        if (!goesOn && (worker.task.isPresent() || told.isPresent())) {
            order(node, port);
        }
    }

    private void order(int node, Port port) {
        Worker worker = workers[node];
        orders = Math.max(orders + 1, port.nanos());
        long word = worker.task.map(Task::word).orElse(Task.NONE);
        Message order = port.message(node).set(MasterKinds.ORDER, worker.boot, word, orders);
        order.payload().length(0);
        if (worker.task.filter(task -> task.phase() == Phase.REDUCE).isPresent()) {
            byte[] bytes = order.payload().bytes();
            for (int map = 0; map < plan.maps(); map++) {
                bytes[2 * map] = (byte) (checker.holder(map) >>> 8);
                bytes[2 * map + 1] = (byte) checker.holder(map);
            }
            order.payload().length(2 * plan.maps());
        }
        port.send(node);
    }

    private void pick(Worker worker, Port port) {
        if (hasMap()) {
            begin(worker, new Task(Phase.MAP, maps.remove(), State.WAITING), port);
            return;
        }
        while (mapsLeft == 0 && !reduces.isEmpty()) {
            int partition = reduces.remove();
            if (!checker.isReduced(partition)) {
                begin(worker, new Task(Phase.REDUCE, partition, State.WAITING), port);
                return;
            }
        }
        if (plan.stragglers().backup()) {
            slowest().ifPresent(task -> {
                checker.backsUp();
                begin(worker, task, port);
            });
        }
    }

    private void begin(Worker worker, Task task, Port port) {
        checker.executes();
        assign(worker, task, port.nanos());
    }

    /// Of the tasks of this phase that one worker does the one that was begun first.
    private Optional<Task> slowest() {
        Phase phase = mapsLeft > 0 ? Phase.MAP : Phase.REDUCE;
        return underWay(phase).longestAlone().map(number -> new Task(phase, number, State.WAITING));
    }
}
