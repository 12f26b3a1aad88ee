// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.jmh.Build;
import dev.duality.jmh.OneLine;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.publish.MarkedFile;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.io.File;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Sets the job of `mapreduce` on Hadoop beside the plain program and both sides of ours. Whole jobs take seconds, so
/// that this is no cell of a run: it has a command of its own. Its exit codes are those of `duality`.
@Command(
        name = "hadoop",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs the job of the workload mapreduce on Hadoop, beside the plain program and both sides of ours, over texts of several sizes. Where HADOOP_CONF_DIR names a folder of Hadoop's configuration, jobs run there, else in this process.")
public final class HadoopMain implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 3;
    private static final int MOST_MEGABYTES = 127; // the workload takes 128 from a folder, line ends included
    private static final int MOST_ROUNDS = 100;
    private static final Set<String> WITH_FROM = Set.of("--from", "--write");

    /// The marks of the place in a page that the program writes.
    static final String MARKER = "hadoop";

    @Spec
    private CommandSpec spec;

    @Option(names = "--job", paramLabel = "JOB", defaultValue = "wordcount", description = "wordcount or sort")
    private String job;

    @Option(
            names = "--sizes",
            paramLabel = "MB",
            split = ",",
            defaultValue = "1,4,16",
            description = "sizes of the text in MB, 1 to 127 (default: ${DEFAULT-VALUE})")
    private List<Integer> sizes;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "whose text is taken, from its beginning on, instead of a text that is drawn")
    private Optional<Path> folder;

    @Option(
            names = "--on",
            paramLabel = "SIDE",
            split = ",",
            defaultValue = "shm:table,messaging:ring",
            description = "our sides (default: ${DEFAULT-VALUE})")
    private List<String> on;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "how often each job is run, 1 to 100 (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the text that is drawn (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "keeps all times there, with machine, Java, commit and text, as JSON; a new file")
    private Optional<Path> out;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "runs nothing, and shows the jobs of a file that --out has written")
    private Optional<Path> from;

    @Option(
            names = "--write",
            paramLabel = "PAGE",
            description = "with --from: puts the table into a page of Markdown, between lines <!-- hadoop: begin -->"
                    + " and <!-- hadoop: end -->")
    private Optional<Path> page;

    private HadoopMain() {}

    public static void main(String[] args) {
        ProcessDefaults.apply();
        System.setProperty("chronicle.analytics.disable", "true");
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(out, err, args));
    }

    /// @return the exit code
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new HadoopMain()).setOut(out).setErr(err);
        line.setParameterExceptionHandler((e, _) -> told(err, firstLine(e) + "; see --help", USAGE));
        line.setExecutionExceptionHandler((e, _, _) ->
                told(err, firstLine(e), e instanceof BadInput || e instanceof RunUnreadable ? USAGE : FAILED));
        return line.execute(args);
    }

    private static int told(PrintWriter err, String line, int code) {
        err.println("hadoop: " + line);
        return code;
    }

    private static String firstLine(Throwable thrown) {
        String said = Diagnosis.said(thrown);
        return said.lines().findFirst().orElse(said);
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (from.isPresent()) {
            show(from.get());
            return DONE;
        }
        if (page.isPresent()) {
            throw new BadInput("--write puts the jobs of --from FILE into a page; give that, too");
        }
        requireBounds();
        out.ifPresent(JobRecord::requireFree);
        if (!hasHadoop()) {
            return told(
                    err,
                    "Hadoop's jars are not on the class path; `mvn package` puts hadoop-client-api and hadoop-client-runtime into lib beside hadoop.jar",
                    ENVIRONMENT);
        }
        JobRecord record = race(err);
        JobReport.table(record).forEach(spec.commandLine().getOut()::println);
        out.ifPresent(record::write); // the table is told by now, should this fail
        return DONE;
    }

    /// Shows what was kept.
    private void show(Path file) {
        for (OptionSpec option : spec.options()) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)
                    && !WITH_FROM.contains(option.longestName())) {
                throw new BadInput("--from shows jobs that were run, and %s is of jobs to run; leave out one of both"
                        .formatted(option.longestName()));
            }
        }
        JobRecord record = JobRecord.read(file);
        if (page.isEmpty()) {
            JobReport.text(record).forEach(spec.commandLine().getOut()::println);
            return;
        }
        MarkedFile marked = MarkedFile.read(page.get(), MARKER);
        Path folder = page.get().toAbsolutePath().normalize().getParent();
        Path below = folder.relativize(file.toAbsolutePath().normalize());
        marked.write(JobReport.markdown(record, below.toString().replace(File.separatorChar, '/')));
    }

    private JobRecord race(PrintWriter err) {
        Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        MapReduceWorkload workload = new MapReduceWorkload();
        List<Side> sides = on.stream()
                .map(name -> Catalog.side(workload, name, HadoopMain.class.getClassLoader()))
                .toList();
        try (ScratchFolder scratch = ScratchFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "hadoop")) {
            Optional<Path> site = Optional.ofNullable(System.getenv("HADOOP_CONF_DIR"))
                    .filter(path -> !path.isEmpty())
                    .map(Path::of);
            List<JobProgram> programs =
                    Contestants.of(workload, sides, HadoopSite.program(workload, site, scratch.path()));
            TreeSet<Integer> ascending = new TreeSet<>(sizes);
            JobTexts texts = new JobTexts(workload, job, folder, ascending.last(), seed, scratch.path());
            JobRace race = new JobRace(programs, rounds, err::println);
            race.warmUp(texts.megabytes(ascending.first()));
            race.over(JobTimes.START_UP, texts.twoChunks());
            for (int size : ascending) {
                err.println(size + " MB ...");
                race.over(size, texts.megabytes(size));
            }
            return new JobRecord(
                    JobRecord.SCHEMA,
                    new JobRecord.Origin(
                            started,
                            arguments(),
                            Build.ofThisProgram().commit(),
                            MachineCheck.read(Affinity.ofThisMachine()),
                            System.getProperty("java.runtime.version"),
                            HadoopSite.version()),
                    new JobRecord.Job(
                            job,
                            folder.isPresent() ? "text of a folder" : "drawn from seed " + seed,
                            texts.bytes(),
                            texts.sha256(),
                            rounds,
                            site.isPresent() ? "on a cluster" : "in one process"),
                    race.firstJobs(),
                    race.times().all(),
                    cores(programs, texts.twoChunks()));
        }
    }

    /// The options of its jobs that were given, or none; of a folder only the name.
    private String arguments() {
        String given = spec.options().stream()
                .filter(option -> spec.commandLine().getParseResult().hasMatchedOption(option))
                .filter(option -> !option.longestName().equals("--out"))
                .map(option -> option.longestName() + " "
                        + (option.longestName().equals("--folder")
                                ? name(folder.orElseThrow())
                                : String.join(",", option.originalStringValues())))
                .collect(Collectors.joining(" "));
        return given.isEmpty() ? "none" : OneLine.of(given);
    }

    /// The last name of a path; of a root, which has none, the root.
    static Path name(Path path) {
        return Optional.ofNullable(path.getFileName()).orElse(path);
    }

    private void requireBounds() {
        if (!job.equals("wordcount") && !job.equals("sort")) {
            throw new BadInput("--job is '%s', but must be wordcount or sort".formatted(job));
        }
        for (int size : sizes) {
            if (size < 1 || size > MOST_MEGABYTES) {
                throw new BadInput("--sizes has %d MB, but sizes must be from 1 to %d".formatted(size, MOST_MEGABYTES));
            }
        }
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new BadInput("--rounds is %d, but must be from 1 to %d".formatted(rounds, MOST_ROUNDS));
        }
    }

    /// Nothing of Hadoop is named before this was asked.
    private static boolean hasHadoop() {
        try {
            Class.forName("org.apache.hadoop.mapreduce.Job", false, HadoopMain.class.getClassLoader());
            Class.forName(
                    "org.apache.hadoop.shaded.org.apache.commons.lang3.StringUtils",
                    false,
                    HadoopMain.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | NoClassDefFoundError _) {
            return false;
        }
    }

    /// Says which programs had fewer cores than threads: then its s is the scheduler's, too.
    private static List<String> cores(List<JobProgram> programs, Setting setting) {
        List<String> lines = new ArrayList<>();
        int cores = Runtime.getRuntime().availableProcessors();
        for (JobProgram program : programs) {
            int threads = program.threads(setting.withWorkers(program.shares() ? 2 : 1));
            if (threads > cores) {
                lines.add("%s by 2 tasks has %d threads, and this machine %d cores: its s is the scheduler's, too"
                        .formatted(program.label(), threads, cores));
            }
        }
        return lines;
    }
}
