// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Everything that one invocation of `duality run` planned and found. Immutable: each step gives a new run.
///
/// @param schema the version of this layout, [#SCHEMA] for what this code writes
/// @param id the name of the run, such as its folder's name
/// @param finished empty while it is under way
/// @param command the exact command line
/// @param preset such as `quick`
/// @param seed of the scripts, and of the resampling
/// @param plan in the order of the table; each cell's id stands once
/// @param floors in the order they were measured
/// @param records one per cell and fork, in the order they were measured
/// @param jars the user's own, in the order of the class path; empty for a run of our code alone
public record Run(
        int schema,
        String id,
        Instant started,
        Optional<Instant> finished,
        Status status,
        String command,
        String preset,
        long seed,
        Commit commit,
        Machine machine,
        Jvm jvm,
        List<Cell> plan,
        List<Floor> floors,
        List<CellRecord> records,

        @JacksonInject(value = JARS, useInput = OptBoolean.TRUE) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<Jar> jars) {
    /// Stands in for the jars in a run without any, and in one that was written before they were kept.
    public static final String JARS = "jars";

    /// The version of the layout that this code reads and writes.
    public static final int SCHEMA = 2;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    public Run {
        if (schema != SCHEMA) {
            throw new IllegalArgumentException("schema is " + schema + ", but this code knows " + SCHEMA);
        }
        Require.text("id", id);
        Require.present("started", started);
        requireDate("started", started);
        Require.optional("finished", finished).ifPresent(at -> requireDate("finished", at));
        Require.present("status", status);
        if (finished.isPresent() == (status == Status.RUNNING)) {
            throw new IllegalArgumentException("status is " + status + " and finished is "
                    + finished.map(Instant::toString).orElse("missing") + ", but a run is RUNNING until it finished");
        }
        Require.text("command", command);
        Require.text("preset", preset);
        Require.present("commit", commit);
        Require.present("machine", machine);
        Require.present("jvm", jvm);
        plan = Require.list("plan", plan);
        floors = Require.list("floors", floors);
        records = Require.list("records", records);
        jars = Require.list("jars", jars);
        checkRecords(plan, records);
    }

    /// Of our own code alone.
    public Run(
            int schema,
            String id,
            Instant started,
            Optional<Instant> finished,
            Status status,
            String command,
            String preset,
            long seed,
            Commit commit,
            Machine machine,
            Jvm jvm,
            List<Cell> plan,
            List<Floor> floors,
            List<CellRecord> records) {
        this(
                schema, id, started, finished, status, command, preset, seed, commit, machine, jvm, plan, floors,
                records, List.of());
    }

    /// Reports and names show dates, which have four digits for the year.
    private static void requireDate(String name, Instant at) {
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new IllegalArgumentException(name + " is " + at + ", but must be from " + FIRST + " to " + LAST);
        }
    }

    /// A run that has just begun.
    public static Run begin(
            String id,
            Instant started,
            String command,
            String preset,
            long seed,
            Commit commit,
            Machine machine,
            Jvm jvm,
            List<Cell> plan) {
        return new Run(
                SCHEMA,
                id,
                started,
                Optional.empty(),
                Status.RUNNING,
                command,
                preset,
                seed,
                commit,
                machine,
                jvm,
                plan,
                List.of(),
                List.of());
    }

    /// The same run, of these cells, none of which is measured yet.
    public Run withPlan(List<Cell> cells) {
        return begin(id, started, command, preset, seed, commit, machine, jvm, cells)
                .withJars(jars);
    }

    public Run with(Floor floor) {
        return with(status, finished, append(floors, floor), records);
    }

    public Run with(CellRecord record) {
        return with(status, finished, floors, append(records, record));
    }

    /// @param end [Status#COMPLETE] or [Status#INTERRUPTED]
    public Run finish(Status end, Instant at) {
        return with(end, Optional.of(at), floors, records);
    }

    /// The same run, which begins only now: before, another one was measuring.
    public Run withStart(Instant at) {
        return new Run(
                schema, id, at, finished, status, command, preset, seed, commit, machine, jvm, plan, floors, records,
                jars);
    }

    /// The same run, measured by a command that is spelled in another way.
    public Run withCommand(String spelling) {
        return new Run(
                schema, id, started, finished, status, spelling, preset, seed, commit, machine, jvm, plan, floors,
                records, jars);
    }

    /// The same run, with these jars of the user's own on its class path.
    public Run withJars(List<Jar> own) {
        return new Run(
                schema, id, started, finished, status, command, preset, seed, commit, machine, jvm, plan, floors,
                records, own);
    }

    public Stream<CellRecord> records(Cell cell) {
        return records.stream().filter(record -> record.cell().equals(cell.id()));
    }

    private Run with(Status state, Optional<Instant> end, List<Floor> allFloors, List<CellRecord> allRecords) {
        return new Run(
                schema,
                id,
                started,
                end,
                state,
                command,
                preset,
                seed,
                commit,
                machine,
                jvm,
                plan,
                allFloors,
                allRecords,
                jars);
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    private static void checkRecords(List<Cell> plan, List<CellRecord> records) {
        Set<String> ids = new HashSet<>();
        for (Cell cell : plan) {
            if (!ids.add(cell.id())) {
                throw new IllegalArgumentException(
                        "cell id " + cell.id() + " stands twice in the plan; make it unique");
            }
        }
        record Fork(String cell, int fork, int attempt) {}
        Set<Fork> forks = new HashSet<>();
        for (CellRecord record : records) {
            if (!ids.contains(record.cell())) {
                throw new IllegalArgumentException(
                        "a record belongs to cell " + record.cell() + ", which the plan does not hold");
            }
            if (!forks.add(new Fork(record.cell(), record.fork(), record.attempt()))) {
                throw new IllegalArgumentException("fork " + record.fork() + ", attempt " + record.attempt()
                        + ", of cell " + record.cell() + " is recorded twice");
            }
        }
    }
}
