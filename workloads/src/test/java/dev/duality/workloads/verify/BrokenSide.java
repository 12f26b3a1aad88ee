// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.messaging.Contract;
import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Sum;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/// The sum under a lock, with something wrong.
final class BrokenSide implements Side {
    /// One operation that has come to the state.
    /// @param workers how many workers there are
    /// @param number of the operation, from 0
    record Operation(int workers, int number, int kind, long a, long b, Payload payload, Specification state) {
        long apply() {
            return state.apply(kind, a, b, payload);
        }
    }

    /// The fault: it is done instead of [Operation#apply].
    interface Fault {
        long apply(Operation operation);

        /// Called whenever the first worker asks for its caller.
        /// @param times how often it has asked
        default void ask(int times) {}
    }

    private final Fault fault;

    BrokenSide(Fault fault) {
        this.fault = fault;
    }

    @Override
    public String substrate() {
        return "shm:broken";
    }

    @Override
    public String description() {
        return "the sum, with something wrong";
    }

    @Override
    public Contract contract() {
        return Contract.SHARED;
    }

    @Override
    public Kernel open(Setting setting) {
        return new BrokenKernel(setting);
    }

    private final class BrokenKernel implements Kernel {
        private final Setting setting;
        private final Specification state;
        private int count; // guarded by this
        private int asked; // by the first worker

        BrokenKernel(Setting setting) {
            this.setting = setting;
            this.state = new Sum().specification(setting);
        }

        @Override
        public void start(ThreadFactory factory) {}

        @Override
        public Caller caller(int worker) {
            if (worker == 0) {
                fault.ask(++asked);
            }
            return new DirectCaller(setting) {
                @Override
                public long call(int kind, long a, long b, Payload payload) {
                    synchronized (BrokenKernel.this) {
                        return fault.apply(new Operation(setting.workers(), count++, kind, a, b, payload, state));
                    }
                }
            };
        }

        @Override
        public long digest() {
            return state.digest();
        }

        @Override
        public Map<String, Long> counts() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
