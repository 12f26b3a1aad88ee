// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.derived;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Message;
import dev.duality.messaging.Node;
import dev.duality.messaging.Port;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Payload;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.counter.CounterWorkload;
import dev.duality.workloads.verify.KernelThreads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// Additions that are told and not asked for.
@Timeout(60)
class TellingTest {
    private static final int ADD = 0;
    private static final int GET = 2;
    private static final int WINDOW = 8;

    private final CounterWorkload workload = new CounterWorkload();
    private final Setting setting =
            Setting.of(workload, Values.of(workload, Map.of("op", "tell"))).withWindow(WINDOW);
    private final Wire toOwner = new Wire(0);
    private final Wire toWorker = new Wire(1);
    private final TellingNode worker = new TellingNode(setting);
    private final Applied applied = new Applied(workload.specification(setting));
    private final ToldNode owner = new ToldNode(applied);
    private final List<Integer> completed = new ArrayList<>();
    private final Payload none = new Payload(0);

    /// A specification, and how many operations it did.
    private static final class Applied implements Specification {
        private final Specification state;
        private int operations;

        Applied(Specification state) {
            this.state = state;
        }

        @Override
        public long apply(int kind, long a, long b, Payload payload) {
            operations++;
            return state.apply(kind, a, b, payload);
        }

        @Override
        public long digest() {
            return state.digest();
        }
    }

    /// The way of one node to the other, whose messages come when the test lets them.
    private static final class Wire implements Port {
        private final Queue<Message> messages = new ArrayDeque<>();
        private final int self;
        private Runnable drives = () -> {};

        Wire(int self) {
            this.self = self;
        }

        int give(Node node, Port port) {
            int count = messages.size();
            while (!messages.isEmpty()) {
                node.onMessage(messages.remove(), port);
            }
            return count;
        }

        @Override
        public void send(int to, int kind, long sequence, long a, long b, Payload payload) {
            Message message = new Message(0).set(kind, sequence, a, b);
            message.address(self, to);
            messages.add(message);
        }

        @Override
        public int drive() {
            drives.run();
            return 1;
        }

