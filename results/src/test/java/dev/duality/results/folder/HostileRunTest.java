// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.Cell;
import dev.duality.results.OpenLoop;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import dev.duality.results.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs that were damaged, or made to do damage: each is refused in one line that names the file.
class HostileRunTest {
    /// Words of the library that reads JSON, which no user has to know.
    private static final Pattern LIBRARY = Pattern.compile(
            "JsonToken|deserialize|coerce|Creator|POJO|\\(class |`(int|long|double|null|[A-Z])|[Jj]ackson");

    private static final Cell RING = Samples.cell("rpc", "messaging:ring", 1, 1);

    @TempDir
    Path temporary;

    private Path run;
    private RunFolder folder;

    @BeforeEach
    void aGoodRun() {
        run = temporary.resolve("run");
        folder = RunFolder.create(
                run, Samples.withForks(Samples.withFloors(Samples.run(2, List.of(RING)), 250, 250, 250), RING, 3e6));
    }

    @Test
    void theGoodRunIsRead() {
        assertEquals(folder.run(), RunFolder.open(run).run());
    }

    @Test
    void aFolderThatIsNotThereIsSaidToBeMissing() {
        assertRefused(temporary.resolve("nowhere"), "no such folder");
    }

    @Test
    void aFolderWithoutARunIsSaidToBeNone() {
        assertRefused(temporary, "not a run");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        change(_ -> "");

        assertRefused(run, "run.json: it is empty; restore it from a copy");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.999})
    void aTruncatedFileIsDamaged(double part) throws IOException {
        change(json -> json.substring(0, (int) (json.length() * part)));

        assertRefused(run, "damaged");
    }

    @Test
    void bytesThatAreNotTextAreRefused() throws IOException {
        Files.write(run.resolve("run.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 7, 0x1f, (byte) 0x8b});

        assertRefused(run, "damaged");
    }

    @Test
    void aNewerSchemaAsksForANewerDuality() throws IOException {
        change(json -> json.replace("\"schema\" : " + Run.SCHEMA, "\"schema\" : 99"));

        assertRefused(run, "schema is 99");
        assertRefused(run, "a newer one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "7", "null", "{\"schema\" : \"1\"}"})
    void jsonOfSomethingElseIsNoRun(String json) throws IOException {
        change(_ -> json);

        assertRefused(run, "no run of Duality");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"workers\" : 1          | \"workers\" : -1           | workers is -1",
                "\"workers\" : 1          | \"workers\" : \"1\"        | plan[0].workers",
                "\"workers\" : 1          | \"workers\" : 1.5          | plan[0].workers",
                "\"workers\" : 1          | \"workers\" : null         | plan[0].workers",
                "\"workers\" : 1          | \"workers\" : 99999999999  | plan[0].workers",
                "\"workers\" : 1          | \"worker\" : 1             | worker",
                "\"seed\" : 42            | \"seed\" : 42, \"sead\" : 1 | sead: there is no such key as 'sead'; there are schema, ",
                "\"workers\" : 1          | \"workers\" : [1]          | plan[0].workers: it must be a whole number",
                "\"status\" : \"RUNNING\" | \"status\" : \"BUSY\"      | status: it is BUSY, but must be one of RUNNING, COMPLETE",
                "\"seed\" : 42            | \"seed\" : NaN            | it is no JSON from here on",
                "\"workload\" : \"rpc\"   | \"workload\" : null        | workload is missing",
                "\"workload\" : \"rpc\"   | \"workload\" : \" \"       | workload is blank",
                "messaging:ring\"         | ../../etc/passwd\"         | substrate",
                "\"nanosPerOp\" :         | \"nanosPerOp\" : \"NaN\", \"x\" : | nanosPerOp",
                "\"opsPerSecond\" :       | \"opsPerSecond\" : -1, \"x\" :    | opsPerSecond",
                "\"outcome\" : \"measured\"| \"outcome\" : \"java.util.ArrayList\" | outcome",
                "\"outcome\" : \"measured\"| \"outcome\" : \"Outcome$Failed\"      | outcome",
                "\"fork\" : 1             | \"fork\" : 0               | fork is 0",
                "\"status\" : \"RUNNING\" | \"status\" : \"DONE\"      | status",
                "\"status\" : \"RUNNING\" | \"status\" : \"COMPLETE\"  | finished",
                "\"seed\" : 42            | \"seed\" : 42, \"seed\" : 43| seed",
                "\"seed\" : 42            | \"seed\" : 42, \"@class\" : \"java.net.URL\" | @class",
                "\"cell\" : \"rpc/        | \"cell\" : \"other/        | the plan does not hold",
            })
    void aWrongComponentIsNamed(String good, String bad, String said) throws IOException {
        change(json -> {
            assertTrue(json.contains(good), good + " stands nowhere in the run");
            return json.replaceFirst(
                    java.util.regex.Pattern.quote(good), java.util.regex.Matcher.quoteReplacement(bad));
        });

        assertRefused(run, said);
    }

    @Test
    void deepNestingIsRefusedBeforeItFillsTheStack() throws IOException {
        change(json -> json.replace("\"seed\" : 42", "\"seed\" : " + "[".repeat(1_000_000)));

        assertRefused(run, "damaged");
    }

    @Test
    void aNumberOfAMillionDigitsIsRefused() throws IOException {
        change(json -> json.replace("\"seed\" : 42", "\"seed\" : " + "9".repeat(1_000_000)));

        assertRefused(run, "damaged");
    }

    @Test
    void aHugeFileIsRefusedUnread() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(run.resolve("run.json").toFile(), "rw")) {
            file.setLength(3L << 30); // sparse
        }

        assertRefused(run, "3221225472 bytes");
    }

    @Test
    void moreTokensThanAnyRunHasAreRefusedBeforeTheyFillTheMemory() throws IOException {
        change(json -> json.replace("\"flags\" : [", "\"flags\" : [" + "\"\",".repeat(4_000_000)));

        assertRefused(run, "Token count");
    }

    @Test
    void aNumberBeyondWhatAnybodyMeasuredIsRefused() throws IOException {
        change(json -> json.replaceFirst("\"nanosPerOp\" : [^,]*", "\"nanosPerOp\" : 1e300"));

        assertRefused(run, "nanosPerOp is 1.0E300, but must be a number from 0 to 1.0E18");
    }

    @Test
    void whatARunSaysCommandsNoTerminalWhenItIsRefused() throws IOException {
        change(json -> json.replace("\"cell\" : \"rpc/", "\"cell\" : \"\\u001b[2J\\u009b31m"));

        assertRefused(run, "cell ?[2J?31m");
    }

    @Test
    void aRunThatIsALinkIsNotFollowed() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.delete(run.resolve("run.json"));
        Files.createSymbolicLink(run.resolve("run.json"), secret);

        assertRefused(run, "holds no file run.json");
    }

    @Test
    void nothingIsWrittenThroughALinkThatLeadsOutOfTheFolder() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Path source = Files.writeString(temporary.resolve("source"), "log");
        Files.delete(run.resolve("forks"));
        Files.createSymbolicLink(run.resolve("forks"), outside);

        RunUnwritable refusal = assertThrows(RunUnwritable.class, () -> folder.addFile(RING, 2, "log.txt", source));

        assertEquals(1, refusal.getMessage().lines().count());
        try (Stream<Path> files = Files.list(outside)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void noProfileIsWrittenThroughALinkThatLeadsOutOfTheFolder() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Path source = Files.writeString(temporary.resolve("source"), "stacks");
        Files.createSymbolicLink(run.resolve("profiles"), outside);

        assertThrows(RunUnwritable.class, () -> folder.addProfile(RING, 2, "jfr", source));

        try (Stream<Path> files = Files.list(outside)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void nothingIsWrittenThroughALinkThatWaitsForTheNextWrite() throws IOException {
        Path precious = Files.writeString(temporary.resolve("precious"), "kept");
        Files.createSymbolicLink(run.resolve(".run.json.part"), precious);

        folder.finish(Status.COMPLETE, Samples.START); // the link is removed, as any stray of an earlier write

        assertEquals("kept", Files.readString(precious));
        assertFalse(Files.isSymbolicLink(run.resolve("run.json")));
    }

    @Test
    void aFilesNameCannotLeadOutOfTheFolder() throws IOException {
        Path source = Files.writeString(temporary.resolve("source"), "log");

        assertThrows(IllegalArgumentException.class, () -> folder.addFile(RING, 2, "/../../../log.txt", source));
    }

    @Test
    void moreIntervalsThanAnyHistogramOfOursHasAreRefused() throws IOException {
        Histogram nanos = new Histogram(3);
        nanos.recordValue(500);
        String name = folder.addHistogram(RING, 1, 1000, nanos);
        Path file = run.resolve("histograms").resolve(name);
        String line = Files.readAllLines(file).getLast();
        Files.writeString(file, (line + "\n").repeat(101));

        assertHistogramRefused(name, "more than 100 intervals");
    }

    @Test
    void whereTheTextIsNoJsonIsToldByLineAndColumn() throws IOException {
        change(json -> json.replace("\"seed\" : 42", "\"seed\" : forty-two"));

        assertRefused(run, "damaged: line ");
    }

    @Test
    void textBehindTheRunIsRefused() throws IOException {
        change(json -> json + "{}");

        assertRefused(run, "damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../run.json", "..", "/etc/passwd", "a/b", "", "missing.json", "a\u0000b"})
    void aFileIsOnlyFoundInsideTheFolder(String name) {
        RunUnreadable refusal = assertThrows(RunUnreadable.class, () -> folder.file(name));

        assertTrue(refusal.getMessage().contains("no such file"), refusal.getMessage());
    }

    @Test
    void aLinkThatLeadsOutOfTheFolderIsNotFollowed() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.createSymbolicLink(run.resolve("forks").resolve("link.json"), secret);

        assertThrows(RunUnreadable.class, () -> folder.file("link.json"));
    }

    @Test
    void aFolderOfFilesThatIsALinkIsNotFollowed() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("secret.json"), "secret");
        Files.delete(run.resolve("forks"));
        Files.createSymbolicLink(run.resolve("forks"), outside);

        assertThrows(RunUnreadable.class, () -> folder.file("secret.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x.hlog", "/x.hlog", "x.txt", ".hlog", ""})
    void aHistogramsNameCannotLeaveTheFolder(String name) {
        Histogram nanos = new Histogram(3);
        nanos.recordValue(1);

        assertThrows(IllegalArgumentException.class, () -> Samples.open(1, 1, nanos, name));
    }

    @Test
    void aHistogramThatIsMissingIsNamed() {
        assertHistogramRefused("missing.hlog", "no such file");
    }

    @Test
    void aHistogramThatIsDamagedIsRefused() throws IOException {
        Histogram nanos = new Histogram(3);
        nanos.recordValue(500);
        String name = folder.addHistogram(RING, 1, 1000, nanos);
        Path file = run.resolve("histograms").resolve(name);
        String text = Files.readString(file);

        for (int cut : List.of(2, 10, 30, 45)) {
            Files.writeString(file, text.substring(0, text.length() - cut));
            assertHistogramRefused(name, "restore it from a copy");
        }
        Files.writeString(file, "# only a comment\n");
        assertHistogramRefused(name, "no interval");
    }

    @Test
    void aHistogramThatAsksForTwoGigabytesIsRefused() throws IOException {
        ByteArrayOutputStream counts = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(counts)) {
            deflater.write(ByteBuffer.allocate(40)
                    .putInt(0x1c849303)
                    .putInt(Integer.MAX_VALUE)
                    .putInt(0)
                    .putInt(5)
                    .putLong(1)
                    .putLong(Long.MAX_VALUE)
                    .putDouble(1)
                    .array());
        }
        ByteBuffer packed = ByteBuffer.allocate(8 + counts.size())
                .putInt(0x1c849304)
                .putInt(counts.size())
                .put(counts.toByteArray());
        Files.writeString(
                run.resolve("histograms").resolve("bomb.hlog"),
                "0.0,1.0,1.0," + Base64.getEncoder().encodeToString(packed.array()) + "\n");

        assertHistogramRefused("bomb.hlog", "2147483647 bytes");
    }

    private void assertHistogramRefused(String name, String said) {
        Histogram nanos = new Histogram(3);
        nanos.recordValue(500);
        OpenLoop loop = Samples.open(1000, 1000, nanos, name);
        RunUnreadable refusal = assertThrows(RunUnreadable.class, () -> folder.histogram(loop));
        assertTrue(refusal.getMessage().contains(said), refusal.getMessage());
        assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    }

    private void change(UnaryOperator<String> change) throws IOException {
        Path file = run.resolve("run.json");
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    private static void assertRefused(Path path, String said) {
        RunUnreadable refusal = assertThrows(RunUnreadable.class, () -> RunFolder.open(path));
        String message = refusal.getMessage();
        assertTrue(message.contains(said), message);
        assertTrue(message.startsWith("cannot read " + path), message);
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.contains("dev.duality."), message);
        assertFalse(LIBRARY.matcher(message).find(), message);
        assertTrue(message.length() < 1_000, message);
    }
}
