// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.finding;

import dev.duality.results.Cell;
import dev.duality.results.CellRecord;
import dev.duality.results.ContractRecord;
import dev.duality.results.HostCarrier;
import dev.duality.results.Outcome;
import dev.duality.results.Run;
import dev.duality.results.SubstrateSide;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The terms that make a ratio of two rows of a run unequal (docs/measuring.md, rule 3): those of their contracts, and
/// whether memory is memory.
///
/// - `durable`: always. What is kept in a file is another service.
/// - `ordered`, `bounded`: where both sides have the term. A shared counter has no queue, so it has no order of
///   messages to keep and no bound to meet; two queues, or a queue and a shared ring, do. State that may grow where the
///   workload bounds it differs from all that has no such term: it never makes room, as its rivals must. It differs
///   from such state of the other side, too, for what each of them keeps beyond the bound is its own affair.
/// - `atomic`: where both sides have the term. What others may see half done is less than what they see done or not.
/// - `alone`: always, unless both rows have one worker. What works only as long as nobody else does is no rival of what
///   several can use.
/// - `copies`: where both sides have the term and the operation carries a payload. That a message copies what shared
///   state leaves in place is no inequality: it is the gap. That one mailbox copies 4 KiB and another hands over a
///   reference is one.
/// - `messages underneath`: where the library made messages of a row's loads and stores on another host, in any fork,
///   and `perhaps` so where it does not show what it made of them. Two ways to send are no two sides.
/// - Size, wait, window and parameters are not terms: rows that differ there are never paired.
/// - Producers, consumers and reach are not compared: both sides of a pair serve the same cell, and what a substrate
///   could do beyond it costs the row nothing that the row does not show.
final class Terms {
    private final Map<String, String> underneath; // by the cell's id

    private Terms(Map<String, String> underneath) {
        this.underneath = underneath;
    }

    static Terms of(Run run) {
        Map<String, String> underneath = new HashMap<>();
        for (CellRecord record : run.records()) {
            if (record.outcome() instanceof Outcome.Measured measured) {
                measured.carrier()
                        .flatMap(Terms::underneath)
                        .ifPresent(
                                term -> underneath.merge(record.cell(), term, (a, b) -> a.equals(UNDERNEATH) ? a : b));
            }
        }
        return new Terms(Map.copyOf(underneath));
    }

    private static final String UNDERNEATH = HostCarrier.OneSided.MESSAGES.text();

    private static Optional<String> underneath(HostCarrier carrier) {
        return switch (carrier.oneSided()) {
            case MESSAGES -> Optional.of(UNDERNEATH);
            case NOT_VISIBLE -> Optional.of("perhaps " + UNDERNEATH);
            case LOADS_AND_STORES, BY_THE_NETWORK -> Optional.empty();
        };
    }

    /// Such as `messages underneath`, of a row of shared memory that has none; empty where it has.
    Optional<String> underneath(Cell cell) {
        return cell.side() == SubstrateSide.SHM ? Optional.ofNullable(underneath.get(cell.id())) : Optional.empty();
    }

    /// @return the names of the terms that differ
    List<String> unequal(Cell one, Cell other) {
        ContractRecord a = one.contract();
        ContractRecord b = other.contract();
        List<String> terms = new ArrayList<>();
        if (!a.durable().equals(b.durable())) {
            terms.add("durable");
        }
        if (differ(a.ordered(), b.ordered())) {
            terms.add("ordered");
        }
        if (differ(a.bounded(), b.bounded())
                || hasNoBound(a) != hasNoBound(b)
                || hasNoBound(a) && one.side() != other.side()) {
            terms.add("bounded");
        }
        if (isAlone(a) || isAlone(b)) {
            if (one.workers() > 1 || other.workers() > 1) {
                terms.add("alone");
            }
        } else if (differ(a.atomic(), b.atomic())) {
            terms.add("atomic");
        }
        if (one.payloadBytes() > 0 && differ(a.copies(), b.copies())) {
            terms.add("copies");
        }
        Optional<String> own = underneath(one);
        Optional<String> others = underneath(other);
        if (!own.equals(others)) {
            terms.add(own.or(() -> others).orElseThrow());
        }
        return terms;
    }

    private static boolean hasNoBound(ContractRecord contract) {
        return contract.bounded().equals(ContractRecord.WITHOUT_BOUND);
    }

    private static boolean isAlone(ContractRecord contract) {
        return contract.atomic().equals(ContractRecord.ALONE);
    }

    private static boolean differ(String a, String b) {
        return !a.equals(ContractRecord.NONE) && !b.equals(ContractRecord.NONE) && !a.equals(b);
    }
}
