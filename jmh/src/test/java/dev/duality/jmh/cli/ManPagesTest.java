// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The man pages say what the commands say. `mvn -Pman process-test-classes -pl jmh -am` writes them again.
class ManPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "man");
    private static final String ADVICE = "; write it again: mvn -Pman process-test-classes -pl jmh -am";

    static Stream<String> commands() {
        CommandLine line = Duality.commandLine();
        return Stream.concat(
                Stream.of(""),
                line.getSubcommands().entrySet().stream()
                        .filter(entry -> !entry.getValue()
                                .getCommandSpec()
                                .usageMessage()
                                .hidden())
                        .map(Map.Entry::getKey));
    }

    @ParameterizedTest(name = "duality {0}")
    @MethodSource("commands")
    void aPageHasWhatTheHelpHas(String command) throws IOException {
        CommandLine line = Duality.commandLine();
        CommandSpec spec = (command.isEmpty() ? line : line.getSubcommands().get(command)).getCommandSpec();
        String page = words(Files.readString(PAGES.resolve(name(command))));

        for (String description : spec.usageMessage().description()) {
            assertHas(page, description);
        }
        for (OptionSpec option : spec.options()) {
            assertTrue(page.contains(words(option.longestName())), option.longestName() + " is missing" + ADVICE);
            assertDescribed(page, option);
        }
        spec.positionalParameters().forEach(parameter -> assertDescribed(page, parameter));
        for (String example : spec.usageMessage().footer()) {
            assertHas(page, example);
        }
    }

    @Test
    void noPageIsOfACommandThatIsGone() throws IOException {
        Set<String> pages;
        try (Stream<Path> files = Files.list(PAGES)) {
            pages = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }

        assertEquals(commands().map(ManPagesTest::name).collect(Collectors.toCollection(TreeSet::new)), pages);
    }

    private static String name(String command) {
        return command.isEmpty() ? "duality.1" : "duality-" + command + ".1";
    }

    private static void assertDescribed(String page, ArgSpec arg) {
        for (String description : arg.description()) {
            if (!description.contains("${")) { // which the page has the values of
                assertHas(page, description);
            }
        }
    }

    private static void assertHas(String page, String text) {
        String plain = words(Ansi.OFF.string(text.replace("%%", "%").replace("%n", " ")));
        assertTrue(page.contains(plain), () -> "'" + text + "' is missing" + ADVICE);
    }

    /// Letters and digits alone, so that neither the signs of roff nor its line ends matter.
    private static String words(String text) {
        return text.replaceAll("\\\\f[BIRP]|\\\\\\*?\\([A-Za-z]{2}|\\\\&|(?m)^\\.[a-zA-Z]{1,3}\\b", "")
                .replaceAll("[^A-Za-z0-9]+", "")
                .toLowerCase(Locale.ROOT);
    }
}
