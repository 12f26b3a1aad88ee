// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.results.Commit;
import dev.duality.results.Machine;
import dev.duality.results.PlainText;
import dev.duality.results.folder.AtomicFile;
import dev.duality.results.folder.Reasons;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Whole jobs that were run, with all that one must know to run them again: the content of a file.
///
/// @param schema of the file
/// @param firstJobs what the first job of the process took each program, which is in no time of `times`
/// @param times of all jobs, in the order in which they ran
/// @param notes sentences about the programs that stand below the table
record JobRecord(
        int schema, Origin origin, Job job, List<FirstJob> firstJobs, List<JobTimes.Took> times, List<String> notes) {
    /// The version of the file that is written and read.
    static final int SCHEMA = 1;

    /// The program, and the machine on which it ran.
    ///
    /// @param arguments of the command; of files the names alone
    /// @param java the version of the runtime
    /// @param hadoop its version
    record Origin(Instant started, String arguments, Commit commit, Machine machine, String java, String hadoop) {
        Origin {
            Objects.requireNonNull(started, "started");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(machine, "machine");
            requireLine("arguments", arguments);
            requireLine("java", java);
            requireLine("hadoop", hadoop);
        }
    }

    /// The job, and its text.
    ///
    /// @param name `wordcount` or `sort`
    /// @param text its origin in words, such as `drawn from seed 1`
    /// @param bytes of all of it, of which each size has the beginning
    /// @param sha256 of all of it, in hexadecimal digits
    /// @param ran where the jobs of Hadoop ran, in words
    record Job(String name, String text, int bytes, String sha256, int rounds, String ran) {
        Job {
            requireLine("name", name);
            requireLine("text", text);
            requireLine("ran", ran);
            if (!String.valueOf(sha256).matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("sha256 is " + sha256 + ", but must have 64 hexadecimal digits");
            }
            if (rounds < 1) {
                throw new IllegalArgumentException("rounds is " + rounds + ", but must be 1 or more");
            }
        }
    }

    /// The first job of a program in its process.
    record FirstJob(String program, double seconds) {
        FirstJob {
            requireLine("program", program);
        }
    }

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final long MOST_BYTES = 16 << 20;
    private static final double LEAST_SECONDS = 1e-9; // the clock's step; the laws take no figure of 0

    JobRecord {
        if (schema != SCHEMA) {
            throw new IllegalArgumentException("schema is " + schema + ", and this version reads " + SCHEMA);
        }
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(job, "job");
        firstJobs = List.copyOf(firstJobs);
        times = List.copyOf(times);
        notes = List.copyOf(notes);
        if (times.stream().noneMatch(one -> one.megabytes() > JobTimes.START_UP)) {
            throw new IllegalArgumentException("times has no job of a size above 0");
        }
        if (times.stream().anyMatch(one -> one.seconds() < LEAST_SECONDS)) {
            throw new IllegalArgumentException("times has a job that took less than 1 ns");
        }
        notes.forEach(note -> requireLine("notes", note));
    }

    /// The texts of a table come from a file that anybody may have written.
    static void requireLine(String name, String text) {
        if (text == null || text.isBlank() || !text.equals(PlainText.line(text))) {
            throw new IllegalArgumentException(name + " is no line of text");
        }
    }

    /// Looks whether a record can be written there, before the hours that it takes.
    /// @throws BadInput if not
    static void requireFree(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new BadInput("--out is '%s', but there is no folder '%s'; make it".formatted(file, folder));
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BadInput("--out is '%s', which is there already; name a new file".formatted(file));
        }
        if (!Files.isWritable(folder)) {
            throw new BadInput("--out is '%s', but nothing can be written into '%s'".formatted(file, folder));
        }
    }

    /// @throws IllegalStateException if it cannot be written
    void write(Path file) {
        try {
            AtomicFile.write(file, out -> {
                out.write(MAPPER.writeValueAsBytes(this));
                out.write('\n');
            });
        } catch (IOException e) {
            throw new IllegalStateException("cannot write %s: %s".formatted(file, Reasons.of(e)), e);
        }
    }

    /// @throws BadInput if it cannot be read, or is no such record
    static JobRecord read(Path file) {
        try {
            if (!Files.exists(file)) {
                throw new BadInput("cannot read %s: no such file".formatted(file));
            }
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                throw new BadInput("cannot read %s: it is no file that hadoop.jar --out has written".formatted(file));
            }
            return MAPPER.readValue(Files.readAllBytes(file), JobRecord.class);
        } catch (JacksonException e) {
            throw new BadInput(
                    "cannot read %s: %s; give a file that hadoop.jar --out has written"
                            .formatted(
                                    file,
                                    String.valueOf(e.getOriginalMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("it is damaged")),
                    e);
        } catch (IOException e) {
            throw new BadInput("cannot read %s: %s".formatted(file, Reasons.of(e)), e);
        }
    }
}
