// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.machine.doctor.MachineCheck;
import dev.duality.jmh.machine.placement.Affinity;
import dev.duality.results.Commit;
import dev.duality.results.Jvm;
import dev.duality.results.Run;
import dev.duality.results.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DualityTest extends TypedCommands {
    private static Run emptyRun() {
        return Run.begin(
                "empty",
                Instant.EPOCH,
                "duality run",
                "quick",
                1,
                new Commit("unknown", false),
                MachineCheck.read(Affinity.ofThisMachine()),
                new Jvm("25", "unknown", "unknown", List.of()),
                List.of());
    }

    /// The tables stand in the project's own folders.
    @Test
    void thePublishedTablesAreWhatTheirRunsGive() {
        Done done = duality("publish", "--check", "--project", "..");

        assertEquals(0, done.exit(), done.out());
        assertTrue(done.out().contains("and all tables are what they give"), done.out());
    }

    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of(
                        "run --dry-run --sweep capacity",
                        "--sweep is 'capacity', but must be a name and two values or more"),
                Arguments.of("run --dry-run --sweep capacity=7", "one value is set by --set"),
                Arguments.of("run --dry-run --sweep capacity=7,7", "names a value of capacity twice"),
                Arguments.of("run --dry-run --sweep operations=01,1", "names a value of operations twice"),
                Arguments.of("run --dry-run --workload lines --sweep lines=7,\t7", "names a value of lines twice"),
                Arguments.of(
                        "run --dry-run --workload lines --sweep looks=7,8 --sweep reads=7,8",
                        "looks is the former name of reads"),
                Arguments.of("run --dry-run --sweep capacity=7,", "must be a name and two values or more"),
                Arguments.of(
                        "run --dry-run --sweep capacity=7,8 --set capacity=9", "--sweep and --set both name capacity"),
                Arguments.of("run --dry-run --sweep capacity=7,8 --sweep capacity=9,1", "--sweep names capacity twice"),
                Arguments.of("run --dry-run --sweep capacty=7,8", "no workload of this run has a parameter 'capacty'"),
                Arguments.of("run --dry-run --workload cache --sweep capacity=7,x", "capacity"),
                Arguments.of("run --workload nosuch", "there is no workload 'nosuch'; there are "),
                Arguments.of("run --workload counter --on shm:nosuch", "there is no substrate 'shm:nosuch'"),
                Arguments.of("run --workload counter --set nosuch=1", "has a parameter 'nosuch'"),
                Arguments.of("run --workload counter --set op", "'op' is not name=value"),
                Arguments.of(
                        "run --workload counter --set op=sub",
                        "op is 'sub', but must be one of fetch-and-add, add, tell"),
                Arguments.of(
                        "run --workload counter --set operations=0", "operations is '0', but must be a whole number"),
                Arguments.of("run --workload counter --set operations=1 --set operations=2", "names operations twice"),
                Arguments.of("run --workload counter --set operations=1;operations=2", "names operations twice"),
                Arguments.of("run --workload counter --workers ,", "--workers names nothing; give one, or several"),
                Arguments.of("run --wait ,", "--wait names nothing"),
                Arguments.of("run --", "'--' stands at the end, and nothing follows it"),
                Arguments.of("run --rate 1e-300", "--rate is 1.0E-300, but must be 0, or from 0.001 to"),
                Arguments.of("soak --on shm:lockfree,nosuch", "no substrate matches nosuch"),
                Arguments.of("verify --on shm:lockfree,shm:nosuch", "no substrate matches shm:nosuch"),
                Arguments.of("run --workload counter --payload 8", "has a parameter 'payload'"),
                Arguments.of("run --workload counter --workers 0", "workers is 0, but must be from 1 to 1024"),
                Arguments.of("run --workload counter --workers two", "--workers is 'two', but must be a whole number"),
                Arguments.of("run --workload counter --window 3", "window is 3, but must be a power of two"),
                Arguments.of("run --wait sleep", "there is no wait 'sleep'; there are spin, pause"),
                Arguments.of(
                        "run --budget soon",
                        "--budget is 'soon', but must be a whole number of s, m or h, such as 90s"),
                Arguments.of("run --budget 0s", "--budget is '0s'"),
                Arguments.of("run --forks 0", "--forks is 0"),
                Arguments.of("run --rate -1", "--rate is -1.0"),
                Arguments.of("run --floor 0", "--floor is 0.0, but must be from 1 to 100000 nanoseconds"),
                Arguments.of("run --floor 1e6", "--floor is 1000000.0, but must be from 1 to 100000"),
                Arguments.of("run --floor NaN", "--floor is 'NaN', but must be a number"),
                Arguments.of(
                        "run --preset slow",
                        "--preset is 'slow', but must be one of quick, standard, full, waits, waterfall, crossover,"),
                Arguments.of("run --preset quik", "--preset is 'quik'; did you mean quick? it must be one of quick,"),
                Arguments.of("run --rate 2d", "--rate is '2d', but must be a number"),
                Arguments.of("run --rate NaN", "--rate is 'NaN', but must be a number"),
                Arguments.of("run --forks 99999999999", "must be a whole number from -2147483648 to 2147483647"),
                Arguments.of("soak --seed x", "--seed is 'x', but must be a whole number"),
                Arguments.of("run --worlkoad rpc", "there is no option '--worlkoad'; did you mean --workload?"),
                Arguments.of("run --worlkoad=rpc", "there is no option '--worlkoad'; did you mean --workload?"),
                Arguments.of("run --workload rpcc", "there is no workload 'rpcc'; did you mean rpc? there are counter"),
                Arguments.of("run --on shm:lockfre", "'shm:lockfre' for "),
                Arguments.of("run --on shm:lockfre", "; did you mean shm:lockfree? see duality list substrates"),
                Arguments.of("run --workload rpc --on ring", "did you mean messaging:ring? see duality list"),
                Arguments.of("verify --on ring", "no substrate matches ring; did you mean messaging:ring?"),
                Arguments.of("run --workload cache --set capcity=3", "'capcity'; did you mean capacity? they have"),
                Arguments.of(
                        "run --workload cache --set policy=clok", "policy is 'clok'; did you mean clock? it must be"),
                Arguments.of(
                        "run --load possion", "--load is 'possion', but must be steady, poisson, bursts, or bursts:4"),
                Arguments.of("run --load possion", "did you mean poisson?"),
                Arguments.of("run --load bursts:1", "--load is 'bursts:1', but the peak must be more than 1"),
                Arguments.of(
                        "run --preset crossover --load poisson",
                        "--load is 'poisson', but no cell of this run has an open loop; give a --rate"),
                Arguments.of("run --p99 100", "--p99 is '100', but must be a latency such as 800ns, 100us or 2ms"),
                Arguments.of("report x --p99 0us", "--p99 is '0us', but must be a latency"),
                Arguments.of(
                        "report x --p99 1us --format csv", "--p99 is '1us', but is shown with --format text alone"),
                Arguments.of("run --wait spinn", "there is no wait 'spinn'; did you mean spin? there are"),
                Arguments.of("simulate -w counter -p plian", "no protocol 'plian'; did you mean plain? it has"),
                Arguments.of(
                        "simulate --explore 1s -p plain,plian", "a protocol 'plian'; did you mean plain? they have"),
                Arguments.of(
                        "simulate --explore 1s --set los=0", "parameter 'los'; did you mean loss? they have delay,"),
                Arguments.of("reproduce --set los=0", "there is no constant 'los'; did you mean loss? there are"),
                Arguments.of("reproduce --gate 2", "gate 2 is a ratio of times, and found in a run: add --run RUN"),
                Arguments.of(
                        "run --workload cache --set trace=/no/such/file",
                        "trace is '/no/such/file', but must be a file"),
                Arguments.of("run --workload cache --on shm:lockfree --set policy=lru", "shm:lockfree"),
                Arguments.of(
                        "run --workload cache --on shm:lockfree --set policy=lru",
                        "all workers would have to change together; use policy=clock, sieve or s3-fifo"),
                Arguments.of("run --workload cache --set trace=/dev/zero", "trace is '/dev/zero', but must be a file"),
                Arguments.of("run --classpath /no/such.jar", "/no/such.jar, which does not exist"),
                Arguments.of(
                        "run --prof perf",
                        "--prof is 'perf', but must be jfr, instructions, async or async:event= and one of cpu"),
                Arguments.of("run --prof async:event=naps", "--prof is 'async:event=naps'"),
                Arguments.of("run --nosuch", "there is no option '--nosuch'; see duality run --help"),
                Arguments.of("reproduce --gate 99", "there is no gate 99; there are 12, 13, 15, 17, 18"),
                Arguments.of("reproduce --set nosuch=1", "there is no constant 'nosuch'; there are call, "),
                Arguments.of("reproduce --set loss=2", "loss is '2', but must be a number from 0.0 to 0.9"),
                Arguments.of("reproduce --set loss", "--set is 'loss', but must be name=value"),
                Arguments.of(
                        "reproduce --write /no/such.md",
                        "cannot read /no/such.md: no such file; give a file with lines"),
                Arguments.of("check /no/such/run", "cannot read /no/such/run: there is no such folder"),
                Arguments.of("check", "check needs RUN; missing: RUN"),
                Arguments.of("publish /no/such/run --project ..", "cannot read /no/such/run: there is no such folder"),
                Arguments.of("publish --project /no/such", "cannot read /no/such/results/README.md: no such file"),
                Arguments.of("publish --check x --project ..", "--check is about runs that are published"),
                Arguments.of("publish --explain x=y --project ..", "--explain is about a run, and none is given"),
                Arguments.of("reproduce --run /no/such/run", "/no/such/run"),
                Arguments.of("reproduce --run x --set loss=0.1", "--set is for models, and --run has none"),
                Arguments.of("walk", "there is no command 'walk'; see duality --help"),
                Arguments.of("rnu", "there is no command 'rnu'; did you mean run?; see duality --help"),
                Arguments.of("reprot runs/x --format csv", "there is no command 'reprot'; did you mean report?"),
                Arguments.of("help rnu", "there is no command 'rnu'; did you mean run?"),
                Arguments.of("doctor x", "doctor does not take 'x'"),
                Arguments.of(
                        "list everything",
                        "WHAT is 'everything', but must be one of workloads, substrates, protocols, presets, waits"),
                Arguments.of("list workload", "WHAT is 'workload'; did you mean workloads? it must be one of"),
                Arguments.of("verify --workload nosuch", "there is no workload 'nosuch'"),
                Arguments.of("verify --on shm:nosuch", "shm:nosuch"),
                Arguments.of("verify --operations 0", "--operations is 0"),
                Arguments.of(
                        "verify --memory weak --placement processes --workload counter",
                        "--placement is 'processes', but weak memory is simulated within one process"),
                Arguments.of("simulate", "name one workload, and one protocol at most; there are counter"),
                Arguments.of("simulate -w counter,rpc", "name one workload"),
                Arguments.of("simulate -w nosuch", "there is no workload 'nosuch'"),
                Arguments.of("simulate -w counter -p nosuch", "has no protocol 'nosuch'; it has plain"),
                Arguments.of("simulate -w counter --nodes 1", "nodes is 1, but plain needs 2 or more"),
                Arguments.of("simulate -w counter --nodes 0", "--nodes is 0, but must be from 1 to 65,536"),
                Arguments.of("simulate -w counter --set loss=0.1", "plain has no answer to lost messages; use loss=0"),
                Arguments.of("simulate -w counter --set loss=2", "loss is '2', but must be a share from 0 to 1"),
                Arguments.of("simulate -w counter --set delay=soon", "delay is 'soon', but must be one of constant:"),
                Arguments.of("simulate -w counter --set crashes=-1", "crashes is '-1', but must be a whole number"),
                Arguments.of("simulate -w counter --set within=0s", "within is '0s', but must be more than 0"),
                Arguments.of("simulate -w counter --set nosuch=1", "no parameter 'nosuch'"),
                Arguments.of("simulate -w counter --set window=3", "window is 3, but must be a power of two"),
                Arguments.of("simulate -w counter --set owners=2", "the state of counter does not come apart"),
                Arguments.of("simulate -w counter --format csv", "use --log FILE, too"),
                Arguments.of(
                        "simulate -w counter --format xml --log x",
                        "--format is 'xml', but must be one of text, shiviz, csv"),
                Arguments.of("simulate -w counter --log /no/such/folder/x", "/no/such/folder/x cannot be written"),
                Arguments.of(
                        "simulate -w counter --log /no/such/folder/x", "there is no such folder; give another file"),
                Arguments.of(
                        "simulate -w counter --log /dev/full", "/dev/full cannot be written: it is a pipe, a device"),
                Arguments.of("simulate -w counter --log .", "cannot be written: it is a folder, but must be a file"),
                Arguments.of("simulate --replay /no/such/file", "/no/such/file cannot be read: no such file"),
                Arguments.of("simulate --replay /dev/zero", "it is a pipe, a device or a socket, but must be a file"),
                Arguments.of("simulate -w counter --set delay=file:/dev/zero", "it is a pipe, a device or a socket"),
                Arguments.of("list workloads --classpath /dev/zero", "which is neither a jar file nor a folder"),
                Arguments.of("reproduce --write /dev/zero", "it is a pipe, a device or a socket"),
                Arguments.of("simulate --replay x -w counter", "leave them out"),
                Arguments.of("simulate --explore soon", "--explore is 'soon', but must be a whole number of s, m or h"),
                Arguments.of("simulate --explore 1s --seeds 0", "--seeds is 0"),
                Arguments.of("simulate -w counter --seeds 5", "--seeds goes with --explore"),
                Arguments.of("simulate --explore 1s --log x", "--log goes with one play"),
                Arguments.of("simulate --explore 1s --out /no/such", "--out is '/no/such', but must be a folder"),
                Arguments.of("simulate --explore 1s --set nosuch=1", "has a parameter 'nosuch'"),
                Arguments.of("simulate --explore 1s --set loss=x", "loss is 'x'"),
                Arguments.of(
                        "simulate --explore 1s -p nosuch",
                        "no workload named has a protocol 'nosuch'; they have plain,"),
                Arguments.of(
                        "laws /no/such/times.csv",
                        "/no/such/times.csv cannot be read: no such file; name a run's folder, or a CSV"),
                Arguments.of("laws", "RUN|FILE"),
                Arguments.of("export", "export needs RUN and --out FOLDER; missing: "),
                Arguments.of("laws /dev/null --cores 0", "--cores is 0, but must be 1 or more"),
                Arguments.of("laws /dev/null --format html", "laws are text, markdown, csv or json"),
                Arguments.of("laws /dev/null", "/dev/null cannot be read: it is a pipe, a device or a socket"),
                Arguments.of("laws /dev/zero", "/dev/zero cannot be read: it is a pipe, a device or a socket"),
                Arguments.of("laws /dev/null --fit cubic", "--fit is 'cubic', but must be one of log, linear"),
                Arguments.of("laws . --cores 4", "--cores goes with a file of times"),
                Arguments.of("run --workload mapreduce --set folder=/no/such", "folder is '/no/such'"),
                Arguments.of("report /no/such/run", "/no/such/run"),
                Arguments.of("report", "RUN"),
                Arguments.of("compare", "BASELINE"),
                Arguments.of("compare /no/such/run", "RUN"),
                Arguments.of("compare a b --format json", "--format is 'json', but a comparison is text,"),
                Arguments.of("compare a b c --format csv", "compares two runs, but there are 3"),
                Arguments.of("compare a b --tolerate much", "--tolerate is 'much', but must be a share such as 5%"),
                Arguments.of("compare a b --fail-on-regression 5", "is '5', but must be a share such as 5%"));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void aSlipIsOneLineThatSaysWhatWasWrongAndExitCode2(String args, String says) {
        duality(args.split(" ")).assertSlip(says);
    }

    @Test
    void aListOfWorkloadsMeasuresNothingAndIsTheSameEachTime() {
        Done first = duality("list", "workloads");
        Done second = duality("list", "workloads");

        assertTrue(first.out().contains("--set pace=N "), first.out());
        assertEquals(first, second);
    }

    @Test
    void aDamagedRunIsRefusedInOneLine() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("run.json"), "{\"schema\": 1, ");

        Done done = duality("report", run + "");

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.onlyLine().contains("run.json"), done.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "markdown", "csv", "long", "json", "html"})
    void aReportGoesIntoAFileAsItWouldBeShown(String format) throws IOException {
        Path run = folder.resolve("run");
        RunFolder.create(run, emptyRun());
        Path file = file("report", "what was there before is replaced".repeat(100));

        Done shown = duality("report", run + "", "--format", format);
        Done written = duality("report", run + "", "--format", format, "--out", file + "");

        assertEquals(ExitCodes.DONE, written.exit(), written.err());
        assertEquals("", written.out());
        assertEquals(shown.out(), Files.readString(file));
        assertFalse(shown.out().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no/such/folder/page.html", "", "a\0b"})
    void aReportThatCannotBeWrittenIsSaidInOneLine(String name) {
        Path run = folder.resolve("run");
        RunFolder.create(run, emptyRun());

        Done done = duality("report", run + "", "--out", name.isEmpty() ? folder + "" : folder + "/" + name);

        assertEquals(ExitCodes.USAGE, done.exit());
        assertTrue(done.onlyLine().contains(folder + ""), done.err());
        assertFalse(done.err().contains("Exception"), done.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"workloads", "substrates", "waits"})
    void whatThereIsCanBeListedForPeopleAndPrograms(String what) {
        Done people = duality("list", what);
        Done programs = duality("list", what, "--json");

        assertAll(
                () -> assertEquals(ExitCodes.DONE, people.exit()),
                () -> assertTrue(people.out().lines().count() >= 4, people.out()),
                () -> assertEquals(ExitCodes.DONE, programs.exit()),
                () -> assertTrue(programs.out().startsWith("[ {"), programs.out()));
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of("run", "list", "verify", "simulate", "doctor", "report", "compare", "laws")) {
            Done done = duality(command, "--help");
            assertEquals(ExitCodes.DONE, done.exit());
            assertTrue(done.out().startsWith("Usage: duality " + command), done.out());
        }
    }

    @Test
    void lawsAreFittedToAFileOfTimes() {
        Path times = file("times.csv", "n,seconds\n1,10\n2,6\n4,4\n8,3\n16,2.5\n");

        Done text = duality("laws", times + "");
        Done csv = duality("laws", times + "", "--format", "csv");
        Done small = duality("laws", times + "", "--cores", "2");

        assertEquals(ExitCodes.DONE, text.exit(), text.err());
        assertTrue(
                text.out().contains("Amdahl: serial part s = 0.200 [0.200, 0.200]; S_inf = 5.00 [5.00, 5.00]."),
                text.out());
        String serial = csv.out()
                .lines()
                .filter(line -> line.startsWith("seconds,amdahl,s,"))
                .findFirst()
                .orElseThrow();
        assertEquals(0.2, Double.parseDouble(serial.split(",", -1)[5]), 1e-9, serial);
        assertTrue(
                small.out().contains("USL: inconclusive: 2 thread counts fit the 2 cores, and a law needs 4."),
                small.out());
    }

    @Test
    void theFitOfTheUslIsChosen() {
        Path times = file(
                "spec.csv",
                "n,throughput\n1,64.9\n18,995.9\n36,1652.4\n72,1853.2\n108,1828.9\n144,1775.0\n216,1702.2\n");

        Done log = duality("laws", times + "");
        Done linear = duality("laws", times + "", "--fit", "linear");

        assertEquals(ExitCodes.DONE, linear.exit(), linear.err());
        assertTrue(words(log.out()).contains("Fitted to the logarithms of throughput;"), log.out());
        assertTrue(words(linear.out()).contains("Fitted to throughput as it is,"), linear.out());
        assertTrue(words(linear.out()).contains("coherence beta = 0.000104 ["), linear.out());
    }

    private static String words(String text) {
        return String.join(" ", text.strip().split("\\s+"));
    }

    @Test
    void aRunWithoutASeriesHasNoLaw() {
        Path run = folder.resolve("run");
        RunFolder.create(run, emptyRun());

        assertTrue(
                duality("laws", run + "").onlyLine().contains("so there is no law to see; use duality run --workers"));
    }

    @Test
    void aFormerNameOfAParameterIsTakenWithALineThatSaysTheNewOne() {
        String line =
                "the parameter looks is called reads now; the former name is taken in this release, and not in the next";

        Done verified = duality(
                "verify", "--workload", "lines", "--on", "shm:seqlock", "--set", "looks=50", "--operations", "100");
        Done planned = duality("run", "--dry-run", "--workload", "lines", "--on", "shm", "--set", "looks=50");
        Done swept = duality("run", "--dry-run", "--workload", "lines", "--on", "shm:lock", "--sweep", "looks=10,50");
        Done played = duality("simulate", "--workload", "lines", "--protocol", "plain", "--set", "looks=50");

        for (Done done : List.of(verified, planned, swept, played)) {
            assertEquals(0, done.exit(), done.err());
            assertEquals(line, done.onlyLine());
        }
        assertTrue(planned.out().contains("skipped: a read of all lines at once"), planned.out());
        assertTrue(swept.out().contains("reads=10") && swept.out().contains("reads=50"), swept.out());
    }

    @Test
    void verifyComparesASideWithItsSpecification() {
        Done done = duality("verify", "-w", "counter", "-o", "shm:lockfree,messaging:ring", "--operations", "500");

        assertEquals(ExitCodes.DONE, done.exit(), done.out());
        assertEquals(
                2, done.out().lines().filter(line -> line.contains("agrees")).count(), done.out());
    }
}