        @Override
        public int self() {
            return self;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Message message(int to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean offer(int to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void send(int to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void schedule(int timer, long delayNanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancel(int timer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void idle(int attempt) {
            throw new UnsupportedOperationException();
        }
    }

    private void connect() {
        toOwner.drives = () -> toWorker.give(worker, toOwner);
        worker.onStart(toOwner);
    }

    private boolean tell(int slot) {
        return worker.issue(slot, ADD, 1, 0, none);
    }

    private int complete() {
        return worker.complete((slot, result) -> {
            assertEquals(0, result);
            completed.add(slot);
        });
    }

    @Test
    void ofEachHalfWindowOneIsAnswered() {
        connect();
        for (int slot = 0; slot < WINDOW; slot++) {
            assertTrue(tell(slot));
        }

        assertEquals(WINDOW, toOwner.give(owner, toWorker));
        assertEquals(2, toWorker.messages.size());
    }

    @Test
    void whatTheOwnerHasNotDoneIsNotCompletedAndFillsTheWindow() {
        connect();
        for (int slot = 0; slot < WINDOW; slot++) {
            tell(slot);
        }

        assertEquals(0, complete());
        assertFalse(tell(0));
        assertEquals(WINDOW, toOwner.messages.size());
    }

    @Test
    void aReplyCompletesAllThatWereToldBeforeItInTheirOrderAndNoMore() {
        connect();
        List<Integer> slots = List.of(3, 1, 7, 0, 2, 4);
        slots.forEach(this::tell);
        toOwner.give(owner, toWorker);

        assertEquals(4, complete());
        assertEquals(slots.subList(0, 4), completed);
    }

    @Test
    void theRestOfAWindowIsAskedForOnceAndTheOwnerDoesNothingForThat() {
        connect();
        List<Integer> slots = List.of(5, 6, 7);
        slots.forEach(this::tell);

        assertEquals(0, complete());
        assertEquals(0, complete());
        assertEquals(4, toOwner.give(owner, toWorker));
        assertEquals(3, complete());
        assertEquals(slots, completed);
        assertEquals(3, applied.operations);
        toOwner.drives = () -> {
            toOwner.give(owner, toWorker);
            toWorker.give(worker, toOwner);
        };
        assertEquals(3, worker.call(GET, 0, 0, none));
    }

    @Test
    void aReplyThatCameTwiceIsToldOf() {
        connect();
        for (int slot = 0; slot < WINDOW / 2; slot++) {
            tell(slot);
        }
        toOwner.give(owner, toWorker);
        Message reply = new Message(0).set(ADD, toWorker.messages.element().sequence(), 0, 0);
        toWorker.messages.add(reply);

        assertThrows(Diagnosis.class, this::complete);
    }

    /// Two workers at once tell a thousand each; then the first asks for the value.
    @TestFactory
    Stream<DynamicTest> allThatWasToldIsThereAtTheEnd() {
        return Catalog.load(getClass().getClassLoader()).sides(workload).stream()
                .filter(side -> side.unavailable().isEmpty())
                .flatMap(side -> Stream.of(1, WINDOW)
                        .flatMap(window -> Stream.of(WaitStrategy.Kind.YIELD, WaitStrategy.Kind.PARK)
                                .map(wait -> setting.withWorkers(2)
                                        .withWindow(window)
                                        .withWait(wait)))
                        .filter(opened -> side.rejects(opened).isEmpty())
                        .map(opened -> DynamicTest.dynamicTest(
                                side.substrate() + ", window " + opened.window() + ", "
                                        + opened.waiting().label(),
                                () -> assertEquals(2_001, told(side, opened)))));
    }

    private static long told(Side side, Setting setting) {
        try (Kernel kernel = side.open(setting)) {
            KernelThreads threads = new KernelThreads(Thread::new);
            kernel.start(threads);
            Caller[] callers = new Caller[2];
            threads.run(2, number -> {
                callers[number] = kernel.caller(number);
                tell(callers[number], 1_000 + number, setting); // so that one ends in the middle of a window
            });
            long[] value = {0};
            threads.run(1, _ -> value[0] = callers[0].call(GET, 0, 0, setting.payload()));
            return value[0];
        }
    }

    private static void tell(Caller caller, int count, Setting setting) {
        Queue<Integer> free = new ArrayDeque<>();
        for (int slot = 0; slot < setting.window(); slot++) {
            free.add(slot);
        }
        Payload payload = setting.payload();
        int told = 0;
        for (int attempt = 0; told < count || free.size() < setting.window(); ) {
            if (told < count && !free.isEmpty() && caller.issue(free.element(), ADD, 1, 0, payload)) {
                free.remove();
                told++;
            } else if (caller.complete((slot, _) -> free.add(slot)) == 0) {
                caller.idle(attempt++);
            } else {
                attempt = 0;
            }
        }
    }

    @Test
    void whoseServerAnswersEverythingIsNotTold() {
        assertTrue(rejects("shm:mailbox", setting).orElseThrow().contains("answers every operation"));
        assertTrue(
                rejects("shm:delegation", setting.withWindow(1)).orElseThrow().contains("answers every operation"));
        assertTrue(rejects("messaging:ring-replicated", setting).orElseThrow().contains("answers every operation"));
        assertEquals(Optional.empty(), rejects("shm:lockfree", setting.withWindow(1)));
        assertEquals(Optional.empty(), rejects("messaging:ring", setting));
    }

    @Test
    void aWindowInWhichEachWouldBeAnsweredIsRefused() {
        assertEquals(
                Optional.of(
                        "one of half a window is answered, so with window 2 every one would be; use window 4 or more"),
                rejects("messaging:ring", setting.withWindow(2)));
    }

    private Optional<String> rejects(String substrate, Setting asked) {
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        return catalog.side(workload, substrate).rejects(asked);
    }
}
