// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.profile;

import dev.duality.shm.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;

/// A profiler at work in this process, from [#start] to [#stop]. What goes wrong with it is told, and harms nothing
/// else: the cell was measured all the same.
/// - **Threads:** one after the other; the last may be another than the first.
public final class Profiling {
    /// A profiler that is running, and how it ends.
    private interface Session {
        void save(Path file) throws IOException, ProfilerFailed;
    }

    private final Profiler profiler;
    private final Path file;
    private volatile Optional<Session> session = Optional.empty();
    private volatile String failure = "the measurement did not begin";

    /// @param file where the profile is put; its folder is there
    public Profiling(Profiler profiler, Path file) {
        this.profiler = profiler;
        this.file = file;
    }

    /// Starts the profiler, or finds that it does not start.
    public void start() {
        try {
            session = Optional.of(
                    switch (profiler) {
                        case Profiler.Jfr _ -> jfr();
                        case Profiler.Async(var event) -> async(event);
                        case Profiler.Instructions _ ->
                            throw new IllegalArgumentException("instructions are counted by a load of their own");
                    });
        } catch (Exception | LinkageError e) {
            failure = Diagnosis.said(e);
        }
    }

    /// Stops the profiler and writes the profile.
    /// @return why there is none, or nothing
    public Optional<String> stop() {
        if (session.isEmpty()) {
            return Optional.of(failure);
        }
        try {
            session.get().save(file);
            return Optional.empty();
        } catch (Exception | LinkageError e) {
            return Optional.of(Diagnosis.said(e));
        }
    }

    private static Session jfr() throws IOException, ParseException {
        Recording recording = new Recording(Configuration.getConfiguration("profile"));
        recording.start();
        return to -> {
            try (recording) {
                recording.stop();
                recording.dump(to);
            }
        };
    }

    private Session async(Profiler.Event event) throws ProfilerFailed {
        AsyncProfiler async = AsyncProfiler.load(
                Profiling.class.getClassLoader(), file.toAbsolutePath().getParent());
        async.start(event);
        return to -> Files.writeString(to, async.stop());
    }
}
