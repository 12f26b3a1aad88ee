// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.interrupt;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.simulation.interrupt.Passage.Place;
import dev.duality.simulation.interrupt.Processor.Level;

/// A router with one processor. With interrupts, each arrival takes its time whether or not anything comes of the
/// packet, and so arrivals alone can take all the time there is: livelock. With polling, an interrupt only wakes a
/// kernel thread, and what does not fit at the interface costs nothing.
final class RouterNode implements Node {
    private static final int DONE = 0; // the processor's most urgent work is done
    private static final int TICK = 1; // input has stood still for long enough

    /// The job that the kernel is doing.
    private enum Job {
        FORWARD,
        RECEIVE,
        REAP
    }

    private final Router router;
    private final Passage passage;
    private final boolean polled;
    private final int quota;
    private final Processor processor = new Processor();
    private final PacketQueue ring;
    private final PacketQueue input;
    private final PacketQueue process;

    private Job job;
    private long atKernel; // the packet in the kernel's hands, while it forwards or receives
    private long atProcess; // the packet in the process's hands
    private boolean reaping; // whose turn it is in polling
    private int taken; // in this turn
    private int unreaped; // descriptors of packets that were sent
    private boolean held; // input stands still

    RouterNode(Router router, Passage passage) {
        this.router = router;
        this.passage = passage;
        this.polled = router.handling() != Router.Handling.INLINE;
        this.quota = router.handling() == Router.Handling.NO_QUOTA ? Integer.MAX_VALUE : router.quota();
        this.ring = new PacketQueue(router.slots().ring());
        this.input = new PacketQueue(router.slots().input());
        this.process = new PacketQueue(router.slots().process());
    }

    @Override
    public void onMessage(Message packet, Port port) {
        processor.advance(port.nanos());
        passage.raise();
        long id = Passage.packet(packet.from(), packet.sequence());
        if (polled) {
            arrivePolled(id, port);
        } else {
            arriveInline(id);
        }
        passage.balance(inside());
        goOn(port);
    }

    /// The interface holds as many as interrupts are waiting for.
    private void arriveInline(long packet) {
        if (processor.leftNanos(Level.INTERRUPT)
                >= router.slots().ring() * router.costs().interruptNanos()) {
            passage.drop(Place.INTERFACE);
            return;
        }
        processor.work(Level.INTERRUPT, router.costs().interruptNanos());
        if (!input.offer(packet)) {
            passage.drop(Place.INPUT); // and its interrupt was for nothing
        } else if (!processor.isBusy(Level.KERNEL)) {
            forward();
        }
    }

    private void forward() {
        atKernel = input.take();
        start(Job.FORWARD, router.costs().forwardNanos());
    }

    private void start(Job next, long nanos) {
        job = next;
        processor.work(Level.KERNEL, nanos);
    }

    private void arrivePolled(long packet, Port port) {
        if (!ring.offer(packet)) {
            passage.drop(Place.INTERFACE);
        } else if (!processor.isBusy(Level.KERNEL)) {
            poll(port);
        }
    }

    /// The next thing that polling does: receives, or gives descriptors back, a quota of each in turn.
    private void poll(Port port) {
        if (router.handling() == Router.Handling.FEEDBACK && !held && process.size() >= 3 * process.capacity() / 4) {
            held = true;
            port.schedule(TICK, router.tickNanos());
        }
        for (int attempt = 0; attempt < 2; attempt++) {
            if (!reaping && taken < quota && !held && !ring.isEmpty()) {
                taken++;
                atKernel = ring.take();
                start(
                        Job.RECEIVE,
                        router.costs().interruptNanos()
                                + router.costs().forwardNanos()
                                - router.costs().reapNanos());
                return;
            }
            if (reaping && taken < quota && unreaped > 0) {
                taken++;
                start(Job.REAP, router.costs().reapNanos());
                return;
            }
            reaping = !reaping;
            taken = 0;
        }
        if (!ring.isEmpty() && !held || unreaped > 0) {
            poll(port); // the turn that was over has begun again
        }
    }

    @Override
    public void onTimer(int timer, Port port) {
        processor.advance(port.nanos());
        if (timer == TICK) {
            release(port);
        }
        for (Level done = processor.takeDone(); done != null; done = processor.takeDone()) {
            switch (done) {
                case INTERRUPT -> {} // what it put into the queue is there already
                case KERNEL -> kernelDone(port);
                case USER -> processDone(port);
            }
        }
        passage.balance(inside());
        goOn(port);
    }

    private void kernelDone(Port port) {
        Job done = job;
        job = null;
        switch (done) {
            case FORWARD, RECEIVE -> handOn(atKernel);
            case REAP -> unreaped--;
        }
        if (polled) {
            poll(port);
        } else if (!input.isEmpty()) {
            forward();
        }
    }

    private void handOn(long packet) {
        if (router.costs().processNanos() == 0) {
            send(packet);
        } else if (!process.offer(packet)) {
            passage.drop(Place.PROCESS);
        } else if (!processor.isBusy(Level.USER)) {
            serve();
        }
    }

    private void serve() {
        atProcess = process.take();
        processor.work(Level.USER, router.costs().processNanos());
    }

    private void processDone(Port port) {
        send(atProcess);
        if (!process.isEmpty()) {
            serve();
        }
        if (held && process.size() <= process.capacity() / 4) {
            port.cancel(TICK);
            release(port);
        } else if (polled && !processor.isBusy(Level.KERNEL)) {
            poll(port); // there is a descriptor to give back
        }
    }

    private void release(Port port) {
        held = false;
        if (!processor.isBusy(Level.KERNEL)) {
            poll(port);
        }
    }

    /// Interrupts give descriptors back by themselves; polling has to come round to it.
    private void send(long packet) {
        if (polled && unreaped == router.slots().ring()) {
            passage.drop(Place.OUTPUT);
            return;
        }
        unreaped += polled ? 1 : 0;
        passage.deliver(packet);
    }

    private long inside() {
        return (long) ring.size()
                + input.size()
                + process.size()
                + (job == Job.FORWARD || job == Job.RECEIVE ? 1 : 0)
                + (processor.isBusy(Level.USER) ? 1 : 0);
    }

    private void goOn(Port port) {
        long nanos = processor.nanosToNext();
        if (nanos < 0) {
            port.cancel(DONE);
        } else {
            port.schedule(DONE, nanos);
        }
    }
}
