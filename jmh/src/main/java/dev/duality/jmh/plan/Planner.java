// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import dev.duality.jmh.cell.Surroundings;
import dev.duality.jmh.peer.PeerPlacement;
import dev.duality.results.Load;
import dev.duality.shm.Waiting;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Parameter;
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
import java.util.stream.Stream;

/// Turns a request into a plan. Everything that can be wrong with a request is found here, before the clock starts.
public final class Planner {
    private static final double RATE = 100_000;
    private static final double RATE_OF_SLEEPERS = 10_000;
    private static final double RATE_BETWEEN_HOSTS = 1_000; // a round trip over TCP takes some ten microseconds or more

    private final Catalog catalog;
    private final Request request;
    private final int cores;
    private final Room room;
    private final NeighbourTerms neighbours;

    /// @param cores how many threads can run at the same time here
    public Planner(Catalog catalog, Request request, int cores) {
        this(catalog, request, cores, Room.plenty());
    }

    /// @param room for neighbours, and on hosts
    public Planner(Catalog catalog, Request request, int cores, Room room) {
        this.catalog = catalog;
        this.request = request;
        this.cores = cores;
        this.room = room;
        this.neighbours = new NeighbourTerms(cores, room.noNeighbour());
    }

    /// @throws BadInput if a name is unknown, a value out of bounds, or nothing is left to measure
    public Plan plan() {
        requireClosed();
        requireFloor();
        NeighbourTerms.require(request);
        List<Part> parts = parts().stream().map(this::swept).toList();
        List<Workload> workloads = parts.stream()
                .map(Part::workload)
                .distinct()
                .map(catalog::workload)
                .toList();
        Map<String, Plan.Draft> drafts = new LinkedHashMap<>(); // two parts may ask for the same cell
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
                request.budget().orElse(Budget.limit(time, request.floorNanos().isPresent())));
    }

    /// A cold start is one closed loop of threads, and what else a user may ask for would be left out without a word.
    private void requireClosed() {
        if (!request.preset().isCold()) {
            return;
        }
        if (request.rate().orElse(0) > 0) {
            throw new BadInput("--rate asks for an open loop, but the preset cold has none; leave it out");
        }
        if (request.windows().stream().anyMatch(window -> window > 1)) {
            throw new BadInput("the first operation of a window of several is begun and not done; leave --window out");
        }
        if (request.placements().stream().anyMatch(placement -> placement != Placement.THREADS)) {
            throw new BadInput("the preset cold measures the threads of one JVM; leave --placement out");
        }
    }

    /// A line does not go anywhere within one core.
    private void requireFloor() {
        if (request.floorNanos().isPresent() && cores < 2) {
            throw new BadInput("--floor waits for the round trip of a line between two cores, and one core may be used;"
                    + " leave it out");
        }
    }

    /// A shape that shapes nothing was meant for another run.
    private void requireOpenLoops(Collection<Plan.Draft> drafts) {
        if (request.load().isPresent() && drafts.stream().allMatch(draft -> draft.openLoops() == 0)) {
            throw new BadInput(
                    ("--load is '%s', but no cell of this run has an open loop; give a --rate as well, or another"
                                    + " preset, such as load")
                            .formatted(request.load().get().text()));
        }
    }

    /// Of a budget that a user gave, a part is left for loads during which the machine moves; a preset's limit lies
    /// beyond its budget.
    private Budget budget(Duration time, Collection<Plan.Draft> drafts) {
        int plain = (int) drafts.stream().filter(Plan.Draft::isPlain).count();
        int open = drafts.stream().mapToInt(draft -> draft.openLoops()).sum();
        return Budget.of(
                request.budget().isPresent()
                        ? time.multipliedBy(Budget.plannedEighths(
                                        request.floorNanos().isPresent()))
                                .dividedBy(8)
                        : time,
                new Budget.Forks(drafts.size() - plain, plain, open),
                request.forks().orElse(request.preset().forks()),
                request.preset().openMillis(),
                request.preset().byBatch());
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
                .map(Waiting::label)
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

    /// A workload that does not have what is swept is measured once.
    private Part swept(Part part) {
        Workload workload = catalog.workload(part.workload());
        Part swept = part;
        for (Map.Entry<String, List<String>> parameter : request.swept().entrySet()) {
            if (has(workload, parameter.getKey())) {
                swept = swept.swept(parameter.getKey(), parameter.getValue());
            }
        }
        return swept;
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
            List<Part> parts,
            List<Workload> workloads,
            Map<String, Plan.Draft> drafts,
            Map<String, Plan.Skipped> skipped) {
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
        for (String name : Stream.concat(request.values().keySet().stream(), request.swept().keySet().stream())
                .toList()) {
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
                throw new BadInput(("there is no substrate '%s' for %s; %ssee duality list substrates; one of a"
                                + " jar of yours needs --classpath JAR")
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
            Map<String, Plan.Draft> drafts,
            Map<String, Plan.Skipped> skipped) {
        Map<String, String> all = new LinkedHashMap<>(set);
        all.putAll(request.values());
        Values values = Values.of(workload, Values.own(workload, all));
        Values initial = Values.of(workload, Map.of());
        Set<String> varied = set.keySet();
        Plan.Draft.OpenLoops open = new Plan.Draft.OpenLoops(
                request.load().orElse(request.preset().load()),
                request.rate().isPresent() ? List.of() : request.preset().shares(),
                request.preset().queuePlaces());
        for (Side side : catalog.sides(workload)) {
            boolean chosen = request.substrates().isEmpty()
                    ? request.preset().includes(workload.name(), side.substrate()) || isForHosts(side)
                    : request.substrates().stream().anyMatch(asked -> Part.matches(asked, side.substrate()));
            if (!chosen || !part.includes(side.substrate())) {
                continue;
            }
            for (Setting setting : request.settings(workload, part, side, values, cores)) {
                Plan.Draft warm =
                        Plan.Draft.of(workload, side, setting, varied, loads(workload, side, setting), open, cores);
                Plan.Draft usual = request.preset().isCold() ? warm.coldly() : warm;
                Optional<String> noPlace = room.lacking(side, setting);
                Optional<String> reason = side.unavailable()
                        .or(() -> side.rejects(setting))
                        .or(() -> PeerPlacement.rejects(side, setting, catalog.transports()))
                        .or(() -> noPlace);
                boolean toldOf = request.substrates().contains(side.substrate())
                        || reason.isPresent() && reason.equals(noPlace)
                        || !request.owners().isEmpty()
                        || side.rejects(setting.withValues(workload, initial)).isEmpty()
                                && setting.placement() == Placement.THREADS;
                for (Surroundings around : part.around().or(request.around()).all()) {
                    Plan.Draft draft = usual.within(around);
                    Optional<String> lacking =
                            reason.or(() -> neighbours.unavailable(draft.cell(), around.neighbour()));
                    if (lacking.isEmpty()) {
                        if (request.preset().hasJob(workload.name(), setting.placement())) {
                            Plan.Draft alone =
                                    Plan.Draft.plain(workload, setting, varied).within(around);
                            drafts.putIfAbsent(alone.id(), alone);
                        }
                        requireOne(workload, drafts.putIfAbsent(draft.id(), draft), draft);
                    } else if (toldOf) {
                        skipped.putIfAbsent(draft.id(), new Plan.Skipped(draft.cell(), lacking.get()));
                    }
                }
            }
        }
    }

    /// @param before who had its name; null if nobody had
    private static void requireOne(Workload workload, Plan.Draft before, Plan.Draft draft) {
        if (before != null && !before.cell().params().equals(draft.cell().params())) {
            boolean areFiles = workload.parameters().stream()
                    .filter(Parameter::isPath)
                    .map(parameter -> parameter.name())
                    .anyMatch(name -> before.differsInFolderAlone(draft, name));
            throw new BadInput("two cells would be called %s, since %s"
                    .formatted(
                            draft.id(),
                            areFiles
                                    ? "two files have one name; give one another name"
                                    : "an id has a value by its first %d signs, and _ for all but letters, digits and ._=+@-; take values that differ there"
                                            .formatted(Plan.Draft.LONGEST_VALUE)));
        }
    }

    private boolean isForHosts(Side side) {
        return request.placements().contains(Placement.HOSTS) && PeerPlacement.isForHosts(side);
    }

    private List<Load> loads(Workload workload, Side side, Setting setting) {
        List<Load> loads = new ArrayList<>();
        loads.add(new Load.Closed());
        if (workload.tells(setting)) {
            return told(workload, setting, loads);
        }
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

    /// Nobody waits for the end of what is told, so it has no latency, and no open loop.
    private List<Load> told(Workload workload, Setting setting, List<Load> loads) {
        if (request.rate().orElse(0) > 0) {
            throw new BadInput(
                    "--rate asks for an open loop of %s, but nobody waits for what is told; leave it out, or ask for each"
                                    .formatted(workload.name())
                            + " operation");
        }
        if (request.preset().hasJob(workload.name(), setting.placement())) {
            loads.add(new Load.Job(workload.operations(setting)));
        }
        return loads;
    }

    /// @return of the open loop; 0 for none
    private double rate(String workload, Side side, Setting setting) {
        if (PeerPlacement.workers(side, setting) > 0) {
            return 0; // who paces an open loop is in one process with all that is paced
        }
        double usual = setting.placement() == Placement.HOSTS
                ? RATE_BETWEEN_HOSTS
                : setting.waiting().kind().sleeps() ? RATE_OF_SLEEPERS : RATE;
        boolean named = request.substrates().contains(side.substrate()); // then whoever asks wants to see all of it
        double preset =
                named || request.preset().opens(workload, side.substrate(), setting.workers() + side.servers(setting))
                        ? request.preset().rate(workload).orElse(usual)
                        : 0;
        double rate = request.rate().orElse(preset);
        return setting.window() > 1 && request.rate().isEmpty() ? 0 : rate;
    }
}
