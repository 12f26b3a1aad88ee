// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.folder.RunFolder;
import dev.duality.results.folder.RunUnreadable;
import dev.duality.results.folder.RunUnwritable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Projects in odd states: what people wrote stays, or one line says why nothing was written.
class OddProjectsTest extends PublishingProject {
    private Path readme() {
        return project.resolve("README.md");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MARKERS + MARKERS,
                "<!-- duality publish: begin -->\nmine\n<!-- duality publish: begin -->\n<!-- duality publish: end -->\n",
                "<!-- duality publish: begin -->\n<!-- duality publish: end -->\nmine\n<!-- duality publish: end -->\n",
                "<!-- duality publish: begin -->\r\nmine\n<!-- duality publish: begin -->\n<!-- duality publish: end -->\n",
            })
    void markersThatAreThereTwiceAreRefused(String text) throws IOException {
        Files.writeString(readme(), text);

        RunUnreadable refused = assertThrows(RunUnreadable.class, () -> new PublishedRuns(project));

        assertTrue(
                refused.getMessage().contains("README.md has two lines <!-- duality publish: "), refused.getMessage());
        assertEquals(text, Files.readString(readme()));
    }

    @Test
    void aReadmeOfAnotherCharacterSetIsSaidToBeOne() throws IOException {
        Files.write(readme(), new byte[] {'b', (byte) 0xfc, '\n'});

        RunUnreadable refused = assertThrows(RunUnreadable.class, () -> new PublishedRuns(project));

        assertTrue(refused.getMessage().contains("README.md: it is no text in UTF-8; "), refused.getMessage());
    }

    @Test
    void linesThatEndAsOnWindowsDoSoAfterwards() throws IOException {
        Files.writeString(readme(), MARKERS.replace("\n", "\r\n"));
        published = new PublishedRuns(project);
        published.add(kept("mine", ended(fit())), Map.of());

        assertTrue(published.write().contains(readme()));

        String text = Files.readString(readme());
        assertTrue(text.startsWith("above\r\n<!-- duality publish: begin -->\r\n"), text);
        assertFalse(text.replace("\r\n", "").contains("\n"), text);
        assertEquals(List.of(), published.write());
    }

    @Test
    void whatPeopleWroteKeepsItsLineEndsWhateverThoseOfTheMarkers() throws IOException {
        Files.writeString(readme(), "windows\r\n" + MARKERS + "windows\r\nold\rno end");
        Path other = project.resolve("results/README.md");
        Files.writeString(other, "unix\n" + MARKERS.replace("\n", "\r\n") + "unix\n");
        published = new PublishedRuns(project);
        published.add(kept("mine", ended(fit())), Map.of());

        published.write();

        String text = Files.readString(readme());
        assertTrue(text.startsWith("windows\r\nabove\n<!-- duality publish: begin -->\n\n|"), text);
        assertTrue(text.endsWith("\n<!-- duality publish: end -->\nbelow\nwindows\r\nold\rno end"), text);
        String index = Files.readString(other);
        assertTrue(index.startsWith("unix\nabove\r\n<!-- duality publish: begin -->\r\n"), index);
        assertTrue(index.endsWith("\r\n<!-- duality publish: end -->\r\nbelow\r\nunix\n"), index);
        assertEquals(List.of(), published.write());
    }

    /// Words about a marker are no marker, nor is one in a block of code.
    @ParameterizedTest
    @ValueSource(
            strings = {"Put <!-- duality publish: begin -->\nmine\n", "    <!-- duality publish: begin -->\nmine\n"})
    void aMarkerIsAWholeLine(String people) throws IOException {
        Files.writeString(readme(), people + MARKERS + people.replace("begin", "end"));
        published = new PublishedRuns(project);
        published.add(kept("mine", ended(fit())), Map.of());

        published.write();

        String text = Files.readString(readme());
        assertTrue(text.startsWith(people + "above\n<!-- duality publish: begin -->\n\n|"), text);
        assertTrue(text.endsWith("<!-- duality publish: end -->\nbelow\n" + people.replace("begin", "end")), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Put <!-- duality publish: begin -->\n<!-- duality publish: end -->\n",
                "<!-- duality publish: begin -->\n<!-- duality publish: end --> here\n",
                "<!-- duality publish: end -->\n<!-- duality publish: begin -->\n",
                "<!-- duality publish: begin --><!-- duality publish: end -->\n",
            })
    void withoutTwoWholeLinesInTheirOrderThereIsNoPlace(String text) throws IOException {
        Files.writeString(readme(), text);

        RunUnreadable refused = assertThrows(RunUnreadable.class, () -> new PublishedRuns(project));

        assertTrue(refused.getMessage().contains("README.md has no place for the table"), refused.getMessage());
    }

    @Test
    void aReadmeBehindALinkIsWrittenThereAndTheLinkStays() throws IOException {
        Path real = Files.move(readme(), folder.resolve("real.md"));
        Files.createSymbolicLink(readme(), real);
        published.add(kept("mine", ended(fit())), Map.of());

        published.write();

        assertTrue(Files.isSymbolicLink(readme()));
        assertTrue(Files.readString(real).length() > MARKERS.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "results/README.md"})
    void nothingIsChangedWhereOneReadmeIsReadOnly(String name) throws IOException {
        RunFolder mine = kept("mine", ended(fit()));
        RunFolder other = kept("other", later(ended(fit()), 1, 4));
        published.add(mine, Map.of());
        Files.setPosixFilePermissions(project.resolve(name), PosixFilePermissions.fromString("r--r--r--"));
        Map<String, String> before = contents();

        for (Executable changing : List.<Executable>of(() -> published.add(other, Map.of()), () -> published.write())) {
            RunUnwritable refused = assertThrows(RunUnwritable.class, changing);
            assertTrue(refused.getMessage().contains(name + ": it is read-only"), refused.getMessage());
            assertEquals(before, contents());
        }
    }

    @Test
    void aReadOnlyReadmeThatIsAsItShouldBeIsNoObstacle() throws IOException {
        published.add(kept("mine", ended(fit())), Map.of());
        published.write();
        Files.setPosixFilePermissions(readme(), PosixFilePermissions.fromString("r--r--r--"));

        assertEquals(List.of(), published.write());
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(project)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @Test
    void whatIsPublishedBehindALinkThatLeadsNowhereIsNotSaidToBeNothing() throws IOException {
        Files.createSymbolicLink(project.resolve("results/published"), folder.resolve("gone"));

        RunUnreadable refused = assertThrows(RunUnreadable.class, () -> published.write());

        assertTrue(refused.getMessage().contains("published: it is no folder"), refused.getMessage());
        assertEquals(MARKERS, Files.readString(readme()));
    }

    /// Left out, the table of a run that has lost its `run.json` would be gone from both tables.
    @Test
    void whatIsNoRunIsNamedWithWhatToDoAndNothingIsChanged() throws IOException {
        RunFolder other = kept("other", later(ended(fit()), 1, 4));
        published.add(kept("mine", ended(fit())), Map.of());
        Path stray = Files.createDirectory(project.resolve("results/published/stray"));
        Path notes = Files.writeString(project.resolve("results/published/notes.txt"), "mine");
        Map<String, String> before = contents();

        for (Executable asked : List.<Executable>of(
                () -> published.add(other, Map.of()), () -> published.write(), () -> published.check())) {
            RunUnreadable refused = assertThrows(RunUnreadable.class, asked);
            assertEquals(
                    ("%s and %s are no published runs, for they hold no file run.json; move them out of %s,"
                                    + " or restore the files; nothing was written")
                            .formatted(notes, stray, stray.getParent()),
                    refused.getMessage());
            assertEquals(before, contents());
        }

        Files.delete(notes);
        RunUnreadable refused = assertThrows(RunUnreadable.class, () -> published.write());
        assertEquals(
                ("%s is no published run, for it holds no file run.json; move it out of %s, or restore the file;"
                                + " nothing was written")
                        .formatted(stray, stray.getParent()),
                refused.getMessage());
    }
}
