// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.workloads.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Runs whole jobs of several programs over the same texts, round by round, so that what moves meanwhile moves all. The
/// output of each is compared with that of the first program, byte for byte.
final class JobRace {
    private static final int MOST_TASKS = 2;

    private final List<JobProgram> programs;
    private final int rounds;
    private final Consumer<String> progress;
    private final JobTimes times = new JobTimes();
    private final List<JobRecord.FirstJob> firstJobs = new ArrayList<>();

    /// @param programs the first one says what is right
    /// @param progress is told a line now and then
    JobRace(List<JobProgram> programs, int rounds, Consumer<String> progress) {
        this.programs = List.copyOf(programs);
        this.rounds = rounds;
        this.progress = progress;
    }

    /// Runs each program once, so that its classes are loaded and compiled in part; that is in no time.
    /// @throws IllegalStateException if a program fails, or its output differs
    void warmUp(Setting setting) {
        JobProgram.Done right = programs.getFirst().run(setting);
        for (JobProgram program : programs) {
            JobProgram.Done done = checked(program, setting, right.output());
            firstJobs.add(new JobRecord.FirstJob(program.label(), done.seconds()));
            progress.accept("%s: the first job of this process took %.2f s".formatted(program.label(), done.seconds()));
        }
    }

    /// Runs all programs over a text, by 1 and by 2 tasks.
    /// @throws IllegalStateException if a program fails, or its output differs
    void over(double megabytes, Setting setting) {
        byte[] right = programs.getFirst().run(setting).output();
        for (int round = 0; round < rounds; round++) {
            for (JobProgram program : programs) {
                for (int tasks = 1; tasks <= (program.shares() ? MOST_TASKS : 1); tasks++) {
                    double took =
                            checked(program, setting.withWorkers(tasks), right).seconds();
                    times.add(program.label(), tasks, megabytes, round, took);
                }
            }
        }
    }

    private static JobProgram.Done checked(JobProgram program, Setting setting, byte[] right) {
        JobProgram.Done done = program.run(setting);
        int place = Arrays.mismatch(right, done.output());
        if (place >= 0) {
            throw new IllegalStateException(
                    "%s by %d tasks gave another output: %,d bytes, expected %,d, and byte %,d differs"
                            .formatted(program.label(), setting.workers(), done.output().length, right.length, place));
        }
        return done;
    }

    /// The times of the first job of each program.
    List<JobRecord.FirstJob> firstJobs() {
        return List.copyOf(firstJobs);
    }

    JobTimes times() {
        return times;
    }
}
