// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortNamesTest {
    /// Three forks of cells as the presets have them: they differ in front, in the middle and at the end.
    private static final List<Step> PLAN = Stream.of("shm:lock", "messaging:jctools-mpsc", "messaging:jctools-spsc")
            .flatMap(on -> Stream.of("0", "0.99")
                    .flatMap(skew -> Stream.of("0", "80", "100")
                            .map(reads -> "table/%s/w2/o1/buckets=512/reads=%s/skew=%s".formatted(on, reads, skew))))
            .flatMap(cell -> IntStream.rangeClosed(1, 3).mapToObj("%s, fork %%d of 3".formatted(cell)::formatted))
            .map(name -> new Step(name, Duration.ofSeconds(4)))
            .toList();

    private final ShortNames names = new ShortNames(PLAN);

    private static boolean fits(String shortened, String name) {
        return Pattern.matches(
                Stream.of(shortened.split("~", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), name);
    }

    /// The room for a name in 80 and 60 columns, and of a line with an outcome.
    @ParameterizedTest
    @ValueSource(ints = {56, 45, 39, 35})
    void whatIsShownOfANameFitsNoOtherOneOfThePlan(int room) {
        for (Step step : PLAN) {
            String shown = names.of(step.name(), room);

            assertTrue(shown.length() <= room, shown);
            assertEquals(
                    List.of(step.name()),
                    PLAN.stream()
                            .map(Step::name)
                            .filter(name -> fits(shown, name))
                            .toList(),
                    shown);
        }
    }

    /// As the presets `contention` and `migration` have them: names differ in three places and more, and in numbers
    /// that begin alike.
    private static Stream<Arguments> plansAndRooms() {
        Stream<String> tables = Stream.of("shm:bucket-lock", "shm:lockfree", "messaging:ring")
                .flatMap(on -> Stream.of("0", "0.99")
                        .flatMap(skew -> Stream.of("0", "80", "100")
                                .map(reads -> "table/%s/w2/buckets=12,entries=12,skew=%s,read=%s"
                                        .formatted(on, skew, reads))));
        Stream<String> visits = Stream.of("messaging:ring/w1", "shm:handover/w2")
                .flatMap(on -> Stream.of(
                                "touch=all,files=256,pages=4",
                                "touch=none,files=0,pages=4",
                                "touch=none,files=0,pages=0")
                        .map(rest -> "migration/%s/calls=0,signals=0,%s".formatted(on, rest)));
        return Stream.of(tables.toList(), visits.toList())
                .flatMap(cells -> Stream.of(45, 39, 35).map(room -> Arguments.of(cells, room)));
    }

    @ParameterizedTest
    @MethodSource("plansAndRooms")
    void whereNamesDifferInSeveralPlacesWordsAreLeftOutThatTellNothing(List<String> cells, int room) {
        List<String> plan = cells.stream()
                .flatMap(cell -> IntStream.rangeClosed(1, 5).mapToObj("%s, fork %%d of 5".formatted(cell)::formatted))
                .toList();
        ShortNames shortened = new ShortNames(
                plan.stream().map(name -> new Step(name, Duration.ofSeconds(4))).toList());

        for (String name : plan) {
            String shown = shortened.of(name, room);

            assertTrue(shown.length() <= room, shown);
            assertEquals(
                    List.of(name),
                    plan.stream().filter(other -> fits(shown, other)).toList(),
                    shown);
        }
    }

    @Test
    void wholePartsOfANameAreLeftOutWhereThatCostsLittle() {
        assertEquals(
                "table/messaging:jctools-mpsc/w2/o1/~/reads=80/skew=0.99, fork 2 of 3",
                names.of("table/messaging:jctools-mpsc/w2/o1/buckets=512/reads=80/skew=0.99, fork 2 of 3", 68));
    }

    @Test
    void twoPartsAreLeftOutWhereOneDoesNotTellThemApart() {
        assertEquals(
                "~-mpsc/~eads=0/skew=0, fork 1 of 3",
                names.of("table/messaging:jctools-mpsc/w2/o1/buckets=512/reads=0/skew=0, fork 1 of 3", 34));
    }

    @Test
    void aNameThatHasRoomIsWhole() {
        String name = PLAN.getFirst().name();

        assertEquals(name, names.of(name, name.length()));
    }

    @Test
    void whereThereIsNoRoomAtAllTheBeginningIsShown() {
        assertEquals("tabl~", names.of(PLAN.getFirst().name(), 5));
    }

    @Test
    void whereNothingTellsTwoApartTheirLeastLossIsShown() {
        List<Step> same = List.of(
                new Step("aaaaaaaaaaaaaaaaaaaa", Duration.ZERO), new Step("aaaaaaaaaaaaaaaaaaaaa", Duration.ZERO));

        assertEquals(10, new ShortNames(same).of(same.getFirst().name(), 10).length());
    }
}
