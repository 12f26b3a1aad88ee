// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.OneLine;
import dev.duality.workloads.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The output of a command, and its end where it cannot write.
class OutputTest {
    @TempDir
    Path folder;

    /// Takes nothing.
    private static OutputStream full(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    private static String plain(String... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintWriter out = new PrintWriter(new PlainWriter(bytes));
        for (String part : parts) {
            out.print(part);
        }
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void noSignCommandsATerminal() {
        assertEquals("?[2J?]0;x? a\n\tb", plain("\u001b[2J\u001b]0;x\u0007 a\n\tb"));
        assertEquals("a?b?c?d?", plain("a\u2028b\u202ec\u009bd\u0000"));
    }

    @Test
    void lettersBeyondTheBasicPlaneComeThroughAlsoInHalves() {
        String letter = "\ud83d\ude00";
        assertEquals(letter + "ü", plain(letter + "ü"));
        assertEquals(letter, plain(letter.substring(0, 1), letter.substring(1)));
        assertEquals("?a", plain(letter.substring(0, 1), "a"));
        assertEquals("?", plain(letter.substring(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list waits", "list workloads --json", "--version", "simulate -w counter"})
    void aTableThatCannotBePrintedIsOneLineAndExitCode3(String args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int exit = Duality.run(full("No space left on device"), err, args.split(" "));

        assertEquals(ExitCodes.ENVIRONMENT, exit);
        assertEquals(
                "duality: standard output cannot be written: no space left on device; what stands there is not whole\n",
                err.toString(StandardCharsets.UTF_8));
    }

    /// Such as `duality list workloads | head -1`.
    @Test
    void aReaderThatIsGoneIsToldNothing() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertEquals(ExitCodes.ENVIRONMENT, Duality.run(full("Broken pipe"), err, "list", "waits"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "'a\n\tb', a b",
        "'a \r\n \n b', a b",
        "'a\u001b[2J\u2028b', a?[2J b",
        "'a   b', a   b",
        "'\n a', ' a'",
    })
    void aComplaintIsOneLine(String text, String line) {
        assertEquals(line, OneLine.of(text));
    }

    /// A pattern such as `\s*\R\s*` looks from every blank to the last.
    @Test
    @Timeout(60)
    void aMillionBlanksTakeNoTimeWorthMentioning() {
        String blanks = " ".repeat(2_000_000);

        assertTrue(OneLine.of("x" + blanks + "y").endsWith(" ..."));
        assertEquals("x y", OneLine.of("x\n" + blanks + "y"));
        assertTrue(OneLine.of("a\n".repeat(1_000_000)).length() < 3_000);
    }

    private Path run() throws IOException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Files.writeString(run.resolve("run.json"), "precious");
        Files.createDirectories(run.resolve("histograms"));
        Files.writeString(run.resolve("histograms").resolve("a.hlog"), "precious");
        Files.createSymbolicLink(folder.resolve("link"), run.resolve("run.json"));
        return run;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run/run.json", "run/../run/run.json", "run/histograms/a.hlog", "run/histograms/new", "link"})
    void aFileOfARunIsNotOverwritten(String name) throws IOException {
        run();

        BadInput refusal = assertThrows(
                BadInput.class,
                () -> OutFile.named("--out", folder.resolve(name).toString()));

        assertTrue(
                refusal.getMessage().contains("belongs to a run, and a run is not overwritten"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.json", "page.html", "run/page.html", "histograms/x"})
    void otherFilesAreWritten(String name) throws IOException {
        run();
        Files.createDirectories(folder.resolve("histograms"));
        Path file = folder.resolve(name);

        OutFile.named("--out", file.toString()).write(out -> out.write('a'));

        assertEquals("a", Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasThereStaysWhereTheNewOneIsNotWhole(boolean disk) throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), "old");

        RuntimeException failure = assertThrows(
                RuntimeException.class,
                () -> OutFile.named("--out", file.toString()).write(out -> {
                    out.write("half".repeat(100_000).getBytes(StandardCharsets.UTF_8));
                    if (disk) {
                        throw new IOException("No space left on device");
                    }
                    throw new IllegalStateException("a node threw");
                }));

        assertEquals(disk, failure instanceof BadInput, failure::toString);
        assertEquals("old", Files.readString(file));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThrows(BadInput.class, () -> OutFile.named("--log", name));
    }

    @Test
    void throughALinkTheFileBehindItIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("page"), file);

        OutFile.named("--out", link.toString()).write(out -> out.write('a'));

        assertEquals("a", Files.readString(file));
        assertTrue(Files.isSymbolicLink(link));
    }

    /// A pipe would be waited for. It is refused when it is named, before anything is done for it.
    @Test
    void whatIsNoRegularFileIsRefused() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path link = Files.createSymbolicLink(folder.resolve("page"), pipe);

        for (String name : List.of(pipe.toString(), link.toString(), "/dev/null", folder.toString())) {
            String line = assertThrows(BadInput.class, () -> OutFile.named("--log", name))
                    .getMessage();
            assertTrue(
                    line.startsWith(name + " cannot be written: it is a ")
                            && line.endsWith("must be a file; give another file with --log"),
                    line);
        }
    }

    @Test
    void aPipeThatCameMeanwhileIsRefused() throws Exception {
        Path pipe = folder.resolve("pipe");
        OutFile file = OutFile.named("--log", pipe.toString());
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());

        assertThrows(BadInput.class, () -> file.write(out -> out.write('a')));
    }

    /// As `>` refuses it; the name of a new file would take its place.
    @Test
    void aFileThatIsReadOnlyIsRefusedAndStays() throws IOException {
        Path file = Files.writeString(folder.resolve("page.html"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Path link = Files.createSymbolicLink(folder.resolve("page"), file);

        for (Path name : List.of(file, link)) {
            String line = assertThrows(BadInput.class, () -> OutFile.named("--out", name.toString()))
                    .getMessage();
            assertEquals(name + " cannot be written: it is read-only; give another file with --out", line);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        OutFile late = OutFile.named("--out", file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assertThrows(BadInput.class, () -> late.write(out -> out.write('a')));
        assertEquals("old", Files.readString(file));
    }

    /// It was replaced by a file.
    @Test
    void aLinkThatLeadsNowhereIsRefusedAndStays() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("page"), folder.resolve("gone"));
        Path circle = Files.createSymbolicLink(folder.resolve("circle"), folder.resolve("circle"));

        for (Path name : List.of(link, circle)) {
            String line = assertThrows(BadInput.class, () -> OutFile.named("--out", name.toString()))
                    .getMessage();
            assertTrue(line.startsWith(name + " cannot be written: "), line);
            assertTrue(line.endsWith("; give another file with --out"), line);
            assertTrue(Files.isSymbolicLink(name));
        }
    }
}
