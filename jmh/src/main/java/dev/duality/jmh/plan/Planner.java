// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.peer.Apart;
import dev.duality.messaging.Contract;
import dev.duality.messaging.TransportOptions;
import dev.duality.results.Load;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Suggestion;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Turns a request into a plan. Everything that can be wrong with a request is found here, before the clock starts.
public final class Planner {
    private static final double RATE = 100_000;
    private static final double RATE_OF_SLEEPERS = 10_000;
    private static final double RATE_BETWEEN_HOSTS = 1_000; // a round trip over TCP takes some ten microseconds or more

    private final Catalog catalog;
    private final Request request;
    private final int cores;

    /// @param cores how many threads can run at the same time here
    public Planner(Catalog catalog, Request request, int cores) {
        this.catalog = catalog;
        this.request = request;
        this.cores = cores;
    }

    /// @throws BadInput if a name is unknown, a value out of bounds, or nothing is left to measure
    public Plan plan() {
        List<Part> parts = parts();
        List<Workload> workloads = parts.stream()
                .map(Part::workload)
                .distinct()
                .map(catalog::workload)
                .toList();
        Map<String, Draft> drafts = new LinkedHashMap<>(); // two parts may ask for the same cell
        Map<String, Plan.Skipped> skipped = new LinkedHashMap<>();
        draft(parts, workloads, drafts, skipped);
        if (drafts.isEmpty()) {
            throw nothing(skipped.values());
        }
        requireOpenLoops(drafts.values());
        Duration time = request.budget().orElse(request.preset().budget(cores, drafts.size()));
        Budget budget = budget(time, drafts.values());
        return new Plan(
                drafts.values().stream().map(draft -> draft.planned(budget)).toList(),
                List.copyOf(skipped.values()),
                budget.rounds(),
                request.seed(),
                cores < 2 ? 0 : budget.floorMillis(),
                time,
                request.budget().orElse(time.multipliedBy(5).dividedBy(4)));
    }

    /// A shape that shapes nothing was meant for another run.
    private void requireOpenLoops(Collection<Draft> drafts) {
        if (request.load().isPresent() && drafts.stream().allMatch(draft -> draft.openLoops() == 0)) {
            throw new BadInput(
                    ("--load is '%s', but no cell of this run has an open loop; give a --rate as well, or another"
                                    + " preset, such as load")
                            .formatted(request.load().get().text()));
        }
    }

    /// Of a budget that a user gave, a part is left for forks during which the machine moves; a preset's limit lies
    /// beyond its budget.
    private Budget budget(Duration time, Collection<Draft> drafts) {
        int plain = (int) drafts.stream().filter(Draft::isPlain).count();
        int open = drafts.stream().mapToInt(draft -> draft.openLoops()).sum();
        return Budget.of(
                request.budget().isPresent()
                        ? time.multipliedBy(Budget.PLANNED_EIGHTHS).dividedBy(8)
                        : time,
                new Budget.Forks(drafts.size() - plain, plain, open),
                request.forks().orElse(request.preset().forks()),
                request.preset().openMillis());
    }

    private BadInput nothing(Collection<Plan.Skipped> skipped) {
        if (!skipped.isEmpty()) {
            Plan.Skipped first = skipped.iterator().next();
            return new BadInput("nothing to measure: " + first.cell().substrate() + ": " + first.reason());
        }
        return request.preset().isGeneral()
                ? new BadInput("nothing to measure: no substrate fits; see duality list substrates")
                : nothingOfIt();
    }

    /// A preset with parts of its own has nothing of what was asked for.
    private BadInput nothingOfIt() {
        List<Part> all = request.preset().parts();
        String waits = all.stream()
                .flatMap(part -> part.waits().stream())
                .map(WaitStrategy.Kind::label)
                .distinct()
                .collect(Collectors.joining(", "));
        return new BadInput("nothing to measure: the preset %s has nothing of that; it has the workloads %s on %s%s"
                .formatted(
                        request.preset().label(),
                        String.join(
                                ", ",
                                new TreeSet<>(all.stream()
                                        .flatMap(part -> part.named().stream())
                                        .toList())),
                        String.join(
                                ", ",
                                new LinkedHashSet<>(all.stream()
                                        .flatMap(part -> part.substrates().stream())
                                        .toList())),
                        waits.isEmpty() ? "" : ", waiting by " + waits));
    }

    /// The preset's, as far as they were asked for; or else one for each workload.
    private List<Part> parts() {
        if (!request.preset().isGeneral()) {
            request.workloads().forEach(catalog::workload); // a name that nobody knows is told of
            List<Part> parts = request.preset().parts().stream()
                    .flatMap(part -> part.narrowed(request).stream())
                    .toList();
            if (parts.isEmpty()) {
                throw nothingOfIt();
            }
            return parts;
        }
        return request.workloads().isEmpty()
                ? catalog.workloads().stream()
                        .map(Workload::name)
                        .filter(request.preset()::includes)
                        .map(Part::of)
                        .toList()
                : request.workloads().stream().distinct().map(Part::of).toList();
    }

