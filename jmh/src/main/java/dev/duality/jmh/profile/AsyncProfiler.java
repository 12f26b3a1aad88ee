// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.profile;

import dev.duality.messaging.folder.ScratchFolder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;

/// async-profiler in this process. Its jar is optional, so its classes are found by their names.
final class AsyncProfiler {
    private static final String LOADER = "one.profiler.AsyncProfilerLoader";

    private final Object profiler;

    private AsyncProfiler(Object profiler) {
        this.profiler = profiler;
    }

    /// Starts it for a moment, for nothing else knows which events the kernel and the processor give.
    /// @return one line that says what is missing, or nothing
    static Optional<String> unavailable(ClassLoader loader, Profiler.Event event) {
        try {
            Class.forName(LOADER, false, loader);
        } catch (ClassNotFoundException _) {
            return Optional.of(
                    "--prof async needs the jar of ap-loader, which is not here; `./duality rivals --list` gets it once, and then it is");
        }
        try (ScratchFolder library = ScratchFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "profiler")) {
            AsyncProfiler profiler = load(loader, library.path());
            profiler.start(event);
            profiler.stop();
            return Optional.empty();
        } catch (ProfilerFailed e) {
            return Optional.of("--prof async:event=%s does not work here: %s".formatted(event.label(), e.getMessage()));
        }
    }

    /// Loads the library into this process.
    /// @param folder where its file is put
    /// @throws ProfilerFailed if it cannot be loaded
    static AsyncProfiler load(ClassLoader loader, Path folder) throws ProfilerFailed {
        try {
            Class<?> type = Class.forName(LOADER, true, loader);
            type.getMethod("setExtractionDirectory", Path.class).invoke(null, folder);
            return new AsyncProfiler(type.getMethod("load").invoke(null));
        } catch (InvocationTargetException e) {
            throw new ProfilerFailed(e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new ProfilerFailed(e);
        }
    }

    void start(Profiler.Event event) throws ProfilerFailed {
        execute("start,threads,loglevel=none,event=" + event.label());
    }

    /// @return a flame graph, as a page
    String stop() throws ProfilerFailed {
        return execute("stop,threads,flamegraph");
    }

    private String execute(String command) throws ProfilerFailed {
        try {
            return (String)
                    profiler.getClass().getMethod("execute", String.class).invoke(profiler, command);
        } catch (InvocationTargetException e) {
            throw new ProfilerFailed(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new ProfilerFailed(e);
        }
    }
}
