// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.history.Model;
import dev.duality.workloads.AfterLoad;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Operation;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.cache.Traces;
import dev.duality.workloads.cache.policy.Policy;
import dev.duality.workloads.cache.trace.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/// Loads and stores of words in memory that has fewer frames than pages, and files behind it.
///
/// An operation is one touch. A worker touches a page a few times in a row, goes on to another one, and comes back by
/// chance; some pages are code, some belong to everybody, and the rest is its own. Over shared memory a touch is a load
/// or a store, and the page comes by a fault, or a call reads the word from the file each time; over messages a pager
/// owns the pages and is asked for them.
public final class PagingWorkload implements Workload {
    /// Gives the word at address `b`.
    static final int LOAD = 0;

    /// The word at address `b` is `a` from now on. Gives `a`.
    static final int STORE = 1;

    private static final int MOST_PAGES = 1 << 16;
    private static final double ZIPF = 0.99;
    private static final int OF_SHARED_PERCENT = 20; // runs in the shared heap
    private static final int OF_CODE_PERCENT = 30; // runs in the code; the rest is in the worker's own heap

    public static final Parameter<Long> PAGES =
            Parameter.integer("pages", "how many all segments have together", "pages", 256, 4, MOST_PAGES);
    public static final Parameter<Long> FRAMES =
            Parameter.integer("frames", "how many pages can be in memory at once", "frames", 64, 1, MOST_PAGES);
    public static final Parameter<Long> TOUCHES = Parameter.integer(
            "touches", "how often a page is touched before the next one is", "touches", 8, 1, 1 << 16);
    public static final Parameter<Long> WRITES =
            Parameter.integer("writes", "touches of a heap that store, of 100", "", 30, 0, 100);
    public static final Parameter<String> SKEW =
            Parameter.oneOf("skew", "how pages of a segment are chosen", "zipf", "uniform");
    public static final Parameter<String> POLICY = Parameter.oneOf(
            "policy",
            "which page makes room for another, where the side can choose",
            Policy.words().toArray(String[]::new));
    public static final Parameter<Optional<Path>> TRACE = Parameter.file(
            "trace",
            "which pages are touched, instead of the mix: the blocks of a trace, in one heap; duality traces FILE shows what is in it");
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "touches", 65_536, 1, 1 << 24);

    private final Traces traces = new Traces();

    @Override
    public String name() {
        return "paging";
    }

    @Override
    public String description() {
        return "loads and stores in memory that has fewer frames than pages, backed by files";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PAGES, FRAMES, TOUCHES, WRITES, SKEW, POLICY, TRACE, OPERATIONS);
    }

    @Override
    public Optional<String> rejects(Values values) {
        return traces.read(values.get(TRACE))
                .map(trace -> blocks(trace))
                .flatMap(blocks -> blocks <= MOST_PAGES
                        ? Optional.empty()
                        : Optional.of(String.format(
                                Locale.ROOT,
                                "trace %s has %,d blocks, but at most %,d pages are possible; give a shorter trace",
                                values.text(TRACE),
                                blocks,
                                MOST_PAGES)));
    }

    private static int blocks(Trace trace) {
        int blocks = 0;
        for (int of : trace.blocksOfFiles()) {
            blocks = Math.addExact(blocks, of);
        }
        return blocks;
    }

    Segments segments(Setting setting) {
        return traces.read(setting.get(TRACE))
                .map(trace -> Segments.sharing(blocks(trace), setting.workers()))
                .orElseGet(() -> Segments.of(setting));
    }

    static int frames(Setting setting) {
        return setting.getInt(FRAMES);
    }

    static Policy policy(Setting setting) {
        return Policy.named(setting.get(POLICY));
    }

    @Override
    public Specification specification(Setting setting) {
        return new PagedMemory(segments(setting), frames(setting), policy(setting));
    }

    /// Values are numbers that no two stores of a job share, and each pass has larger ones.
    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        Optional<Trace> trace = traces.read(setting.get(TRACE));
        Segments segments = segments(setting);
        SplittableRandom random = Runs.random(setting.seed(), worker);
        Runs runs = trace.<Runs>map(of -> new Runs.OfTrace(of, worker, setting.workers()))
                .orElseGet(() -> new Runs.Mix(
                        segments,
                        random,
                        worker,
                        setting.get(SKEW).equals("zipf") ? ZIPF : 0,
                        OF_CODE_PERCENT,
                        OF_SHARED_PERCENT));
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        long touches = setting.get(TOUCHES);
        Script.Builder script = Script.builder((int) share).growing(setting.get(OPERATIONS) + setting.workers());
        for (long i = 0; i < share; i++) {
            if (i % touches == 0) {
                runs.next();
            }
            long address = runs.address(random.nextInt(Segments.PAGE_WORDS));
            boolean writes = Segments.segment(address) != Segments.CODE
                    && runs.isWrite(random.nextInt(100) < setting.get(WRITES));
            if (writes) {
                script.add(STORE, i * setting.workers() + worker + 1, address);
            } else {
                script.add(LOAD, 0, address);
            }
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return List.of(
                new FramesSide(this),
                new MappedSide(this),
                new UserfaultSide(this),
                new CallsSide(this),
                PagerSide.overRing(this),
                PagerSide.aloneOverRing(this));
    }

    /// Only what is stored and loaded counts, and not which pages have frames.
    @Override
    public Model<?, Operation> model(Setting setting) {
        return new PageWords();
    }

    @Override
    public Optional<String> violation(FinalState finalState) {
        return new LastStores(finalState.setting()).violation(finalState);
    }

    @Override
    public Optional<AfterLoad.Invariant> invariant(Setting setting) {
        return Optional.of(new LastStores(setting));
    }
}
