// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import dev.duality.jmh.floor.PingPong;
import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Ratio;
import dev.duality.results.statistics.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The scores as people read them: a row for each contestant, a column for each payload, and what we set out to reach.
final class Table {
    private static final int NAME = 24;
    private static final int COLUMN = 17;

    private final List<Score> scores;
    private final Map<String, Contestant> contestants = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private Table(List<Score> scores, Optional<Regime> regime) {
        this.scores = scores.stream()
                .filter(score -> score.failed() || regime.map(one -> one.holds(score)).orElse(true))
                .toList();
        Contestant.all().forEach(one -> contestants.put(one.name(), one));
    }

    static String of(List<Score> scores) {
        Optional<Regime> regime = Regime.of(scores);
        Table table = new Table(scores, regime);
        regime.ifPresent(one -> {
            table.line(one.words());
            table.line("");
        });
        for (Contestant.Race race : Contestant.Race.values()) {
            for (int senders : table.senders(race)) {
                table.race(race, senders);
            }
        }
        table.aims();
        table.oneThing();
        table.failures();
        return table.text.toString();
    }

    private SortedSet<Integer> senders(Contestant.Race race) {
        return scores.stream()
                .filter(score -> score.race() == race)
                .map(Score::senders)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private SortedSet<Integer> payloads(Contestant.Race race) {
        return scores.stream()
                .filter(score -> score.race() == race)
                .map(Score::payload)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The forks of a row, by round.
    private SortedMap<Integer, Double> forks(Contestant.Race race, String name, int senders, int payload) {
        SortedMap<Integer, Double> forks = new TreeMap<>();
        scores.stream()
                .filter(score -> score.race() == race
                        && score.name().equals(name)
                        && score.senders() == senders
                        && score.payload() == payload
                        && !score.failed())
                .forEach(score -> forks.put(score.round(), score.figure()));
        return forks;
    }

    /// The lowest of the floor's forms, as in every table of ours.
    private SortedMap<Integer, Double> floor() {
        return lowest(Contestant.Floor.PREFIX);
    }

    /// The row with the lowest median among those whose names begin so.
    private SortedMap<Integer, Double> lowest(String begin) {
        return contestants.keySet().stream()
                .filter(name -> name.startsWith(begin))
                .map(this::trip)
                .filter(forks -> !forks.isEmpty())
                .min(Comparator.comparingDouble(forks -> Spread.of(forks.values()).median()))
                .orElse(new TreeMap<>());
    }

    /// The payload of the floor, and of a call without data: a number.
    static final int LEAST = 8;

    private void race(Contestant.Race race, int senders) {
        SortedMap<Integer, Double> floor = floor();
        line(
                switch (race) {
                    case ROUND_TRIP -> "ROUND TRIP, nanoseconds and multiples of the floor, medians of forks";
                    case ONE_WAY ->
                        "ONE WAY, million payloads a second, %d sender%s, received in batches, medians of forks"
                                .formatted(senders, senders == 1 ? "" : "s");
                    case INSTRUCTIONS ->
                        "INSTRUCTIONS of a round trip, both threads, when no look is in vain: stepped, and counted";
                });
        StringBuilder head = new StringBuilder("%-" + NAME + "s").append("%8s");
        List<Object> heads = new ArrayList<>(List.of("payload, bytes", "B/op"));
        for (int payload : payloads(race)) {
            head.append("%" + COLUMN + "s");
            heads.add("%,d".formatted(payload));
        }
        line(head.toString().formatted(heads.toArray()));
        rows(race, senders).forEach(name -> row(race, senders, name, floor));
        line("");
    }

    /// Quickest first, by the least payload; those that wait in their own way last.
    private List<String> rows(Contestant.Race race, int senders) {
        int first = payloads(race).first();
        return scores.stream()
                .filter(score -> score.race() == race && score.senders() == senders)
                .map(Score::name)
                .distinct()
                .sorted(Comparator.comparing((String name) -> !comparable(name)).thenComparingDouble(name -> {
                    SortedMap<Integer, Double> forks = forks(race, name, senders, first);
                    return forks.isEmpty()
                            ? Double.MAX_VALUE
                            : Spread.of(forks.values()).median();
                }))
                .toList();
    }

    private boolean comparable(String name) {
        return !contestants.containsKey(name) || contestants.get(name).comparable();
    }

    private void row(Contestant.Race race, int senders, String name, SortedMap<Integer, Double> floor) {
        StringBuilder row = new StringBuilder("%-24s".formatted(name + (comparable(name) ? "" : " *")));
        row.append("%8s".formatted(allocated(race, senders, name)));
        for (int payload : payloads(race)) {
            SortedMap<Integer, Double> forks = forks(race, name, senders, payload);
            String cell = "-";
            if (!forks.isEmpty()) {
                double figure = Spread.of(forks.values()).median();
                cell = switch (race) {
                    case ROUND_TRIP -> trip(figure, floor);
                    case ONE_WAY -> Digits.three(1e3 / figure);
                    case INSTRUCTIONS -> "%,.0f".formatted(figure);
                };
            }
            row.append("%17s".formatted(cell));
        }
        line(row.toString());
    }

    private static String trip(double nanos, SortedMap<Integer, Double> floor) {
        return Digits.three(nanos)
                + (floor.isEmpty()
                        ? ""
                        : " %6s x"
                                .formatted(Digits.ratio(
                                        nanos / Spread.of(floor.values()).median())));
    }

    private String allocated(Contestant.Race race, int senders, String name) {
        return scores.stream()
                .filter(score -> score.race() == race && score.senders() == senders && score.name().equals(name))
                .filter(score -> score.bytesPerOp().isPresent())
                .mapToDouble(score -> score.bytesPerOp().getAsDouble())
                .boxed()
                .max(Comparator.naturalOrder())
                .map(bytes -> bytes < 0.05 ? "0" : Digits.three(bytes))
                .orElse("-");
    }

    /// What the project set out to reach, and whether this contest shows it.
    private void aims() {
        if (payloads(Contestant.Race.ROUND_TRIP).contains(LEAST)) {
            line("WHAT WE AIM AT (middles of the ratios of rounds; 95 % intervals from six rounds on)");
            SortedMap<Integer, Double> floor = floor();
            aim("floor <= 1.1 x native, each in its best form", floor, lowest(Contestant.Native.NAME), 1.1);
            for (String ours : List.of("shm:mailbox", "messaging:ring")) {
                best(Contestant.Race.ROUND_TRIP, LEAST).ifPresent(best ->
                        aim("%s <= the best rival, %s".formatted(ours, best), trip(ours), trip(best), 1));
                aim("%s <= 1.1 x floor".formatted(ours), trip(ours), floor, 1.1);
            }
            for (Contestant one : contestants.values()) {
                if (one instanceof Contestant.Ours ours && ours.byHand().isPresent()) {
                    String hand = ours.byHand().get().word;
                    aim("%s <= 1.03 x %s by hand".formatted(ours.name(), hand), trip(ours.name()), trip(hand), 1.03);
                }
            }
        }
        for (int payload : payloads(Contestant.Race.ONE_WAY)) {
            best(Contestant.Race.ONE_WAY, payload).ifPresent(best -> aim(
                    "%,d bytes one way: ring at least as many as %s".formatted(payload, best),
                    forks(Contestant.Race.ONE_WAY, Rival.RING.word, 1, payload),
                    forks(Contestant.Race.ONE_WAY, best, 1, payload),
                    1));
        }
    }

    /// What an aim that is not met is held back by, as far as a contestant differs by that one thing.
    private void oneThing() {
        int before = text.length();
        line("");
        line("BESIDE WHAT DIFFERS BY ONE THING (likewise; 1 or less: that thing is all of it)");
        int head = text.length();
        for (PingPong.Form form : PingPong.Form.values()) {
            beside(
                    "the floor, %s: in Java, in C".formatted(form.words()),
                    trip(new Contestant.Floor(form).name()),
                    trip(new Contestant.Native(form).name()));
        }
        SortedMap<Integer, Double> two = trip(new Contestant.Floor(PingPong.Form.TWO_WORDS_PAUSE).name());
        beside("a word each way, one for both, with a pause", two, trip(new Contestant.Floor(PingPong.Form.ONE_WORD_PAUSE).name()));
        for (String ours : List.of("shm:mailbox", "messaging:ring", Rival.RING.word)) {
            beside("%s, a word each way with the same pause".formatted(ours), trip(ours), two);
        }
        beside("messaging:ring, the ring without nodes, ports and hosts", trip("messaging:ring"), trip("ring"));
        for (int payload : payloads(Contestant.Race.ONE_WAY)) {
            beside(
                    "%,d bytes one way: ring, JCTools when it copies, too".formatted(payload),
                    forks(Contestant.Race.ONE_WAY, Rival.RING.word, 1, payload),
                    forks(Contestant.Race.ONE_WAY, Rival.JCTOOLS_COPYING.word, 1, payload));
        }
        if (text.length() == head) {
            text.setLength(before);
        }
    }

    private void beside(String words, SortedMap<Integer, Double> one, SortedMap<Integer, Double> other) {
        if (!one.isEmpty() && !other.isEmpty()) {
            line("  %-66s %s".formatted(words, Ratio.ofBlocks(one, other).words()));
        }
    }

    private SortedMap<Integer, Double> trip(String name) {
        return forks(Contestant.Race.ROUND_TRIP, name, 1, LEAST);
    }

    /// The quickest that is no part of ours and a queue: not the one place without a queue, which is a floor.
    private Optional<String> best(Contestant.Race race, int payload) {
        return contestants.values().stream()
                .filter(one -> one instanceof Contestant.ByHand(Rival rival)
                        && rival != Rival.RING
                        && rival != Rival.LINE
                        && one.comparable())
                .map(Contestant::name)
                .filter(name -> !forks(race, name, 1, payload).isEmpty())
                .min(Comparator.comparingDouble(
                        name -> Spread.of(forks(race, name, 1, payload).values()).median()));
    }

    private void aim(
            String words, SortedMap<Integer, Double> above, SortedMap<Integer, Double> below, double limit) {
        if (above.isEmpty() || below.isEmpty()) {
            return;
        }
        Ratio ratio = Ratio.ofBlocks(above, below);
        String each = ratio.confident() ? "" : " in each round";
        String verdict = ratio.interval()
                .map(interval -> interval.high() <= limit
                        ? "met" + each
                        : interval.low() > limit
                                ? "not met" + (each.isEmpty() ? "" : " in any round")
                                : ratio.value() <= limit ? "met by the middle" : "not met by the middle")
                .orElse(ratio.value() <= limit ? "met by one fork" : "not met by one fork");
        line("  %-66s %s: %s".formatted(words, ratio.words(), verdict));
    }

    private void failures() {
        List<Score> failed = scores.stream().filter(Score::failed).toList();
        if (!failed.isEmpty()) {
            line("");
            line("WITHOUT FIGURES");
            failed.stream()
                    .map(score -> "  %s %s, %,d bytes: %s"
                            .formatted(score.race().word(), score.name(), score.payload(), score.failure()))
                    .distinct()
                    .forEach(this::line);
        }
        if (scores.stream().anyMatch(score -> !comparable(score.name()))) {
            line("");
            line("* waits in its own way, by sleeping: not to be compared with the rows above");
        }
    }

    private void line(String one) {
        text.append(one.stripTrailing()).append('\n');
    }
}
