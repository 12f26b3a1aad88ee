// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.verify;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import dev.duality.workloads.verify.Histories;
import dev.duality.workloads.verify.LoadTrial;
import dev.duality.workloads.verify.Verification;
import dev.duality.workloads.verify.VerificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// One side, compared with the specification in every way that there is: operation by operation, by what several
/// workers leave, by histories, and after a load.
final class SideComparison {
    private final Workload workload;
    private final Side side;
    private final Setting setting;
    private final VerifyOrder order;

    SideComparison(Workload workload, Side side, Setting setting, VerifyOrder order) {
        this.workload = workload;
        this.side = side;
        this.setting = setting;
        this.order = order;
    }

    /// @param doing hears what is done now
    Told.Ended run(Subject subject, Consumer<String> doing) {
        doing.accept("it is compared operation by operation");
        Verification verification = new Verification(workload, side, setting, order.operations(), Thread::new);
        VerificationResult steps = verification.run();
        if (!(steps instanceof VerificationResult.Agrees(long compared))) {
            return ended(subject, steps);
        }
        List<String> more = new ArrayList<>();
        if (setting.workers() > 1 && order.histories() > 0) {
            doing.accept("histories of it are recorded");
            Histories recorded = new Histories(workload, side, setting, order.histories(), Thread::new);
            VerificationResult histories = recorded.run();
            if (!(histories instanceof VerificationResult.Agrees)) {
                return ended(subject, histories);
            }
            int undecided = recorded.undecided();
            more.add("%d histories linearizable%s"
                    .formatted(
                            order.histories() - undecided,
                            undecided == 0 ? "" : ", %d undecided: too many orders".formatted(undecided)));
        }
        doing.accept("it is loaded");
        VerificationResult load = new LoadTrial(workload, side, setting, order.operations(), Thread::new).run();
        if (load instanceof VerificationResult.Agrees(long operations)) {
            more.addFirst(counted(verification.alone(), compared - verification.alone(), operations));
            return new Told.Ended(subject, Told.Kind.AGREES, List.of(String.join("; ", more)));
        }
        return ended(subject, load);
    }

    /// The counts that were compared in each way, beside what was asked for where a script has no more.
    private String counted(long alone, long together, long load) {
        long asked = order.operations();
        long all = asked * setting.workers();
        String counts = of(alone, asked) + " one by one";
        if (setting.workers() > 1) {
            counts += ", %s by %d workers at once".formatted(of(together, all), setting.workers());
        }
        boolean shorter = alone < asked || setting.workers() > 1 && together < all;
        return "%s%s, %,d in a load".formatted(counts, shorter ? " (the job has no more)" : "", load);
    }

    private static String of(long compared, long asked) {
        return compared < asked ? "%,d of %,d".formatted(compared, asked) : "%,d".formatted(compared);
    }

    private static Told.Ended ended(Subject subject, VerificationResult verdict) {
        return switch (verdict) {
            case VerificationResult.Agrees(long count) ->
                new Told.Ended(subject, Told.Kind.AGREES, List.of("%,d operations".formatted(count)));
            case VerificationResult.Unverifiable(String reason) ->
                new Told.Ended(subject, Told.Kind.UNKNOWN, List.of(reason));
            case VerificationResult.Failed(String reason) -> new Told.Ended(subject, Told.Kind.FAILED, List.of(reason));
            case VerificationResult.Differs(String difference, List<String> history) ->
                new Told.Ended(
                        subject,
                        Told.Kind.DIFFERS,
                        Stream.concat(Stream.of(difference), history.stream()).toList());
        };
    }
}
