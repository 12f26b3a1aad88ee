// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import dev.duality.jmh.ExitCaller;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.ToldKey;
import dev.duality.jmh.fork.Orphan;
import dev.duality.jmh.peer.JavaLauncher;
import dev.duality.jmh.peer.PeerPlacement;
import dev.duality.jmh.peer.PeerSide;
import dev.duality.jmh.plan.Part;
import dev.duality.messaging.Transport;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.Waiting;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import dev.duality.workloads.verify.SpecificationCheck;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The main of the JVM that compares: reads an order, and tells on its standard output what it finds.
public final class VerifyMain {
    private static final WaitStrategy.Kind USUAL =
            WaitStrategy.Kind.YIELD; // whoever may have to share a core leaves it

    private static final String NOTHING_COMPARED = "; no side is compared with it";

    private final VerifyOrder order;
    private final ToldKey key;
    private final PrintStream out;

    private VerifyMain(VerifyOrder order, ToldKey key, PrintStream out) {
        this.order = order;
        this.key = key;
        this.out = out;
    }

    /// @param args the file of the order; the key is the first line of standard input
    public static void main(String[] args) {
        ProcessDefaults.apply();
        PrintStream out = System.out;
        System.setOut(System.err); // where code of others may write what it likes
        ToldKey key = ToldKey.read(System.in);
        Orphan orphan =
                Orphan.watch(Path.of(args[0]), () -> Runtime.getRuntime().halt(1));
        VerifyMain main = new VerifyMain(VerifyOrder.read(Path.of(args[0])), key, out);
        Thread exit = new Thread(
                () -> ExitCaller.of(Thread.getAllStackTraces()).ifPresent(caller -> main.tell(new Told.Exits(caller))),
                "foreign-exit");
        Runtime.getRuntime().addShutdownHook(exit);
        main.compare();
        Runtime.getRuntime().removeShutdownHook(exit);
        main.tell(new Told.Over());
        orphan.beforeEnd();
        System.exit(0); // whatever threads go on
    }

    private synchronized void tell(Told told) {
        out.println(told.line(key));
        out.flush();
    }

    private void compare() {
        Catalog catalog = Catalog.load(Thread.currentThread().getContextClassLoader());
        Workload workload = catalog.workload(order.workload());
        Setting base = Setting.of(workload, Values.of(workload, order.values()))
                .withSeed(order.seed())
                .withOwners(order.owners())
                .withPlacement(order.placement());
        for (int workers : order.workers()) {
            Subject subject = Subject.specification(workers);
            if (!order.done().contains(subject) && !isComparable(workload, base.withWorkers(workers), subject)) {
                return;
            }
        }
        for (Side side : catalog.sides(workload)) {
            for (int workers : order.workers()) {
                Subject subject = new Subject(side.substrate(), workers);
                if (isAskedFor(side) && !order.done().contains(subject)) {
                    compare(workload, side, base.withWorkers(workers), subject, catalog.transports());
                }
            }
        }
    }

    private boolean isAskedFor(Side side) {
        return order.substrates().isEmpty()
                || order.substrates().stream().anyMatch(asked -> Part.matches(asked, side.substrate()));
    }

    private boolean isComparable(Workload workload, Setting setting, Subject subject) {
        tell(new Told.Began(subject, "the specification is tried alone"));
        Optional<String> difference;
        try {
            SpecificationCheck check = new SpecificationCheck(workload, setting, order.operations());
            difference = check.difference().or(check::statesOfALoad);
        } catch (BadInput slip) {
            tell(new Told.Ended(subject, Told.Kind.SLIP, List.of(slip.getMessage())));
            return false;
        } catch (RuntimeException | Error e) {
            tell(new Told.Ended(subject, Told.Kind.FAILED, List.of(BadInput.line(e) + NOTHING_COMPARED)));
            return false;
        }
        tell(difference
                .map(line -> new Told.Ended(subject, Told.Kind.DIFFERS, List.of(line + NOTHING_COMPARED)))
                .orElseGet(() -> new Told.Ended(subject, Told.Kind.AGREES, List.of("it can be compared with"))));
        return difference.isEmpty();
    }

    private void compare(Workload workload, Side side, Setting asked, Subject subject, List<Transport> known) {
        tell(new Told.Began(subject, "it is looked at"));
        try {
            Setting setting = asked.withWait(order.waiting().orElseGet(() -> usual(side)));
            Optional<String> reason = side.unavailable()
                    .or(() -> side.rejects(setting))
                    .or(() -> PeerPlacement.rejects(side, setting, known));
            tell(reason.<Told>map(why -> new Told.Ended(subject, Told.Kind.SKIPPED, List.of(why)))
                    .orElseGet(() -> placed(workload, side, setting, subject)));
        } catch (RuntimeException | Error e) { // a slip has shown itself before any side
            tell(new Told.Ended(subject, Told.Kind.FAILED, List.of(BadInput.line(e))));
        }
    }

    private Told placed(Workload workload, Side side, Setting setting, Subject subject) {
        if (setting.placement() == Placement.THREADS) {
            return compared(workload, side, setting, subject);
        }
        try (PeerSide peerSide = new PeerSide(workload, side, new JavaLauncher(), _ -> OptionalInt.empty())) {
            return compared(workload, peerSide, setting, subject);
        }
    }

    private Told compared(Workload workload, Side side, Setting setting, Subject subject) {
        return new SideComparison(workload, side, setting, order)
                .run(subject, doing -> tell(new Told.Began(subject, doing)));
    }

    private static Waiting usual(Side side) {
        return Waiting.of(
                side.waits().isEmpty() || side.waits().contains(USUAL)
                        ? USUAL
                        : side.waits().iterator().next());
    }
}
