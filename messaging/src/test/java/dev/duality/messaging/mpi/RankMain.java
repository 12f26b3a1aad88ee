// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mpi;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Message;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Region;
import java.util.Arrays;
import java.util.Optional;

/// The steps of two ranks that [MpiRanksTest] starts. Rank 0 says how it went; a rank that fails is halted, and so ends
/// the job.
public final class RankMain {
    private static final int KIND = 7;
    private static final int ADDS = 3_000;

    private RankMain() {}

    /// @param args what to do: `stream`, `window`, `carrier` or `die`
    public static void main(String[] args) {
        try {
            Mpi mpi = Mpi.ofThisProcess();
            require(mpi.size() == 2, "two ranks, not " + mpi.size());
            String said = switch (args[0]) {
                case "stream" -> stream(mpi);
                case "window" -> window(mpi);
                case "carrier" -> carrier(mpi);
                case "die" -> die(mpi);
                default -> throw new IllegalArgumentException(args[0]);
            };
            if (mpi.rank() == 0) {
                System.out.println(said);
            }
            mpi.end();
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected: " + what);
        }
    }

    private static String stream(Mpi mpi) {
        try (Transport.Carrier carrier = new MpiTransport().start(TransportOptions.defaults())) {
            round(mpi, carrier, 1, 24, 2_000);
            round(mpi, carrier, 4, 0, 5_000);
            round(mpi, carrier, 64, 16_384, 2_000);
            round(mpi, carrier, 2, 1 << 20, 40); // too long to be sent before it is asked for
        }
        return "all came back";
    }

    /// Rank 0 sends, rank 1 sends all back, and rank 0 looks whether they are whole and in order.
    private static void round(Mpi mpi, Transport.Carrier carrier, int capacity, int payload, int messages) {
        try (Channel there = carrier.open(new ChannelSpec("0-to-1", 1, 1, capacity, payload));
                Channel back = carrier.open(new ChannelSpec("1-to-0", 1, 1, capacity, payload))) {
            if (mpi.rank() == 0) {
                send(there.sender(), back.receiver(), payload, messages);
            } else {
                answer(there.receiver(), back.sender(), messages);
            }
            mpi.barrier();
        }
    }

    private static byte pattern(long number) {
        return (byte) (number * 31 + 5);
    }

    private static void send(Channel.Sender sender, Channel.Receiver receiver, int payload, int messages) {
        int sent = 0;
        int[] came = {0};
        while (came[0] < messages) {
            if (sent < messages) {
                Message message = sender.message().set(KIND, sent, -sent, ~sent);
                message.length(payload);
                Arrays.fill(message.bytes(), 0, payload, pattern(sent));
                sent += sender.offer() ? 1 : 0;
            }
            receiver.poll(
                    message -> {
                        long number = came[0]++;
                        require(
                                message.kind() == KIND
                                        && message.sequence() == number
                                        && message.a() == -number
                                        && message.b() == ~number
                                        && message.length() == payload,
                                "message " + number + ", not " + message);
                        for (int i = 0; i < payload; i++) {
                            require(message.bytes()[i] == pattern(number), "byte " + i + " of " + number);
                        }
                    },
                    4);
        }
    }

    private static void answer(Channel.Receiver receiver, Channel.Sender sender, int messages) {
        for (int answered = 0; answered < messages; ) {
            answered += receiver.poll(
                    message -> {
                        Message reply =
                                sender.message().set(message.kind(), message.sequence(), message.a(), message.b());
                        reply.length(message.length());
                        System.arraycopy(message.bytes(), 0, reply.bytes(), 0, message.length());
                        while (!sender.offer()) {
                            Thread.onSpinWait();
                        }
                    },
                    4);
        }
    }

