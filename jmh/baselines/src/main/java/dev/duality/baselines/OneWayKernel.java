// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.workloads.Setting;

/// One queue, and a thread that takes what has come, in batches.
final class OneWayKernel extends ReceivingKernel {
    private final QueueAdapter queue;
    private final int most;

    OneWayKernel(Baseline baseline, Setting setting) {
        super(setting);
        queue = baseline.open(setting.workers(), SendingWorkload.bytes(setting), false);
        most = setting.getInt(OneWayWorkload.BATCH);
    }

    @Override
    Poll receiver() {
        QueueAdapter.Receiver payloads = queue.receiver();
        return () -> {
            int count = payloads.poll(most);
            if (count > 0) {
                taken.add(count, payloads.sum());
            }
            return count;
        };
    }

    @Override
    SendingCaller sender() {
        QueueAdapter.Sender payloads = queue.sender();
        return new SendingCaller(wait) {
            @Override
            void send(long number) {
                payloads.send(number);
            }
        };
    }

    @Override
    void free() {
        queue.close();
    }
}
