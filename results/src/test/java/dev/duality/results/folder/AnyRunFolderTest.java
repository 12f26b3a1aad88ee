// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.duality.results.AnyRun;
import dev.duality.results.Run;
import dev.duality.results.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The properties that hold for every run, and for every file that is none. A name shows the seed that fails: put it
/// into `seeds`.
class AnyRunFolderTest {
    private static final int CASES = 50; // of one seed
    private static final Path FILE = Path.of("run.json");

    /// The pieces of JSON, and what may be put in place of them.
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "-1e400",
            "1e999999999",
            "1e-999999999",
            "9".repeat(59),
            "0.1",
            "\"\"",
            "\"2026\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"x\"",
            "{}",
            "[]",
            "[[]]",
            "\u0000",
            "\ufeff",
            "\u2028",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"-9999999999-01-01T00:00:00Z\"",
            "9223372036854775808",
            "2147483648",
            "\"@class\":\"java.net.URL\",",
            "//",
            "NaN",
            "Infinity",
            "'",
            "\\");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRunThatWasWrittenComesBackAsItWas(long seed) {
        for (long each : cases(seed)) {
            Run run = AnyRun.of(each).run();
            byte[] json = RunJson.write(run);

            Run read = RunJson.read(FILE, json);

            assertEquals(run, read, () -> "run " + each);
            assertTrue(Arrays.equals(json, RunJson.write(read)), () -> "run " + each + " was written in another way");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRunThatIsNoneIsRefusedInOneLine(long seed) {
        for (long each : cases(seed)) {
            SplittableRandom random = new SplittableRandom(each);
            byte[] json = RunJson.write(AnyRun.of(each).run());
            byte[] changed = mutated(json, random);
            try {
                RunJson.read(FILE, changed);
            } catch (RunUnreadable refusal) {
                assertOneLine(refusal, each);
            } catch (RuntimeException | Error e) {
                fail("run " + each + " is answered by " + e, e);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aHistogramThatIsNoneIsRefusedInOneLine(long seed) throws IOException {
        for (long each : cases(seed)) {
            SplittableRandom random = new SplittableRandom(each);
            Histogram nanos = new Histogram(random.nextInt(1, 4));
            random.longs(20, 0, 1L << random.nextInt(10, 50)).forEach(nanos::recordValue);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            HistogramLog.write(nanos, out);
            String whole = out.toString(StandardCharsets.UTF_8);
            assertEquals(
                    nanos.getTotalCount(),
                    LatencyPart.together(HistogramLog.read(FILE, Samples.START, whole))
                            .getTotalCount());
            try {
                HistogramLog.read(
                        FILE, Samples.START, new String(mutated(out.toByteArray(), random), StandardCharsets.UTF_8));
            } catch (RunUnreadable refusal) {
                assertOneLine(refusal, each);
            } catch (RuntimeException | Error e) {
                fail("histogram " + each + " is answered by " + e, e);
            }
        }
    }

    private static long[] cases(long seed) {
        return new SplittableRandom(seed).longs(CASES).toArray();
    }

    private static void assertOneLine(RunUnreadable refusal, long each) {
        String message = refusal.getMessage();
        assertTrue(message.startsWith("cannot "), () -> "case " + each + ": " + message);
        assertEquals(1, message.lines().count(), () -> "case " + each + ": " + message);
        assertTrue(message.length() < 1_000, () -> "case " + each + ": " + message);
        assertTrue(message.chars().noneMatch(Character::isISOControl), () -> "case " + each + ": " + message);
    }

    /// One to three changes: a token or some bytes replaced, a part cut out or doubled.
    private static byte[] mutated(byte[] good, SplittableRandom random) {
        String text = new String(good, StandardCharsets.ISO_8859_1);
        int changes = random.nextInt(1, 4);
        for (int i = 0; i < changes; i++) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(1 << random.nextInt(1, 12)));
            text = switch (random.nextInt(6)) {
                case 0 -> text.substring(0, from) + text.substring(to);
                case 1 -> text.substring(0, to) + text.substring(from);
                case 2 ->
                    text.substring(0, from)
                            + (char) random.nextInt(256)
                            + text.substring(Math.min(text.length(), from + 1));
                case 3 -> text.substring(0, from);
                default -> withValue(text, PIECES.get(random.nextInt(PIECES.size())), random);
            };
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The piece in place of one value, or of one comma's content, so that what is left often is JSON.
    private static String withValue(String text, String piece, SplittableRandom random) {
        int colon = text.indexOf(" : ", random.nextInt(text.length() + 1));
        if (colon < 0) {
            return text + piece;
        }
        int end = text.indexOf('\n', colon);
        int stop = end < 0 ? text.length() : text.charAt(end - 1) == ',' ? end - 1 : end;
        return text.substring(0, colon + 3)
                + new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                + text.substring(Math.max(stop, colon + 3));
    }
}
