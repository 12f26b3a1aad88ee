// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.echo;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import java.util.Optional;
import java.util.function.Function;

/// One line there and one line back, and nothing but what orders them: the least that two threads can do.
final class LineSide extends PairSide {
    LineSide() {
        super("line", "one line there and one line back, by hand: the ordered publish and nothing else");
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return setting.payloadBytes() > 0
                ? Optional.of(substrate() + " carries a number and no data; use request=0 and reply=0, or shm:ring")
                : super.rejects(setting);
    }

    @Override
    public Kernel open(Setting setting) {
        return open(setting, setting::region);
    }

    /// Opens it in memory that the caller gives.
    static LineKernel open(Setting setting, Function<RegionLayout, Region> memory) {
        RegionLayout layout = new RegionLayout();
        long request = layout.span("request", Region.LINE);
        long reply = layout.span("reply", Region.LINE);
        return new LineKernel(setting, memory.apply(layout), request, reply);
    }

    static final class LineKernel extends PairKernel {
        /* Each line has one writer: the worker writes the request, the server the reply. The n-th operation (from 1)
         * is in both while it is under way. Tried by LineSideStress and EchoWorkloadTest.
         *
         *   worker  K1 writes the number   K2 release asked = n       K3 acquire answered, is it n?  K4 reads the reply
         *   server  S1 acquire asked, is it n?   S2 reads the number  S3 writes the reply   S4 release answered = n
         *
         * Nothing is read unwritten: S1 sees the K2 for its n, so K1 happens-before S2; K3 sees the S4 for its n, so
         * S3 happens-before K4.
         * Nothing is overwritten unread: the worker asks for n + 1 only after K4 of n, which the server's S2 of n
         * happens-before; the server writes the reply of n + 1 only after S1 saw the worker ask for it.
         * Weaker breaks it: with K2 or S4 opaque the other side may read a stale number.
         * Stronger is waste: each side stores, then looks at, words that only the other side stores.
         */
        private static final int NUMBER = 1; // word 0 is `asked` or `answered`

        private final Region region;
        private final long request;
        private final long reply;

        LineKernel(Setting setting, Region region, long request, long reply) {
            super(setting);
            this.region = region;
            this.request = request;
            this.reply = reply;
        }

        @Override
        Server server() {
            return new LineServer();
        }

        @Override
        public Caller caller(int first) {
            once.admit(first);
            return new LineCaller();
        }

        @Override
        public void close() {
            super.close();
            region.close();
        }

        /// The fields that the server's end writes besides.
        abstract static class LineServerFields extends Server {
            long last;
        }

        final class LineServer extends LineServerFields {
            @SuppressWarnings("unused")
            private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

            @Override
            boolean poll() {
                long n = last + 1;
                if (region.getAcquire(request) != n) { // S1
                    return false;
                }
                long number = region.getPlain(request, NUMBER); // S2
                region.setPlain(reply, NUMBER, number); // S3
                region.setRelease(reply, n); // S4
                last = n;
                worker.signal();
                return true;
            }
        }

        /// The fields that the worker's end writes besides.
        abstract static class LineCallerFields extends PairCaller {
            long n;
            long result;

            LineCallerFields(WaitStrategy wait) {
                super(wait);
            }
        }

        final class LineCaller extends LineCallerFields {
            @SuppressWarnings("unused")
            private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;

            LineCaller() {
                super(worker);
            }

            @Override
            void ask(int kind, long number, long b, Payload data) {
                if (kind != EchoWorkload.ECHO) {
                    throw new IllegalArgumentException("an echo has no operation " + kind);
                }
                region.setPlain(request, NUMBER, number); // K1
                region.setRelease(request, ++n); // K2
                server.signal();
            }

            @Override
            boolean answered(Payload data) {
                if (region.getAcquire(reply) != n) { // K3
                    return false;
                }
                result = region.getPlain(reply, NUMBER); // K4
                return true;
            }

            @Override
            long result() {
                return result;
            }
        }
    }
}
