// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.floor.PingPong;
import dev.duality.jmh.machine.CpuPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The round trip without a JVM: `ping-pong.c`, compiled by this machine's gcc into the contest's folder.
final class NativePingPong {
    private static final String SOURCE = "ping-pong.c";
    private static final int LONGEST_SECONDS = 60;

    /// Round trips of which one figure is made: half a millisecond, so that a beginning does not count.
    private static final int BATCH = 2_000;

    private final Path program;
    private final CpuPlan plan;
    private final String missing;

    private NativePingPong(Path program, CpuPlan plan, String missing) {
        this.program = program;
        this.plan = plan;
        this.missing = missing;
    }

    static NativePingPong in(Path folder) {
        Path source = folder.resolve(SOURCE);
        Path program = folder.resolve("ping-pong");
        CpuPlan plan = new Place(1).plan();
        try (InputStream in = NativePingPong.class.getResourceAsStream(SOURCE)) {
            Files.copy(in, source);
            List<String> said =
                    run(List.of("gcc", "-O2", "-pthread", source.toString(), "-o", program.toString()));
            return new NativePingPong(
                    program, plan, Files.isExecutable(program) ? "" : "gcc failed: " + String.join(" ", said));
        } catch (IOException e) {
            return new NativePingPong(program, plan, "needs gcc: " + e.getMessage());
        }
    }

    /// @return nanoseconds of a round trip, the median of its batches
    /// @throws IllegalStateException if it cannot be measured here
    double nanos(PingPong.Form form, int payloadBytes, int millis) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(missing);
        }
        if (plan.worker(0).isEmpty()) {
            throw new IllegalStateException("needs two CPUs to pin to");
        }
        try {
            double[] batches = run(List.of(
                            program.toString(),
                            Integer.toString(plan.worker(0).getAsInt()),
                            Integer.toString(plan.server(0).getAsInt()),
                            Integer.toString(payloadBytes),
                            Integer.toString(millis),
                            Integer.toString(BATCH),
                            Contestant.word(form)))
                    .stream()
                    .mapToDouble(Double::parseDouble)
                    .sorted()
                    .toArray();
            return batches[batches.length / 2];
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + program, e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalStateException("the native ping-pong failed: " + e.getMessage(), e);
        }
    }

    private static List<String> run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return Arrays.stream(said.split("\\R")).filter(line -> !line.isBlank()).toList();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