    /// A workload may be the user's own, and throw whatever it likes.
    private void draft(
            List<Part> parts, List<Workload> workloads, Map<String, Draft> drafts, Map<String, Plan.Skipped> skipped) {
        try {
            requireKnown(workloads);
            for (Part part : parts) {
                for (Map<String, String> values : part.values()) {
                    draft(catalog.workload(part.workload()), part, values, drafts, skipped);
                }
            }
        } catch (BadInput | OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new BadInput(
                    "no plan can be made of %s: %s"
                            .formatted(
                                    String.join(
                                            ", ",
                                            workloads.stream()
                                                    .map(Workload::name)
                                                    .toList()),
                                    e),
                    e);
        }
    }

    private void requireKnown(List<Workload> workloads) {
        for (String name : request.values().keySet()) {
            if (workloads.stream().noneMatch(workload -> has(workload, name))) {
                throw new BadInput("no workload of this run has a parameter '%s'; %sthey have %s"
                        .formatted(
                                name,
                                Suggestion.question(name, names(workloads)),
                                String.join(", ", names(workloads))));
            }
        }
        List<String> known = workloads.stream()
                .flatMap(workload -> catalog.sides(workload).stream())
                .map(Side::substrate)
                .toList();
        for (String substrate : request.substrates()) {
            if (known.stream().noneMatch(one -> Part.matches(substrate, one))) {
                throw new BadInput("there is no substrate '%s' for %s; %ssee duality list substrates"
                        .formatted(
                                substrate,
                                String.join(
                                        ", ",
                                        workloads.stream().map(Workload::name).toList()),
                                Suggestion.question(substrate, known)));
            }
        }
    }

    private static boolean has(Workload workload, String parameter) {
        return workload.parameters().stream().anyMatch(p -> p.name().equals(parameter));
    }

    private static Set<String> names(List<Workload> workloads) {
        Set<String> names = new TreeSet<>();
        workloads.forEach(workload -> workload.parameters().forEach(p -> names.add(p.name())));
        return names;
    }

    /// @param set what the part sets; what the user sets goes before
    private void draft(
            Workload workload,
            Part part,
            Map<String, String> set,
            Map<String, Draft> drafts,
            Map<String, Plan.Skipped> skipped) {
        Map<String, String> own = new LinkedHashMap<>(set);
        own.putAll(request.values());
        own.keySet().removeIf(name -> !has(workload, name));
        Values values = Values.of(workload, own);
        Values initial = Values.of(workload, Map.of());
        Set<String> varied = set.keySet();
        Draft.OpenLoops open = new Draft.OpenLoops(
                request.load().orElse(request.preset().load()),
                request.rate().isPresent() ? List.of() : request.preset().shares());
        for (Side side : catalog.sides(workload)) {
            boolean named = request.substrates().contains(side.substrate());
            boolean chosen = request.substrates().isEmpty()
                    ? request.preset().includes(workload.name(), side.substrate()) || isForHosts(side)
                    : request.substrates().stream().anyMatch(asked -> Part.matches(asked, side.substrate()));
            if (!chosen || !part.includes(side.substrate())) {
                continue;
            }
            for (Setting setting : settings(workload, part, side, values)) {
                Draft draft = Draft.of(workload, side, setting, varied, loads(workload, side, setting), open, cores);
                Optional<String> reason =
                        side.unavailable().or(() -> side.rejects(setting)).or(() -> Apart.refuses(side, setting));
                if (reason.isEmpty()) {
                    if (request.preset().hasJob(workload.name(), setting.placement())) {
                        Draft alone = Draft.plain(workload, setting, varied);
                        drafts.putIfAbsent(alone.id(), alone);
                    }
                    drafts.putIfAbsent(draft.id(), draft);
                } else if (named
                        || !request.owners().isEmpty()
                        || side.rejects(setting(workload, initial, setting)).isEmpty()
                                && setting.placement() == Placement.THREADS) {
                    skipped.putIfAbsent(draft.id(), new Plan.Skipped(draft.cell(), reason.get()));
                }
            }
        }
    }

    /// What is made for hosts is measured wherever such a run looks, so that it can be compared.
    private boolean isForHosts(Side side) {
        return request.placements().contains(Placement.HOSTS) && side.reach() == Contract.Reach.HOSTS;
    }

