// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

class MainTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -zz          | z is not a recognized option
            -f many      | Cannot parse argument 'many' of option f
            -rf sheet    | unknown value SHEET
            -p cell=on=x | a cell has no workload; it needs workload and on, such as workload=counter;on=shm:lockfree
            -p collector=zcg | there is no collector 'zcg'; did you mean zgc? there are g1, zgc, parallel, serial, shenandoah
            -p collector=g1,zgc | JMH gives all its forks the same flags, and this asks for several collectors; run it once for each, or use duality run --collector
            -p workload  | Unable to parse parameter string "workload"
            -o /no/where | /no/where (No such file or directory)
            """)
    void aSlipIsOneLineAndExitCode2(String args, String words) throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exitCode = Main.run(args.split(" "), new PrintStream(err, true, StandardCharsets.UTF_8));

        assertEquals(
                "benchmarks.jar: " + words + "; -h lists the options" + System.lineSeparator(),
                err.toString(StandardCharsets.UTF_8));
        assertEquals(2, exitCode);
    }

    @Test
    void ourFlagsComeBeforeThoseOfTheUser() throws CommandLineOptionException {
        List<String> expected = new ArrayList<>(JvmFlags.FORK);
        expected.add("-Dfirst=1");

        assertEquals(expected, List.copyOf(prepended("-jvmArgsPrepend", "-Dfirst=1", "-jvmArgsAppend", "-Dlast=1")));
        assertEquals(JvmFlags.FORK, List.copyOf(prepended("-jvmArgsAppend", "-Dlast=1")));
    }

    @Test
    void theForksOfACellWithACollectorGetItsFlag() throws CommandLineOptionException {
        List<String> expected = new ArrayList<>(JvmFlags.FORK);
        expected.add("-XX:+UseZGC");

        assertEquals(expected, List.copyOf(prepended("-p", "collector=zgc")));
        assertEquals(expected, List.copyOf(prepended("-p", "cell=workload=counter;on=shm:lockfree;collector=zgc")));
    }

    @ParameterizedTest
    @CsvSource({"-foe false, false", "-foe true, true", "-f 1, true"})
    void aFailureEndsTheRunUnlessAskedOtherwise(String args, boolean ends) throws CommandLineOptionException {
        var options = Main.withOurs(new CommandLineOptions(args.split(" ")));

        assertEquals(ends, options.shouldFailOnError().get());
    }

    @ParameterizedTest
    @CsvSource({"-p waiting=park, park", "-p wait=spin, spin", "-p waiting=park -p wait=spin, spin"})
    void aParameterByItsOldNameIsTakenForTheNewOne(String args, String wait) throws CommandLineOptionException {
        var options = Main.withOurs(new CommandLineOptions(args.split(" ")));

        assertEquals(List.of(wait), List.copyOf(options.getParameter("wait").get()));
    }

    /// In seconds, as rates are, a time of some nanoseconds is 0.000000 in JMH's CSV.
    @ParameterizedTest
    @CsvSource({
        "-bm sample, NANOSECONDS",
        "-bm avgt -f 1, NANOSECONDS",
        "-bm sample -tu us, MICROSECONDS",
        "-bm thrpt, ",
        "-f 1, "
    })
    void timesAreInNanosecondsUnlessAskedOtherwise(String args, TimeUnit unit) throws CommandLineOptionException {
        var options = Main.withOurs(new CommandLineOptions(args.split(" ")));

        assertEquals(
                Optional.ofNullable(unit),
                Optional.ofNullable(options.getTimeUnit().orElse(null)));
    }

    @ParameterizedTest
    @CsvSource({"2, ''", "3, -t 3"}) // the benchmark says what it thinks of the three
    void aCellIsSaidByTheOtherParametersToo(int threads, String more) throws CommandLineOptionException {
        String args = "-p cell=workload=rpc;on=shm:lock;workers=2;wait=spin " + more;

        var options = Main.withOurs(new CommandLineOptions(args.strip().split(" ")));

        assertEquals(
                List.of("rpc"), List.copyOf(options.getParameter("workload").get()));
        assertEquals(List.of("spin"), List.copyOf(options.getParameter("wait").get()));
        assertEquals(threads, options.getThreads().get());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -lp -p waiting=park | "benchmarks.jar: -p waiting= is called -p wait= now; the old name goes with the next release"
            -lp -p wait=park    | ""
            """)
    void anOldNameIsToldOf(String args, String line) throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertEquals(0, Main.run(args.split(" "), new PrintStream(err, true, StandardCharsets.UTF_8)));

        assertEquals(line, err.toString(StandardCharsets.UTF_8).strip());
    }

    private static Collection<String> prepended(String... args) throws CommandLineOptionException {
        return Main.withOurs(new CommandLineOptions(args)).getJvmArgsPrepend().get();
    }
}
