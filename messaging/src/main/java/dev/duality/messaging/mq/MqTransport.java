// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.mq;

import dev.duality.messaging.Channel;
import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.library.Prerequisites;
import dev.duality.shm.FileUnusable;
import dev.duality.shm.Slip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The transport `posix-mq`.
public final class MqTransport implements Transport {
    @Override
    public String name() {
        return "posix-mq";
    }

    @Override
    public String description() {
        return "POSIX message queues: whole messages through the kernel, a system call at each end";
    }

    @Override
    public Contract contract() {
        return new Contract(
                Contract.Many.ONE,
                Contract.Many.ONE,
                true,
                Contract.Order.FIFO,
                false,
                Contract.Passing.COPIES,
                Contract.Reach.PROCESSES);
    }

    @Override
    public Optional<String> unavailable() {
        return KernelQueues.unavailable();
    }

    @Override
    public Optional<String> rejects(ChannelSpec spec, int channels) {
        return QueueLimits.ofThisMachine()
                .flatMap(limits ->
                        limits.rejects(channels, spec.capacity(), MqChannel.messageBytes(spec.payloadBytes())));
    }

    @Override
    public Carrier start(TransportOptions options) {
        Prerequisites.require(this, unavailable());
        return new MqCarrier(KernelQueues.ofThisMachine(), options.common());
    }

    /// Makes channels, or opens those that another process has made.
    private final class MqCarrier implements Carrier {
        private final KernelQueues kernel;
        private final Optional<Path> common;
        private int opened;

        MqCarrier(KernelQueues kernel, Optional<Path> common) {
            this.kernel = kernel;
            this.common = common;
        }

        @Override
        public Channel open(ChannelSpec spec) {
            contract().require(name(), spec);
            rejects(spec, 1).ifPresent(reason -> {
                throw new Slip("posix-mq: " + reason);
            });
            int number = opened++;
            try {
                Optional<Path> list = common.map(folder -> folder.resolve(number + "-" + spec.name() + ".queues"));
                int[] queues = list.isPresent() && Files.exists(list.get()) ? theirs(list.get()) : made(spec, list);
                return new MqChannel(kernel, queues, spec);
            } catch (IOException e) {
                throw new FileUnusable("cannot tell other processes of a message queue", e, "give another directory");
            }
        }

        /// Makes the queues, and says to other processes which they are: this process's number, and theirs in it.
        private int[] made(ChannelSpec spec, Optional<Path> list) throws IOException {
            int each = kernel.limits().each(spec.capacity());
            int[] queues = new int[spec.capacity() / each];
            int made = 0;
            try {
                for (; made < queues.length; made++) {
                    queues[made] = kernel.make(each, MqChannel.messageBytes(spec.payloadBytes()));
                }
                if (list.isPresent()) {
                    Files.writeString(
                            list.get(),
                            ProcessHandle.current().pid()
                                    + Arrays.stream(queues)
                                            .mapToObj(queue -> " " + queue)
                                            .collect(Collectors.joining()));
                }
                return queues;
            } catch (IOException | RuntimeException e) {
                Arrays.stream(queues, 0, made).forEach(kernel::close);
                throw e;
            }
        }

        private int[] theirs(Path list) throws IOException {
            String[] numbers = Files.readString(list).split(" ", -1);
            int[] queues = new int[numbers.length - 1];
            int open = 0;
            try {
                for (; open < queues.length; open++) {
                    queues[open] = kernel.openThatOf(Long.parseLong(numbers[0]), Integer.parseInt(numbers[open + 1]));
                }
                return queues;
            } catch (RuntimeException e) {
                Arrays.stream(queues, 0, open).forEach(kernel::close);
                throw e;
            }
        }

        @Override
        public void close() {
            // queues are their channels'
        }
    }
}