    private List<Load> loads(Workload workload, Side side, Setting setting) {
        List<Load> loads = new ArrayList<>();
        loads.add(new Load.Closed());
        double rate = rate(workload.name(), side, setting);
        if (rate > 0) {
            loads.add(new Load.Open(OptionalDouble.of(rate)));
        }
        if (request.rate().isEmpty()) {
            request.preset().rates().forEach(each -> loads.add(new Load.Open(OptionalDouble.of(each))));
            request.preset().shares().forEach(_ -> loads.add(new Load.Open(OptionalDouble.empty())));
        }
        if (request.preset().hasJob(workload.name(), setting.placement())) {
            loads.add(new Load.Job(workload.operations(setting)));
        }
        return loads;
    }

    /// The same setting with other values.
    private static Setting setting(Workload workload, Values values, Setting like) {
        return new Setting(
                values,
                workload.payloadBytes(values),
                like.workers(),
                like.owners(),
                like.window(),
                like.waiting(),
                like.seed(),
                like.options(),
                like.placement());
    }

    private List<Setting> settings(Workload workload, Part part, Side side, Values values) {
        Setting base = Setting.of(workload, values)
                .withSeed(request.seed())
                .withOptions(new TransportOptions(request.directory()));
        List<Setting> settings = new ArrayList<>();
        for (Setting sized : sizes(part, side, base)) {
            boolean crowded = sized.workers() + side.servers(sized) > cores;
            List<WaitStrategy.Kind> waits = !part.waits().isEmpty()
                    ? part.waits()
                    : request.waits().isEmpty() ? List.of(usualWait(side, crowded)) : request.waits();
            for (WaitStrategy.Kind waiting : waits) {
                for (int window : windows(part, side, sized)) {
                    Setting setting = sized.withWait(waiting).withWindow(window);
                    request.placements().forEach(placement -> settings.add(setting.withPlacement(placement)));
                }
            }
        }
        return settings;
    }

    /// What a side has no choice of is its own, and its row says so.
    private static WaitStrategy.Kind usualWait(Side side, boolean crowded) {
        WaitStrategy.Kind usual = crowded ? WaitStrategy.Kind.YIELD : Setting.WAITING;
        return side.waits().contains(usual) ? usual : side.waits().iterator().next();
    }

    /// Numbers of workers and owners: equal totals of threads for all sides; those without a server also alone.
    private Set<Setting> sizes(Part part, Side side, Setting base) {
        List<Integer> fixed = request.workers().isEmpty() ? part.workers() : request.workers();
        Set<Setting> sizes = new LinkedHashSet<>();
        if (!fixed.isEmpty()) {
            for (int workers : fixed) {
                owned(side, base, 1).forEach(owned -> sizes.add(owned.withWorkers(workers)));
            }
            return sizes;
        }
        if (side.servers(base) == 0 && request.preset().measuresAlone(part.workload(), side.substrate())) {
            sizes.add(base.withWorkers(1));
        }
        for (int total : request.preset().totals(cores)) {
            for (Setting owned : owned(side, base, part.owners(total))) {
                sizes.add(owned.withWorkers(Math.max(1, total - side.servers(owned))));
            }
        }
        return sizes;
    }

    /// With the owners that were asked for, or else with so many; a side whose servers are not owners has one number of
    /// them.
    private List<Setting> owned(Side side, Setting base, int usual) {
        List<Integer> owners = request.owners().isEmpty() ? List.of(usual) : request.owners();
        boolean has = side.servers(base.withOwners(1)) != side.servers(base.withOwners(2));
        return has ? owners.stream().distinct().map(base::withOwners).toList() : List.of(base);
    }

    /// A side without a server completes at once: there is nothing to have under way.
    private List<Integer> windows(Part part, Side side, Setting setting) {
        if (!request.windows().isEmpty()) {
            return request.windows();
        }
        if (side.servers(setting) == 0) {
            return List.of(1);
        }
        if (!part.windows().isEmpty()) {
            return part.windows();
        }
        return request.preset().windows(part.workload(), side.substrate()).stream()
                .filter(window ->
                        window == 1 || side.rejects(setting.withWindow(window)).isEmpty())
                .toList();
    }

    /// @return of the open loop; 0 for none
    private double rate(String workload, Side side, Setting setting) {
        if (Apart.workers(side, setting) > 0) {
            return 0; // who paces an open loop is in one process with all that is paced
        }
        double usual = setting.placement() == Placement.HOSTS
                ? RATE_BETWEEN_HOSTS
                : setting.waiting() == WaitStrategy.Kind.PARK ? RATE_OF_SLEEPERS : RATE;
        boolean named = request.substrates().contains(side.substrate()); // then whoever asks wants to see all of it
        double preset =
                named || request.preset().opens(workload, side.substrate(), setting.workers() + side.servers(setting))
                        ? request.preset().rate(workload).orElse(usual)
                        : 0;
        double rate = request.rate().orElse(preset);
        return setting.window() > 1 && request.rate().isEmpty() ? 0 : rate;
    }
}
