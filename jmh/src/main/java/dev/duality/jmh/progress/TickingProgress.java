// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A progress that ticks by itself, and that is closed when the process is stopped.
final class TickingProgress implements Progress {
    private final Progress progress;
    private final ScheduledExecutorService ticker;
    private final Thread atExit;

    TickingProgress(Progress progress) {
        this.progress = progress;
        ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        var _ = ticker.scheduleAtFixedRate(progress::tick, 1, 1, TimeUnit.SECONDS);
        atExit = new Thread(progress::close, "progress-exit");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    @Override
    public int add(Step step) {
        return progress.add(step);
    }

    @Override
    public void begin(int step) {
        progress.begin(step);
    }

    @Override
    public void finish(String outcome) {
        progress.finish(outcome);
    }

    @Override
    public void skip(int step) {
        progress.skip(step);
    }

    @Override
    public void tick() {
        progress.tick();
    }

    @Override
    public void say(String line) {
        progress.say(line);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        progress.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // the process is being stopped, and the hook has its turn: it closes once more, which changes nothing
        }
    }
}
