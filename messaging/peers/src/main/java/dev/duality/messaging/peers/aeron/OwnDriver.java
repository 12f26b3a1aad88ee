// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.shm.Diagnosis;
import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.exceptions.RegistrationException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.AgentTerminationException;

/// A media driver of this process and its client. The driver has no thread that spins: whoever sends, or finds nothing,
/// turns it, and a thread of its own does so once a millisecond, for when nobody does.
///
/// - **Threads:** any; one at a time turns the driver, and the others wait until that turn is over.
final class OwnDriver implements AutoCloseable {
    private static final int SPINS = 1_000;
    private static final long REST_NANOS = 1_000_000;

    /// A process that is stopped for so long is not taken for dead: a stream that were joined anew would lack messages.
    private static final Duration LIVENESS = Duration.ofMinutes(10);

    /// The time that senders which have closed have, until others have taken what they sent.
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /// All streams that come to this process come to one port, which this tag names.
    private static final String PORT = "aeron:udp?tags=1";

    /// The stream that keeps the port open, and that nobody sends.
    private static final int NO_STREAM = -1;

    /// Something that is looked at once a millisecond.
    interface Chore {
        /// Goes one step on, without waiting.
        /// @return whether that was the last
        boolean goOn();
    }

    private final MediaDriver driver;
    private final Aeron client;
    private final InetSocketAddress at;
    private final ReentrantLock turning = new ReentrantLock();
    private final Queue<Chore> regular = new ConcurrentLinkedQueue<>();
    private final Queue<Chore> leaving = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "aeron-udp");
    private volatile boolean closed;
    private boolean ended; // under `turning`

    /// @param directory for the driver's files, which is not there yet
    /// @param own the address by which others reach this process
    /// @throws Diagnosis if it cannot listen there
    OwnDriver(Path directory, InetAddress own) {
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .threadingMode(ThreadingMode.INVOKER)
                .performStorageChecks(false)
                .warnIfDirectoryExists(false)
                .clientLivenessTimeoutNs(LIVENESS.toNanos())
                .publicationUnblockTimeoutNs(2 * LIVENESS.toNanos())
                .imageLivenessTimeoutNs(LIVENESS.toNanos())
                .publicationConnectionTimeoutNs(LIVENESS.toNanos())
                .dirDeleteOnShutdown(true));
        try {
            client = Aeron.connect(new Aeron.Context()
                    .aeronDirectoryName(directory.toString())
                    .driverTimeoutMs(LIVENESS.toMillis())
                    .useConductorAgentInvoker(true)
                    .driverAgentInvoker(turner()));
        } catch (RuntimeException | Error e) {
            driver.close();
            throw e;
        }
        try {
            at = new InetSocketAddress(own, listen(own));
        } catch (RuntimeException | Error e) {
            client.close();
            driver.close();
            throw e;
        }
        thread.setDaemon(true);
        thread.start();
    }

    private int listen(InetAddress own) {
        List<String> places;
        try {
            Subscription door = client.addSubscription(
                    "aeron:udp?endpoint=" + text(new InetSocketAddress(own, 0)) + "|tags=1", NO_STREAM);
            long began = System.nanoTime();
            for (places = door.localSocketAddresses(); places.isEmpty(); places = door.localSocketAddresses()) {
                turn();
                if (System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new Diagnosis("Aeron's media driver does not listen at %s within %,d ms"
                            .formatted(own.getHostAddress(), PATIENCE.toMillis()));
                }
            }
        } catch (RegistrationException e) {
            throw new Diagnosis(
                    "cannot listen at %s: %s; give an address of this host"
                            .formatted(own.getHostAddress(), e.getMessage()),
                    e);
        }
        String place = places.getFirst();
        return Integer.parseInt(place.substring(place.lastIndexOf(':') + 1));
    }

    /// Turns this driver for the client, which waits for its answers.
    private AgentInvoker turner() {
        AgentInvoker invoker = new AgentInvoker(Throwable::printStackTrace, null, new Agent() {
            @Override
            public int doWork() {
                turn();
                return 1; // an invoker whose agent did nothing ends for good if the calling thread is interrupted
            }

            @Override
            public String roleName() {
                return "driver";
            }
        });
        invoker.start();
        return invoker;
    }

    /// The address and port at which streams come to this process.
    InetSocketAddress at() {
        return at;
    }

    /// A stream that comes to this process.
    /// @param session that of the only sender that is heard
    Subscription subscribe(int stream, int session) {
        return client.addSubscription(PORT + "|rejoin=false|session-id=" + session, stream);
    }

    /// A stream that goes to another process, or to this one.
    Publication publish(InetSocketAddress to, int stream, int session, int termBytes) {
        return client.addExclusivePublication(
                "aeron:udp?endpoint=%s|session-id=%d|term-length=%d".formatted(text(to), session, termBytes), stream);
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /// Lets the driver send, receive and look at its clients, each once.
    /// @return how much it did; 0 if there was nothing to do
    int turn() {
        for (int spin = 0; !turning.tryLock(); spin++) {
            if (spin == SPINS) {
                turning.lock(); // whoever has it has lost its core
                break;
            }
            Thread.onSpinWait();
        }
        try {
            return ended ? 0 : work(driver.sharedAgentInvoker().agent());
        } finally {
            turning.unlock();
        }
    }

    /// Lets the client hear what the driver has to tell, such as that a stream has begun to come.
    void hear() {
        work(client.conductorAgentInvoker().agent());
    }

    /// As an invoker does it, but that the agent goes on where the calling thread is interrupted: hosts interrupt their
    /// threads to end them, and what was sent is still to arrive.
    private int work(Agent agent) {
        try {
            return agent.doWork();
        } catch (AgentTerminationException _) {
            return 0; // it is closed
        } catch (Exception e) {
            driver.context().errorHandler().onError(e);
            return 0;
        }
    }

    /// Takes a chore over for as long as this is open.
    void doRegularly(Chore chore) {
        regular.add(chore);
    }

    /// Takes over what an end that was closed has still to do; [#close] waits for it.
    void leave(Chore chore) {
        leaving.add(chore);
    }

    private void run() {
        while (!closed) {
            step();
        }
        long since = System.nanoTime();
        while (!leaving.isEmpty()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() - since < PATIENCE.toNanos()) {
            step();
        }
    }

    private void step() {
        turn();
        hear();
        regular.removeIf(Chore::goOn);
        leaving.removeIf(Chore::goOn);
        LockSupport.parkNanos(this, REST_NANOS);
    }

    /// Waits for those that are leaving, though not longer than its patience; an interrupt of the caller ends the wait.
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
                thread.interrupt();
            }
        }
        client.close();
        turning.lock();
        try {
            ended = true; // whoever still polls finds nothing
        } finally {
            turning.unlock();
        }
        driver.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
