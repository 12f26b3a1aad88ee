// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import dev.duality.jmh.ProcessDefaults;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.shm.Diagnosis;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.mapreduce.MapReduceWorkload;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
        line.setExecutionExceptionHandler((e, _, _) -> told(err, firstLine(e), e instanceof BadInput ? USAGE : FAILED));
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
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        requireBounds();
        if (!hasHadoop()) {
            return told(
                    err,
                    "Hadoop's jars are not on the class path; `mvn package` puts hadoop-client-api and hadoop-client-runtime into lib beside hadoop.jar",
                    ENVIRONMENT);
        }
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
            JobTable.lines(race.times(), programs.getLast().label()).forEach(out::println);
            cores(programs, texts.twoChunks(), out);
        }
        return DONE;
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
    private static void cores(List<JobProgram> programs, Setting setting, PrintWriter out) {
        int cores = Runtime.getRuntime().availableProcessors();
        for (JobProgram program : programs) {
            int threads = program.threads(setting.withWorkers(program.shares() ? 2 : 1));
            if (threads > cores) {
                out.println("%s by 2 tasks has %d threads, and this machine %d cores: its s is the scheduler's, too"
                        .formatted(program.label(), threads, cores));
            }
        }
    }
}