    /// Both add to one word, take turns over another, and hand bytes over; every operation of a region is used.
    private static String window(Mpi mpi) {
        MpiMemory memory = MpiMemory.open(mpi, 1 << 16);
        long sum = 0;
        long turn = Region.APART;
        long full = 2 * Region.APART;
        long bits = 3 * Region.APART;
        long bytes = 4 * Region.APART;
        Region region = memory.allocate(8 * Region.APART);
        mpi.barrier();
        for (int i = 0; i < ADDS; i++) {
            region.getAndAdd(sum, 1);
            while (!region.compareAndSet(turn, 2L * i + mpi.rank(), 2L * i + mpi.rank() + 1)) {
                Thread.onSpinWait();
            }
        }
        region.getAndOr(bits, 1L << mpi.rank());
        byte[] moved = new byte[100];
        for (int i = 1; i <= 200; i++) { // rank 1 hands over, rank 0 takes
            if (mpi.rank() == 1) {
                while (region.getAcquire(full) != 0) {
                    Thread.onSpinWait();
                }
                Arrays.fill(moved, (byte) i);
                region.write(bytes, moved, 0, moved.length);
                region.setRelease(full, i);
            } else {
                while (region.getAcquire(full) != i) {
                    Thread.onSpinWait();
                }
                region.read(bytes, moved, 0, moved.length);
                for (byte one : moved) {
                    require(one == (byte) i, "bytes of " + i + ", not " + one);
                }
                region.setRelease(full, 0);
            }
        }
        mpi.barrier();
        require(region.getVolatile(sum) == 2 * ADDS, "no add lost, not " + region.getVolatile(sum));
        require(region.getVolatile(turn) == 2 * ADDS, "turns");
        require(region.getOpaque(bits) == 3, "both bits");
        mpi.barrier();
        require(region.getAndSet(bits, 4) != 0, "a word that was set");
        mpi.barrier();
        return memory.shared() ? "loads and stores" : "one-sided operations";
    }

    /// Asks what carries messages and windows, and whether longer messages take longer.
    private static String carrier(Mpi mpi) {
        MpiMemory memory = MpiMemory.open(mpi, 1 << 16);
        Optional<RankPing> ping = RankPing.measure(mpi);
        require(ping.isPresent() == (mpi.rank() == 0), "a ping at rank 0, and only there");
        MpiParts parts = MpiParts.of(mpi, memory);
        ping.ifPresent(found -> {
            require(
                    found.trips().getFirst().nanos() > 0
                            && found.trips().getLast().bytes()
                                    > found.trips().getFirst().bytes(),
                    "trips by length, not " + found);
            require(found.sendNanos() > 0 && found.receiveNanos() > 0, "overheads, not " + found);
        });
        return "%s: messages by %s over %s, windows by %s"
                .formatted(
                        mpi.version(),
                        parts.messages().orElse("?"),
                        String.join(" ", parts.networks()),
                        memory.shared() ? "loads and stores" : parts.windows().orElse("?"));
    }

    /// Rank 1 dies amid the stream; what rank 0 had got until then it has said.
    private static String die(Mpi mpi) {
        try (Transport.Carrier carrier = new MpiTransport().start(TransportOptions.defaults());
                Channel channel = carrier.open(new ChannelSpec("1-to-0", 1, 1, 4, 8))) {
            if (mpi.rank() == 1) {
                Channel.Sender sender = channel.sender();
                for (int i = 0; i < 100; i++) {
                    sender.message().set(KIND, i, 0, 0);
                    while (!sender.offer()) {
                        Thread.onSpinWait();
                    }
                }
                Channel.Receiver never =
                        carrier.open(new ChannelSpec("0-to-1", 1, 1, 4, 8)).receiver();
                while (never.poll(_ -> {}, 1) == 0) {
                    Thread.onSpinWait(); // until rank 0 has got all
                }
                Runtime.getRuntime().halt(137);
            }
            Channel.Receiver receiver = channel.receiver();
            int came = 0;
            while (came < 100) {
                came += receiver.poll(_ -> {}, 4);
            }
            System.out.println("got " + came);
            System.out.flush();
            Channel.Sender sender =
                    carrier.open(new ChannelSpec("0-to-1", 1, 1, 4, 8)).sender();
            while (true) { // the job ends this
                sender.offer();
            }
        }
    }
}
