// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.TransportContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqTransportTest implements TransportContract {
    private static final ChannelSpec SPEC = new ChannelSpec("tested", 1, 1, 64, 8);

    @BeforeEach
    void needsMessageQueues() {
        Assumptions.assumeTrue(
                KernelQueues.unavailable().isEmpty(),
                () -> KernelQueues.unavailable().orElseThrow());
    }

    @Override
    public Transport transport() {
        return new MqTransport();
    }

    @Override
    public int longestPayload() {
        return QueueLimits.ofThisMachine()
                .map(limits -> (int) Math.min(16_384, limits.messageBytes() - MqChannel.messageBytes(0)))
                .orElse(0);
    }

    private static boolean send(Channel.Sender sender, long number) {
        sender.message().set(1, number, 0, 0);
        return sender.offer();
    }

    /// The queues that this process has open, by its descriptors.
    private static List<String> open() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            List<String> queues = new ArrayList<>();
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("/duality-")) {
                        queues.add(target);
                    }
                }
            }
            return queues;
        }
    }

    @Test
    void noQueueHasANameAndNoneIsLeftOpen() throws IOException {
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults());
                Channel channel = carrier.open(SPEC)) {
            assertTrue(send(channel.sender(), 1));
            List<String> queues = open();
            assertFalse(queues.isEmpty());
            assertTrue(queues.stream().allMatch(queue -> queue.endsWith(" (deleted)")), queues.toString());
        }
        assertEquals(List.of(), open());
    }

    @Test
    void whoOpensAChannelAgainInACommonFolderHasTheSameQueues(@TempDir Path folder) throws IOException {
        TransportOptions common = TransportOptions.defaults().withCommon(folder);
        List<Long> got = new ArrayList<>();
        try (Transport.Carrier first = transport().start(common);
                Channel here = first.open(SPEC);
                Transport.Carrier second = transport().start(common);
                Channel there = second.open(SPEC)) {
            Channel.Sender sender = here.sender();
            LongStream.range(0, 64).forEach(number -> assertTrue(send(sender, number)));
            assertFalse(send(sender, 64));
            Channel.Receiver receiver = there.receiver();
            receiver.poll(message -> got.add(message.sequence()), 100);
        }
        assertEquals(LongStream.range(0, 64).boxed().toList(), got);
        assertEquals(List.of(), open());
    }

    @Test
    void whatTheKernelDoesNotAllowIsRefusedWithItsLimits() {
        QueueLimits limits = new QueueLimits(10, 8192, 256, 819_200);
        assertEquals(
                "a message of 8,193 bytes, where the kernel's queues take 8,192; raise /proc/sys/fs/mqueue/msgsize_max",
                limits.rejects(1, 64, 8193).orElseThrow());
        assertEquals(
                "channels for 4,096 messages take 512 queues of 8 in all, where the kernel has 256; raise /proc/sys/fs/mqueue/msg_max, or lower --window or --workers",
                limits.rejects(1, 4096, 40).orElseThrow());
        assertEquals(
                "channels for 64 messages of 4,128 bytes take 1,089,536 bytes of message queues in all, where this user has 819,200; raise ulimit -q, or lower --window, --workers or the payload",
                limits.rejects(4, 64, 4128).orElseThrow());
        assertTrue(limits.rejects(1, 64, 8192).isEmpty());

        ChannelSpec tooLong = new ChannelSpec("tested", 1, 1, 64, 1 << 23);
        try (Transport.Carrier carrier = transport().start(TransportOptions.defaults())) {
            String why = assertThrows(IllegalArgumentException.class, () -> carrier.open(tooLong))
                    .getMessage();
            assertEquals("posix-mq: " + transport().rejects(tooLong, 1).orElseThrow(), why);
        }
    }

    @Test
    void aQueueThatTheKernelDoesNotMakeIsToldWithItsLimits() {
        KernelQueues kernel = KernelQueues.ofThisMachine();
        String why = assertThrows(IllegalStateException.class, () -> kernel.make(1 << 20, 1 << 20))
                .getMessage();
        assertTrue(why.contains("of 1,048,576 messages of 1,048,576 bytes: "), why);
        assertTrue(why.contains("msg_max " + kernel.limits().messages()), why);
    }
}
