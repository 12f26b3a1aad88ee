// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/// Aeron's log between threads, with a media driver of our own that sleeps most of the time: the sender claims, copies
/// and commits, the receiver reads in place.
final class AeronAdapter implements QueueAdapter {
    private static final String CHANNEL = "aeron:ipc?term-length=8m|mtu=16384";
    private static final int STREAM = 1;

    private final int payloadBytes;
    private final ScratchFolder folder;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final Subscription subscription;
    private final ExclusivePublication first;
    private final AtomicBoolean firstTaken = new AtomicBoolean();

    AeronAdapter(int payloadBytes) {
        this.payloadBytes = payloadBytes;
        folder = ScratchFolder.create(TransportOptions.defaults().filesIn(), "baseline");
        String directory = folder.path().resolve("aeron").toString();
        driver = MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                .warnIfDirectoryExists(false)
                .dirDeleteOnShutdown(true));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory));
        subscription = aeron.addSubscription(CHANNEL, STREAM);
        first = aeron.addExclusivePublication(CHANNEL, STREAM);
        while (!first.isConnected() || subscription.hasNoImages()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Sender sender() {
        ExclusivePublication publication =
                firstTaken.getAndSet(true) ? aeron.addExclusivePublication(CHANNEL, STREAM) : first;
        return new Sender() {
            private final BufferClaim claim = new BufferClaim();
            private final byte[] mine = TouchedLines.apart(payloadBytes);

            @Override
            void send(long number) {
                TouchedLines.write(mine, payloadBytes, number);
                long position = publication.tryClaim(payloadBytes, claim);
                for (int attempt = 0; position < 0; attempt++) {
                    if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
                        throw new IllegalStateException("Aeron ended the stream: " + position);
                    }
                    awaitRoom(attempt);
                    position = publication.tryClaim(payloadBytes, claim);
                }
                claim.buffer().putBytes(claim.offset(), mine, 0, payloadBytes);
                claim.commit();
            }
        };
    }

    @Override
    public Receiver receiver() {
        return new Receiver() {
            private final FragmentHandler handler =
                    (buffer, at, length, _) -> took(TouchedLines.read(buffer, at, length));

            @Override
            int poll(int most) {
                return subscription.poll(handler, most);
            }
        };
    }

    @Override
    public void close() {
        aeron.close();
        driver.close();
        folder.close();
    }
}
