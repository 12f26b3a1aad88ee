// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;

/// A kernel whose workers do more than ask another one: all else is that one's.
///
/// @param opened closed with this
/// @param around makes a worker's caller of its caller there; called by the worker's own thread
public record ForwardingKernel(Kernel opened, UnaryOperator<Caller> around) implements Kernel {
    @Override
    public void start(ThreadFactory factory) {
        opened.start(factory);
    }

    @Override
    public Caller caller(int worker) {
        return around.apply(opened.caller(worker));
    }

    @Override
    public long digest() {
        return opened.digest();
    }

    @Override
    public Map<String, Long> counts() {
        return opened.counts();
    }

    @Override
    public void close() {
        opened.close();
    }
}
