// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.Floor;
import dev.duality.results.Jar;
import dev.duality.results.OpenLoop;
import dev.duality.results.Run;
import dev.duality.results.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/// The folder of one run. What was added is on the disk when the method returns, and stays whole whatever is killed.
/// - **Threads:** any; each method is one step, so a shutdown hook may [#finish] what another thread fills.
/// - **Owner:** one process writes a run; reading it meanwhile is safe.
public final class RunFolder {
    static final String RUN = "run.json";
    private static final String CANNOT = "cannot keep the run in";

    /// A run of a thousand cells and ten forks has about 20 MiB.
    private static final int LARGEST_RUN_BYTES = 64 << 20;

    /// A fork runs code of others, which may write what it likes.
    private static final long LARGEST_FORK_FILE_BYTES = 1L << 30;

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path path;
    private final EvidenceFiles evidence;
    private Run run; // guarded by this

    private RunFolder(Path path, Run run) {
        this.path = path;
        this.evidence = new EvidenceFiles(path);
        this.run = run;
    }

    /// A name for a run that nobody named, such as `2026-11-22T11-05-33`, in UTC.
    public static String nameOf(Instant started) {
        return SECOND.format(started);
    }

    /// Keeps a run that has just begun.
    /// @param path a folder that does not exist yet, or is empty
    /// @throws RunUnwritable if the folder holds something, or cannot be made or written
    public static RunFolder create(Path path, Run run) {
        requireFree(path);
        requireNames(run);
        try {
            Files.createDirectories(path);
            EvidenceFiles.createFolders(path); // of two processes that came so far one fails here
        } catch (FileAlreadyExistsException e) {
            throw new RunUnwritable(
                    CANNOT + " " + path + ": it is a file, or another run began there; give another folder with --out",
                    e);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        RunFolder folder = new RunFolder(path, run);
        try {
            folder.save(run);
        } catch (RunUnwritable e) {
            EvidenceFiles.removeFolders(path); // so that the same folder can be given again when there is room
            throw e;
        }
        return folder;
    }

    /// Looks whether a run can be kept there, and makes nothing.
    /// @throws RunUnwritable if it is a file, or a folder that holds something, or nobody may write there
    public static void requireFree(Path path) {
        requireFree(path, CANNOT, "a run");
    }

    /// Looks whether a run that nobody named can be kept in a folder of its own there, and makes nothing.
    /// @throws RunUnwritable if it is a file, or nobody may write there
    public static void requireFreeIn(Path runs) {
        FreeFolder.requireRoom(runs, CANNOT);
    }

    /// Looks whether each cell of a run can have files of its own.
    /// @throws RunUnwritable if two would share them
    public static void requireNames(Run run) {
        EvidenceNames.refuseShared(run);
    }

    /// Looks whether files can be put there, all of them new, and makes nothing.
    /// @param cannot what else is not done, such as `cannot export to`
    /// @param overwrites what would be put there, such as `an export`
    /// @throws RunUnwritable if it is a file, or a folder that holds something, or nobody may write there
    public static void requireFree(Path path, String cannot, String overwrites) {
        FreeFolder.require(path, cannot, overwrites);
    }

    private static RunUnwritable unwritable(Path path, IOException e) {
        return RunUnwritable.because(CANNOT, path, e);
    }

    /// Keeps a run that nobody named, in a folder of its own that is named by its start. Where a run of the same second
    /// is kept already, or one that began before the clock was set back, a number follows the name.
    /// @param runs where such folders are
    /// @param begin makes the run, from the name
    /// @throws RunUnwritable if the folder cannot be made or written
    public static RunFolder createIn(Path runs, Instant started, Function<String, Run> begin) {
        String name = nameOf(started);
        Path path = runs.resolve(name);
        try {
            Files.createDirectories(runs);
            for (int number = 2; !isMade(path); number++) {
                path = runs.resolve(name + "-" + number);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        try {
            return create(path, begin.apply(path.getFileName().toString()));
        } catch (RuntimeException e) {
            EvidenceFiles.remove(path);
            throw e;
        }
    }

    /// Makes a folder in one step, so that of two processes only one has made it.
    private static boolean isMade(Path path) throws IOException {
        try {
            Files.createDirectory(path);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    /// Reads a run.
    /// @param path the folder, or the `run.json` in it
    /// @throws RunUnreadable if it is not a run, or damaged, or of another version
    public static RunFolder open(Path path) {
        Path file = file(path);
        return new RunFolder(file.getParent(), RunJson.read(file, EvidenceFiles.bytes(file, LARGEST_RUN_BYTES)));
    }

    /// Looks at the `run.json` of a run without reading it as one.
    /// @param path the folder, or the `run.json` in it
    /// @return what is not as the JSON Schema of its version says, a line each that begins with the place; empty if all
    /// is
    /// @throws RunUnreadable if there is no such file, or it is no JSON, or of another version
    public static List<String> violations(Path path) {
        Path file = file(path);
        return RunSchema.violations(RunJson.tree(file, EvidenceFiles.bytes(file, LARGEST_RUN_BYTES)));
    }

    /// Whether a folder holds a run, be it one that can be read or not.
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(RUN), LinkOption.NOFOLLOW_LINKS);
    }

    private static Path file(Path path) {
        Path folder = path.endsWith(RUN) ? path.toAbsolutePath().getParent() : path;
        if (!Files.exists(folder)) {
            throw new RunUnreadable(
                    "cannot read " + path + ": there is no such folder; give the one that `duality run` wrote");
        }
        if (!isOne(folder)) {
            throw new RunUnreadable("cannot read " + path + ": it is not a run, for it holds no file " + RUN
                    + "; give the folder that `duality run` wrote");
        }
        return folder.resolve(RUN);
    }

    public Path path() {
        return path;
    }

    public synchronized Run run() {
        return run;
    }

    public synchronized void add(Floor floor) {
        save(run.with(floor));
    }

    public synchronized void add(CellRecord record) {
        save(run.with(record));
    }

    /// Keeps it that measuring begins now.
    public synchronized void begin(Instant at) {
        save(run.withStart(at));
    }

    /// Keeps it that these jars of the user's own were other ones when the run ended.
    public synchronized void changed(Set<Jar> others) {
        save(run.withJars(run.jars().stream()
                .map(jar -> others.contains(jar) ? jar.asChanged() : jar)
                .toList()));
    }

    /// The first end counts, so a shutdown hook may call this without looking.
    /// @param end [Status#COMPLETE] or [Status#INTERRUPTED]
    public synchronized void finish(Status end, Instant at) {
        if (run.status() == Status.RUNNING) {
            save(run.finish(end, at));
        }
    }

    /// Keeps the histogram of one open loop of one fork.
    /// @param nanos latencies in nanoseconds
    /// @return the name for [OpenLoop#histogram]
    public String addHistogram(Cell cell, int fork, double targetPerSecond, Histogram nanos) {
        return addHistogram(cell, fork, 1, targetPerSecond, nanos);
    }

    /// Keeps the histogram of one open loop of one attempt at a fork.
    /// @param attempt from 1
    /// @param nanos latencies in nanoseconds, stamped with the start and the end of the loop if those are known
    /// @return the name for [OpenLoop#histogram]
    public String addHistogram(Cell cell, int fork, int attempt, double targetPerSecond, Histogram nanos) {
        String name = EvidenceNames.histogram(cell, fork, attempt, targetPerSecond);
        evidence.add(EvidenceFiles.HISTOGRAMS, name, out -> HistogramLog.write(nanos, out));
        return name;
    }

    /// Keeps the histograms of one open loop of one attempt at a fork, part by part.
    /// @param attempt from 1
    /// @param parts one after the other, at least one
    /// @return the name for [OpenLoop#histogram]
    public String addHistogram(Cell cell, int fork, int attempt, double targetPerSecond, List<LatencyPart> parts) {
        String name = EvidenceNames.histogram(cell, fork, attempt, targetPerSecond);
        evidence.add(EvidenceFiles.HISTOGRAMS, name, out -> HistogramLog.write(parts, out));
        return name;
    }

    /// Keeps a copy of a file that belongs to one fork, such as JMH's own JSON or the log of a failure.
    /// @param ending what tells it from the fork's other files, such as `jmh.json`
    /// @return the name for [CellRecord#files]
    public String addFile(Cell cell, int fork, String ending, Path source) {
        return addFile(cell, fork, 1, ending, source);
    }

    /// Keeps a copy of a file that belongs to one attempt at a fork.
    /// @param attempt from 1
    /// @param ending what tells it from the other files, such as `jmh.json`
    /// @return the name for [CellRecord#files]
    public String addFile(Cell cell, int fork, int attempt, String ending, Path source) {
        String name = EvidenceNames.file(cell, fork, attempt, ending);
        addFile(name, source);
        return name;
    }

    private void addFile(String name, Path source) {
        evidence.add(EvidenceFiles.FORKS, name, out -> {
            RegularFile.require(source, LARGEST_FORK_FILE_BYTES, LinkOption.NOFOLLOW_LINKS);
            Files.copy(source, out);
        });
    }

    /// Keeps a copy of the log of a look at the floor that failed, for people to read: no record names it.
    /// @param look from 1
    /// @return where it is, from the run's folder on
    public String addFloorLog(int look, Path source) {
        String name = EvidenceNames.floor(look);
        addFile(name, source);
        return EvidenceFiles.FORKS + "/" + name;
    }

    /// Keeps a copy of what a profiler found in one fork, for people to open.
    /// @param ending of its name, such as `jfr`
    /// @return where it is
    public Path addProfile(Cell cell, int fork, String ending, Path source) {
        return addProfile(cell, fork, 1, ending, source);
    }

    /// Keeps a copy of what a profiler found in one attempt at a fork.
    /// @param attempt from 1
    /// @param ending of its name, such as `jfr`
    /// @return where it is
    public Path addProfile(Cell cell, int fork, int attempt, String ending, Path source) {
        evidence.createProfiles();
        return evidence.add(
                EvidenceFiles.PROFILES,
                EvidenceNames.profile(cell, fork, attempt, ending),
                out -> Files.copy(source, out));
    }

    /// @throws RunUnreadable if the file is missing, damaged, or not the one that was measured
    public Histogram histogram(OpenLoop loop) {
        return LatencyPart.together(latencies(loop));
    }

    /// The same, part by part: seconds of a loop, as far as they were kept apart.
    /// @throws RunUnreadable if the file is missing, damaged, or not the one that was measured
    public List<LatencyPart> latencies(OpenLoop loop) {
        Path file = path.resolve(EvidenceFiles.HISTOGRAMS).resolve(loop.histogram()); // the record looked at the name
        byte[] log = evidence.histogram(loop.histogram());
        List<LatencyPart> parts = HistogramLog.read(file, loop.started(), new String(log, StandardCharsets.UTF_8));
        long count =
                parts.stream().mapToLong(part -> part.nanos().getTotalCount()).sum();
        if (count != loop.count()) {
            throw new RunUnreadable("cannot use " + file + ": it holds " + count + " latencies, but the run recorded "
                    + loop.count() + "; restore it from a copy, or run again");
        }
        return parts;
    }

    /// The path of a file of [CellRecord#files], in a run that is not published: that one has an archive.
    /// @throws RunUnreadable if there is none
    public Path file(String name) {
        return evidence.inside(EvidenceFiles.FORKS, name);
    }

    /// The content of a file of [CellRecord#files], wherever it is kept.
    /// @throws RunUnreadable if there is none, or it is longer than anything that a fork writes
    public byte[] content(String name) {
        return evidence.ofFork(name);
    }

    /// Writes a copy of the run as it is published: `run.json`, and one archive with the files that its records name.
    /// Nothing else of the folder is taken along.
    /// @param to a folder that is there, and empty
    /// @param published this run, as others see it
    /// @param cleaned what becomes of the text of a fork's file
    /// @throws RunUnreadable if a file is missing or damaged
    public void copyTo(Path to, Run published, UnaryOperator<String> cleaned) {
        files().copyTo(to, published, cleaned);
    }

    /// The files that its records name, by their places within the folder, `/` between two names. Whatever else is in
    /// the folder does not belong to the run.
    public SortedSet<String> named() {
        return files().named();
    }

    /// The files that the archive of a published run holds and no record names; empty without an archive.
    public List<String> unnamed() {
        return files().unnamed();
    }

    /// The bytes that the run takes: `run.json` and what its records name, as it lies there.
    public long bytes() {
        return file(path).toFile().length() + files().bytes();
    }

    private NamedFiles files() {
        return new NamedFiles(path, run(), evidence);
    }

    /// Whether it is the name of a file that [#copyTo] writes.
    public static boolean isPublished(String name) {
        return name.equals(RUN) || name.equals(Archive.NAME);
    }

    /// The place of a file of [CellRecord#files] within the folder, for people.
    public static String placeOf(String name) {
        return EvidenceFiles.FORKS + "/" + name;
    }

    /// The place of [OpenLoop#histogram] within the folder, for people.
    public static String placeOfHistogram(String name) {
        return EvidenceFiles.HISTOGRAMS + "/" + name;
    }

    /// A plain name for what belongs to a cell's open loop at one rate, all forks together.
    public static String nameOf(Cell cell, double targetPerSecond) {
        return EvidenceNames.loop(cell, targetPerSecond);
    }

    private void save(Run next) {
        EvidenceFiles.write(path.resolve(RUN), out -> out.write(RunJson.write(next)));
        run = next;
    }
}
