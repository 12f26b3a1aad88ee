// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.CreditLimiter;
import dev.duality.messaging.socket.AddressLine;
import dev.duality.shm.Diagnosis;
import dev.duality.shm.Region;
import io.aeron.Publication;
import io.aeron.Subscription;
import java.security.SecureRandom;
import java.util.Optional;
import org.agrona.BitUtil;

/// One stream over UDP, by Aeron, which sends again what the network has lost, and holds back a sender whose receiver
/// does not come after. The receiver tells in a line of common memory to which port the stream is to be sent; where the
/// ends are apart a second stream goes the other way, see [UdpReceiver].
///
/// - **Threads:** one sends, one receives.
/// - **Ordering:** first in, first out; the system calls in between order the bytes, and so all before an offer
///   happens-before the handler of its message.
/// - **Progress:** an offer that is accepted turns the driver once, which sends; a poll that finds nothing turns it a
///   few times, or, of what was sent in its own process, until it comes. Both may wait for another thread's turn.
/// - **Closing:** where the receiver is in another process, what offers have taken before still goes to it while the
///   carrier is open.
final class UdpChannel implements Channel {
    /// Terms below make Aeron's window, half a term, smaller than what it lets be under way.
    private static final int LEAST_TERM = 256 << 10;

    /// For numbers: Aeron's least.
    private static final int TERM_OF_NUMBERS = 64 << 10;

    private static final long PATIENCE_NANOS = 20_000_000_000L;

    final OwnDriver driver;
    final ChannelSpec spec;
    final boolean apart;
    final CreditLimiter credits; // unless the ends are apart
    private final int stream;
    private final int termBytes;
    private final AddressLine there; // of the receiver
    private final AddressLine back; // of the sender, to which the receiver says how much it has taken
    private final SecureRandom random = new SecureRandom();
    private Optional<UdpSender> sender = Optional.empty(); // under the lock, as the next one
    private Optional<UdpReceiver> receiver = Optional.empty();
    private volatile boolean closed;

    /// The reason why there is no such channel; empty if there is.
    static Optional<String> rejects(ChannelSpec spec) {
        if (spec.payloadBytes() > AeronFrame.LONGEST
                || AeronFrame.termBytes(spec, LEAST_TERM) > AeronFrame.LONGEST_TERM) {
            return Optional.of(
                    "channel %s would hold %d messages of %,d bytes; it takes payloads up to %,d bytes, and 1/6 GiB in all; lower --window, --workers or the payload"
                            .formatted(spec.name(), spec.capacity(), spec.payloadBytes(), AeronFrame.LONGEST));
        }
        return Optional.empty();
    }

    /// @param number of the channel, the same in all processes
    /// @param spec one that is not rejected
    /// @param apart whether the two ends may be in different processes: each looks for the other when it is used, and
    ///     offers are refused until both are there
    UdpChannel(OwnDriver driver, int number, ChannelSpec spec, boolean apart) {
        this.driver = driver;
        this.stream = 2 * number;
        this.spec = spec;
        this.apart = apart;
        this.credits = apart ? null : CreditLimiter.of(spec);
        this.termBytes = BitUtil.findNextPositivePowerOfTwo((int) AeronFrame.termBytes(spec, LEAST_TERM));
        this.there = new AddressLine(Region.allocate(Region.LINE));
        this.back = new AddressLine(Region.allocate(Region.LINE));
    }

    /// Both ends, which are in this process: they are there when this returns.
    UdpChannel connect() {
        UdpReceiver from = receiver();
        UdpSender to = sender();
        long began = System.nanoTime();
        boolean connected = false;
        while (!connected) {
            boolean hears = from.isConnected(); // each looks for the other
            connected = to.isConnected() && hears;
            if (System.nanoTime() - began > PATIENCE_NANOS) {
                throw new Diagnosis(
                        "Aeron's media driver has not connected stream %d within %,d ms; see what else keeps its CPU busy"
                                .formatted(stream, PATIENCE_NANOS / 1_000_000));
            }
            driver.turn();
            driver.hear();
        }
        return this;
    }

    @Override
    public synchronized UdpSender sender() {
        UdpSender one = sender.orElseGet(() -> new UdpSender(this));
        sender = Optional.of(one);
        return one;
    }

    @Override
    public synchronized UdpReceiver receiver() {
        UdpReceiver one =
                receiver.orElseGet(() -> new UdpReceiver(this, apart ? Optional.empty() : Optional.of(sender())));
        receiver = Optional.of(one);
        return one;
    }

    boolean isClosed() {
        return closed;
    }

    /// The stream to the receiver, as its sender has it; empty until the receiver has told where it is.
    Optional<Publication> publish() {
        return publish(there, stream, termBytes);
    }

    /// The stream of numbers to the sender, as the receiver has it.
    Optional<Publication> publishNumbers() {
        return publish(back, stream + 1, TERM_OF_NUMBERS);
    }

    private Optional<Publication> publish(AddressLine line, int to, int term) {
        return line.told().map(place -> driver.publish(place, to, (int) line.token(), term));
    }

    /// The stream to the receiver, as the receiver has it.
    Subscription subscribe() {
        return subscribe(there, stream);
    }

    /// The stream of numbers to the sender, as the sender has it.
    Subscription subscribeNumbers() {
        return subscribe(back, stream + 1);
    }

    private Subscription subscribe(AddressLine line, int from) {
        int session = random.nextInt();
        Subscription one = driver.subscribe(from, session);
        line.tell(driver.at(), session);
        return one;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            sender.ifPresent(UdpSender::close);
            receiver.ifPresent(UdpReceiver::close);
        }
    }
}
