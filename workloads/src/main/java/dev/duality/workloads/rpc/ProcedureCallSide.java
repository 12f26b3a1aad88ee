// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.rpc;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.shm.RegionLayout;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.SharedKernel;
import dev.duality.workloads.SharedSide;
import java.util.function.Function;

/// No server: the caller runs the procedure itself, on the server's state.
final class ProcedureCallSide extends SharedSide {
    ProcedureCallSide() {
        super("direct", "no server: the caller runs the procedure itself, on shared state");
    }
    /// A client's record has one writer, and no command of the scripts reads another's.
    @Override
    public boolean inPlace(Setting setting) {
        return true;
    }

    @Override
    public Contract.Reach reach() {
        return Contract.Reach.PROCESSES; // all state is in the region
    }

    @Override
    public Kernel open(Setting setting) {
        return open(setting, setting::region);
    }

    /// Opens it in memory that the caller gives.
    static Kernel open(Setting setting, Function<RegionLayout, Region> memory) {
        return new DirectKernel(setting, memory);
    }

    private static final class DirectKernel extends SharedKernel {
        /* Each client's record has one writer, its worker; the file is written before any worker is there.
         * Tried by ProcedureCallSideStress and RpcWorkloadTest.
         *
         *   worker    W1 reads its own record   W2 writes the sum   W3 release the count of calls
         *   observer  L1 acquire a client's count, reads its sum
         *
         * Nothing is lost or done twice: nobody else writes the record, so W1 sees what the last W2 and W3 left.
         * Who sees the n-th call in L1 sees the sums of the first n, or of more: W2 happens-before W3.
         * Weaker breaks it: with W3 plain an observer may see the count of a call and miss its sum.
         * Stronger is waste: a worker decides nothing by what another wrote.
         */
        private static final long CALLS = 0;
        private static final long SUM = 8;

        private final Setting setting;
        private final long clients;
        private final long file;
        private final long pieceBytes;

        DirectKernel(Setting setting, Function<RegionLayout, Region> memory) {
            RegionLayout layout = new RegionLayout();
            long clients = layout.span("clients", (long) setting.workers() * Region.APART);
            long pieceBytes = RegionLayout.apart(setting.payloadBytes());
            long file = layout.span("file", RpcServer.PIECES * pieceBytes);
            super(memory.apply(layout));
            this.setting = setting;
            this.clients = clients;
            this.file = file;
            this.pieceBytes = pieceBytes;
            for (int piece = 0; piece < RpcServer.PIECES; piece++) {
                RpcServer.piece(setting, piece).write(region, file + piece * pieceBytes);
            }
        }

        private long record(long client) {
            return clients + client * Region.APART;
        }

        @Override
        public Caller caller(int worker) {
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long client, long number, Payload payload) {
                    return kind == RpcServer.CALLS
                            ? region.getAcquire(record(client) + CALLS) // L1
                            : run(kind, client, number, payload);
                }

                private long run(int kind, long client, long number, Payload payload) {
                    if (client != worker) {
                        throw new IllegalArgumentException("worker " + worker + " calls as client " + client);
                    }
                    return switch (kind) {
                        case RpcServer.NULL -> execute(client, number, 0);
                        case RpcServer.ECHO -> execute(client, number, payload.checksum());
                        case RpcServer.READ -> {
                            long piece = file + RpcServer.pieceOf(number) * pieceBytes;
                            payload.read(region, piece, setting.payloadBytes());
                            yield execute(client, number, payload.checksum());
                        }
                        default -> throw new IllegalArgumentException("there is no command " + kind);
                    };
                }
            };
        }

        private long execute(long client, long number, long checksum) {
            long record = record(client);
            long executed = region.getPlain(record + CALLS) + 1; // W1
            long sum = RpcServer.sum(region.getPlain(record + SUM), number, checksum);
            region.setPlain(record + SUM, sum); // W2
            region.setRelease(record + CALLS, executed); // W3
            return RpcServer.result(executed, sum);
        }

        @Override
        public long digest() {
            long digest = 0;
            for (int client = 0; client < setting.workers(); client++) {
                long calls = region.getAcquire(record(client) + CALLS); // L1
                digest += RpcServer.digest(client, calls, region.getPlain(record(client) + SUM));
            }
            return digest;
        }
    }
}
