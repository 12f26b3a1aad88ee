// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mq;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.duality.shm.CLibrary;
import dev.duality.shm.Descriptors;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// The calls of the C library that make and use queues of messages, on Linux. None of them waits.
///
/// A queue has a name only between two calls: whoever is killed leaves none behind. Another process comes to it by the
/// descriptor of the one that made it, in `/proc`.
///
/// - **Threads:** any. A descriptor that is closed may be the next queue's: whoever closes one knows that nobody uses
/// it.
final class KernelQueues {
    private static final int CREATE = 0x40;
    private static final int EXCLUSIVE = 0x80;
    private static final int ATTRIBUTES_WORDS = 8; // flags, most messages, most bytes, messages now, four to spare

    /// The answer of [#send] and [#receive] where they would have to wait.
    static final int NONE = -1;

    private static final AtomicLong MADE = new AtomicLong();

    private final QueueLimits limits;
    private final MethodHandle create;
    private final MethodHandle unlink;
    private final MethodHandle send;
    private final MethodHandle receive;
    private final Descriptors descriptors = new Descriptors();

    /// Linked once.
    /// @param queues empty where there are none
    /// @param reason why not
    private record Linked(Optional<KernelQueues> queues, String reason) {
        static final Linked HERE =
                CLibrary.linked(System.getProperty("os.name"), "a POSIX message queue", Linked::link, Linked::none);

        private static Linked link() {
            return QueueLimits.ofThisMachine()
                    .map(limits -> new Linked(Optional.of(new KernelQueues(limits)), ""))
                    .orElseGet(
                            () -> none("this kernel has no POSIX message queues, for there is no /proc/sys/fs/mqueue"));
        }

        private static Linked none(String reason) {
            return new Linked(Optional.empty(), reason + "; use another transport");
        }
    }

    /// The reason why there are none here, in one line; empty if there are.
    static Optional<String> unavailable() {
        if (Linked.HERE.queues().isEmpty()) {
            return Optional.of(Linked.HERE.reason());
        }
        try {
            KernelQueues queues = Linked.HERE.queues().get();
            queues.close(queues.make(1, Long.BYTES));
            return Optional.empty();
        } catch (Diagnosis e) {
            return Optional.of(e.getMessage());
        }
    }

    /// @throws IllegalStateException if there are none
    static KernelQueues ofThisMachine() {
        return Linked.HERE.queues().orElseThrow(() -> new Diagnosis(Linked.HERE.reason()));
    }

    private KernelQueues(QueueLimits limits) {
        this.limits = limits;
        FunctionDescriptor name = FunctionDescriptor.of(JAVA_INT, ADDRESS);
        create = CLibrary.handle(
                "mq_open",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
                Linker.Option.firstVariadicArg(2));
        unlink = CLibrary.plain("mq_unlink", name);
        send = CLibrary.handle("mq_send", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        receive =
                CLibrary.handle("mq_receive", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS));
    }

    QueueLimits limits() {
        return limits;
    }

    /// Makes a queue that has no name.
    /// @return its descriptor
    /// @throws IllegalStateException if the kernel makes none so large, or no more
    int make(int messages, long messageBytes) {
        while (true) {
            String name = "/duality-" + ProcessHandle.current().pid() + "-" + MADE.getAndIncrement();
            try (Arena arena = Arena.ofConfined()) {
                Errno errno = Errno.in(arena);
                MemorySegment attributes = arena.allocate(JAVA_LONG, ATTRIBUTES_WORDS);
                attributes.setAtIndex(JAVA_LONG, 1, messages);
                attributes.setAtIndex(JAVA_LONG, 2, messageBytes);
                MemorySegment called = arena.allocateFrom(name);
                int flags = Descriptors.READ_WRITE | CREATE | EXCLUSIVE | Descriptors.NO_WAIT;
                int queue = (int) create.invokeExact(errno.state(), called, flags, Descriptors.OWNER_ONLY, attributes);
                if (queue >= 0) {
                    int _ = (int) unlink.invokeExact(called);
                    return queue;
                }
                if (errno.number() != Errno.EEXIST) { // else that of a process that was killed between the two calls
                    throw new Diagnosis(
                            "the kernel makes no message queue of %,d messages of %,d bytes: %s; %s, for all of this user, where this one takes %,d"
                                    .formatted(
                                            messages,
                                            messageBytes,
                                            errno,
                                            limits,
                                            QueueLimits.bytes(messages, messageBytes)));
                }
            } catch (Throwable e) {
                throw CLibrary.thrown("mq_open", e);
            }
        }
    }

    /// Opens the queue of another process.
    /// @param process its number
    /// @param descriptor the queue's, there
    int openThatOf(long process, int descriptor) {
        Path path = Path.of("/proc", Long.toString(process), "fd", Integer.toString(descriptor));
        try (Arena arena = Arena.ofConfined()) {
            Errno errno = Errno.in(arena);
            int flags = Descriptors.READ_WRITE | Descriptors.NO_WAIT | Descriptors.CLOSE_ON_EXEC;
            int queue = descriptors.open(path, flags, errno);
            if (queue < 0) {
                throw new Diagnosis(
                        "cannot open the message queue %s of another process: %s; both must be of one user, and that one must run"
                                .formatted(path, errno));
            }
            return queue;
        }
    }

    /// @param errno the caller's
    /// @return 0, or [#NONE] if the queue is full
    int send(int queue, MemorySegment bytes, long length, Errno errno) {
        try {
            int answer = (int) send.invokeExact(errno.state(), queue, bytes, length, 0);
            return answer < 0 ? refused("mq_send", errno) : answer;
        } catch (Throwable e) {
            throw CLibrary.thrown("mq_send", e);
        }
    }

    /// @param into as long as the queue's longest message
    /// @return how many bytes came, or [#NONE] if the queue is empty
    int receive(int queue, MemorySegment into, Errno errno) {
        try {
            long answer = (long) receive.invokeExact(errno.state(), queue, into, into.byteSize(), MemorySegment.NULL);
            return answer < 0 ? refused("mq_receive", errno) : (int) answer;
        } catch (Throwable e) {
            throw CLibrary.thrown("mq_receive", e);
        }
    }

    private static int refused(String call, Errno errno) {
        if (errno.number() == Errno.EAGAIN) {
            return NONE;
        }
        throw errno.refused(call);
    }

    void close(int descriptor) {
        descriptors.close(descriptor);
    }
}
