// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;

/// Nobody there: the caller answers itself. What is left is what the harness costs.
final class DirectSide extends SharedSide {
    DirectSide() {
        super("direct", "nobody there: the caller answers itself, so this is what the harness costs");
    }

    @Override
    public boolean inPlace(Setting setting) {
        return true;
    }

    @Override
    public Kernel open(Setting setting) {
        RegionLayout layout = new RegionLayout();
        long sums = layout.span("sums", (long) setting.workers() * Region.APART);
        return new DirectKernel(setting, setting.region(layout), sums);
    }

    private static final class DirectKernel extends SharedKernel {
        /* Each worker has a sum of its own, which it alone writes; whoever asks for the digest does so when all rest. */
        private final Setting setting;
        private final long sums;
        private final int replyBytes;

        DirectKernel(Setting setting, Region region, long sums) {
            super(region);
            this.setting = setting;
            this.sums = sums;
            this.replyBytes = EchoWorkload.replyBytes(setting.values());
        }

        @Override
        public Caller caller(int worker) {
            long sum = sums + (long) worker * Region.APART;
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long number, long b, Payload payload) {
                    if (kind != EchoWorkload.ECHO) {
                        throw new IllegalArgumentException("an echo has no operation " + kind);
                    }
                    if (payload.length() > 0) {
                        region.setRelease(sum, region.getPlain(sum) + payload.checksum());
                    }
                    Echo.reply(number, payload, replyBytes);
                    return number;
                }
            };
        }

        @Override
        public long digest() {
            long digest = 0;
            for (int worker = 0; worker < setting.workers(); worker++) {
                digest += region.getAcquire(sums + (long) worker * Region.APART);
            }
            return digest;
        }
    }
}
