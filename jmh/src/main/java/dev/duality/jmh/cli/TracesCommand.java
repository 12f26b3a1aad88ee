// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import dev.duality.results.table.Format;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.cache.curve.Curve;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.trace.TraceFile;
import dev.duality.workloads.cache.trace.TraceFormat;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Says what is in a trace, and what caches would make of it.
@Command(
        name = "traces",
        mixinStandardHelpOptions = true,
        description = "Say what a trace of references to blocks is, how many references and blocks it has, how many"
                + " of them write, and how many each policy of replacement finds in caches of several sizes: exactly,"
                + " and before anything is measured.",
        footerHeading = "%n",
        footer = {
            "Formats, found by their form, and how one reference looks in each:",
            "  ids            4711                      LIRS, and hashes of keys",
            "  accesses       r,12,3                    r or w, file, block",
            "  arc            10 4 0 0                  first block, how many",
            "  spc            0,20941264,8192,W,0.55    UMass: sectors and bytes",
            "  msr            1281...29,web,1,Read,383496192,32768,413    MSR Cambridge",
            "  address        l 0x1fffff50              loads and stores",
            "  twitter        0,key,5,100,3,get,0       Twitter's caches",
            "  oracleGeneral  binary                    libCacheSim",
            "Compressed by gzip, zstd or xz, or not. Empty lines, a * alone and lines that",
            "begin with # are left out. A request for bytes asks for every block that one of",
            "them lies in. A run takes a trace by --set trace=FILE --set capacity=BLOCKS."
        })
final class TracesCommand implements Callable<Integer> {
    private static final long NEWS_NANOS = 5_000_000_000L;
    private static final int MOST_SIZES = 64;
    private static final int MOST_BLOCKS = 1 << 28;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The trace.")
    private String name;

    @Option(
            names = "--input-format",
            paramLabel = "NAME",
            description = "How the trace is written, if its first bytes do not say it right; see below.")
    private String inputFormat;

    @Option(
            names = "--block-size",
            paramLabel = "BYTES",
            description = "Size of a block, for traces with offsets or addresses (4096).")
    private int blockSize = TraceFile.BLOCK_BYTES;

    @Option(
            names = "--sizes",
            paramLabel = "BLOCKS",
            split = ",",
            description = "Sizes of the caches, such as 100,1000; a dozen up to that which holds every block when you"
                    + " do not say.")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            description = "Policies to play, such as lru,clock; all when you do not say.")
    private List<String> policies = new ArrayList<>();

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "text, markdown, csv (a row per policy and size) or json (${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() {
        if (format == Format.HTML) {
            throw new BadInput("--format is 'html', but a trace is shown as text, markdown, csv or json");
        }
        if (blockSize < 1 || blockSize > 1 << 30) {
            throw new BadInput(
                    String.format(Locale.ROOT, "--block-size is %d, but must be from 1 to %,d", blockSize, 1 << 30));
        }
        if (sizes.size() > MOST_SIZES) {
            throw new BadInput("--sizes has %d sizes, but can have %d at most".formatted(sizes.size(), MOST_SIZES));
        }
        for (int size : sizes) {
            if (size < 1 || size > MOST_BLOCKS) {
                throw new BadInput(String.format(
                        Locale.ROOT, "--sizes has %d, but each must be from 1 to %,d", size, MOST_BLOCKS));
            }
        }
        TraceFile file = TraceFile.open(TraceFile.named(name), said(), blockSize);
        Curve curve =
                Curve.of(file, sizes, played(), new News(spec.commandLine().getErr()));
        Duality.print(spec.commandLine(), new CurveReport(file, curve).render(format, Tables.columns()));
        return ExitCodes.DONE;
    }

    private Optional<TraceFormat> said() {
        if (inputFormat == null) {
            return Optional.empty();
        }
        return Optional.of(TraceFormat.named(inputFormat)
                .orElseThrow(() -> new BadInput("--input-format is '%s', but must be one of %s"
                        .formatted(inputFormat, String.join(", ", TraceFormat.words())))));
    }

    private List<Policy> played() {
        for (String word : policies) {
            if (!Policy.words().contains(word)) {
                throw new BadInput("--policy has '%s', but each must be one of %s"
                        .formatted(word, String.join(", ", Policy.words())));
            }
        }
        return Arrays.stream(Policy.values())
                .filter(policy -> policies.isEmpty() || policies.contains(policy.label()))
                .toList();
    }

    /// Tells now and then how far reading has come. The file is read twice.
    private static final class News implements TraceFile.Progress {
        private final PrintWriter err;
        private long told = System.nanoTime();
        private long before;
        private boolean again;

        News(PrintWriter err) {
            this.err = err;
        }

        @Override
        public void tell(long read, long bytes) {
            again |= read < before;
            before = read;
            long now = System.nanoTime();
            if (now - told > NEWS_NANOS) {
                told = now;
                err.println(String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d MiB",
                        again ? "playing the caches" : "counting",
                        read >> 20,
                        bytes >> 20));
                err.flush();
            }
        }
    }
}
