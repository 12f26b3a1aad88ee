// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The lines about how long a run takes and how many forks have a place in it.
class RunEstimateTest extends TypedCommands {
    private static final Pattern FITS_ALL = Pattern.compile("--budget (\\S+) fits all(?:; or .*)?$", Pattern.MULTILINE);

    private static String planned(String words) {
        List<String> arguments = new ArrayList<>(List.of("run", "--dry-run"));
        arguments.addAll(Arrays.asList(words.split(" ")));
        Done done = duality(arguments.toArray(String[]::new));
        assertEquals(ExitCodes.DONE, done.exit(), done.err());
        return done.out();
    }

    private static int forks(String out) {
        Matcher matcher = Pattern.compile(", (\\d+) forks? each, about ").matcher(out);
        assertTrue(matcher.find(), out);
        return Integer.parseInt(matcher.group(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-w counter --on shm:lock --workers 1 --forks 6 --budget 1s",
                "-w counter --on shm:lock --workers 1 --forks 6 --budget 20s",
                "-w counter --on shm --workers 1 --forks 3 --budget 30s",
                "-w counter,rpc --workers 1 --forks 100",
                "-w rpc --on shm:mailbox,messaging:ring --rate 0 --forks 9 --budget 45s",
                "--preset load -w rpc --on shm:mailbox,messaging:ring --forks 10 --budget 2m",
            })
    void withTheBudgetThatIsSaidToFitAllForksAllAreThere(String words) {
        String out = planned(words);
        int wanted = Integer.parseInt(words.replaceFirst(".*--forks (\\d+).*", "$1"));
        Matcher matcher = FITS_ALL.matcher(out);
        assertTrue(forks(out) < wanted, out);
        assertTrue(out.contains("%d of the %d forks asked for ".formatted(forks(out), wanted)), out);
        assertTrue(matcher.find(), out);

        String enough = planned(words.replaceFirst(" --budget \\S+", "") + " --budget " + matcher.group(1));

        assertEquals(wanted, forks(enough), enough);
        assertFalse(FITS_ALL.matcher(enough).find(), enough);
    }

    /// One time in both lines: that of the option is the most that the run takes, forks are planned for less.
    @Test
    void bothLinesTellTheTimeOfTheBudget() {
        String out = planned("-w counter --on shm --forks 40 --budget 4m").replaceAll("\\s+", " ");

        assertTrue(out.contains("; 4 min at most, if loads are done again because the machine moves "), out);
        assertTrue(out.contains(" of the 40 forks asked for fit into the 4 min of --budget; --budget "), out);
    }

    @Test
    void whereNobodyHasSaidATimeItIsThePresets() {
        String out = planned("-w counter --on shm --forks 40").replaceAll("\\s+", " ");

        assertTrue(out.contains(" of the 40 forks asked for fit into the preset's 2 min 58 s; --budget "), out);
    }

    @Test
    void forksOfAPresetThatFitIntoItsOwnBudgetAreNoShortage() {
        assertFalse(planned("-w counter --on shm:lock --workers 1").contains("fits all"));
    }

    @Test
    void aBudgetBelowTheLeastIsSaidToBe() {
        String out = planned("-w counter --on shm:lock --workers 1 --forks 1 --budget 1s");

        assertTrue(
                out.contains(" s, the least that so many cells take, and more than the budget of 1 s\n"
                        .replace("\n", System.lineSeparator())),
                out);
    }

    @Test
    void whereNotEvenOneForkOfEachFitsItIsSaidWhatDoes() {
        String out = planned("-w counter,rpc --workers 1 --forks 1 --budget 5s");
        Matcher matcher = Pattern.compile(
                        "they are measured all the same; --budget (\\S+) fits them; or name fewer, by --workload, --on or"
                                + " --workers$",
                        Pattern.MULTILINE)
                .matcher(out);
        assertTrue(matcher.find(), out);

        String enough = planned("-w counter,rpc --workers 1 --forks 1 --budget " + matcher.group(1));

        assertFalse(enough.contains("all the same"), enough);
        assertFalse(enough.contains("more than the budget"), enough);
    }

    @Test
    void whereSomeOfTheForksFitAndOneOfEachDoesNotBothBudgetsAreSaid() {
        String out = planned("-w counter,rpc --workers 1 --forks 4 --budget 5s");
        Matcher matcher = Pattern.compile(
                        "1 of the 4 forks asked for is measured all the same; --budget (\\S+) fits it, --budget \\S+ fits all")
                .matcher(out);
        assertTrue(matcher.find(), out);

        String once = planned("-w counter,rpc --workers 1 --forks 4 --budget " + matcher.group(1));

        assertTrue(once.contains(" of the 4 forks asked for fits into "), once);
    }

    /// A preset's own budget is exceeded by many cells, too.
    @Test
    void aBudgetThatNobodyGaveAndThatDoesNotFitIsSaid() {
        String out = planned("-w counter --workers 1,2,3,4,5,6,7,8 --on shm,messaging");

        assertTrue(out.contains(" and more than the budget of 2 min 58 s"), out);
        assertTrue(out.contains("they are measured all the same; --budget "), out);
    }

    @ParameterizedTest
    @CsvSource({"1, 10s", "10000, 10s", "10001, 20s", "119999, 120s", "120001, 3m", "172800000, 2880m"})
    void aTimeIsTypedAsNoLessThanItIs(long millis, String typed) {
        Optional<String> text = Durations.typed(Duration.ofMillis(millis));

        assertEquals(Optional.of(typed), text);
        assertTrue(Durations.parse("--budget", typed).toMillis() >= millis);
    }

    @Test
    void moreThanCanBeTypedIsNotTyped() {
        assertEquals(Optional.empty(), Durations.typed(Duration.ofDays(2).plusMillis(1)));
    }

    @Test
    void aTimeHasNoPartsOfNothing() {
        assertEquals("39 min", Durations.text(Duration.ofMinutes(39)));
        assertEquals("2 min 58 s", Durations.text(Duration.ofSeconds(178)));
        assertEquals("1 h", Durations.text(Duration.ofHours(1)));
        assertEquals("1 h 30 min", Durations.text(Duration.ofMinutes(90)));
        assertEquals("0 s", Durations.text(Duration.ZERO));
    }
}
