// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearizabilityTest {
    /// A read gives the last value written, 0 before; a swap writes and gives the value before.
    private sealed interface Register {
        record Read(int gave) implements Register {}

        record Write(int value) implements Register {}

        record Swap(int value, int gave) implements Register {}
    }

    private static final Model<Integer, Register> REGISTER = Model.of(0, (state, what) -> switch (what) {
        case Register.Read(int gave) -> gave == state ? Optional.of(state) : Optional.empty();
        case Register.Write(int value) -> Optional.of(value);
        case Register.Swap(int value, int gave) -> gave == state ? Optional.of(value) : Optional.empty();
    });

    private static final Register.Write ONE = new Register.Write(1);
    private static final Register.Write TWO = new Register.Write(2);
    private static final Register.Read SAW_0 = new Register.Read(0);
    private static final Register.Read SAW_1 = new Register.Read(1);
    private static final Register.Read SAW_2 = new Register.Read(2);

    private static Call<Register> call(int party, long begin, long end, Register what) {
        return new Call<>(party, begin, end, what);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // List.of only reads them
    private static Optional<Violation<Register>> violation(Call<Register>... calls) {
        return new Linearizability<>(REGISTER).violation(List.of(calls));
    }

    @Test
    void anEmptyHistoryIsLinearizable() {
        assertEquals(Optional.empty(), violation());
    }

    @Test
    void aReadMaySeeAWriteThatIsUnderWay() {
        assertEquals(Optional.empty(), violation(call(0, 0, 9, ONE), call(1, 1, 2, SAW_1)));
    }

    @Test
    void aReadMayMissAWriteThatIsUnderWay() {
        assertEquals(Optional.empty(), violation(call(0, 0, 9, ONE), call(1, 1, 2, SAW_0)));
    }

    @Test
    void aReadMayNotMissAWriteThatHasEnded() {
        assertTrue(violation(call(0, 0, 1, ONE), call(1, 2, 3, SAW_0)).isPresent());
    }

    @Test
    void aReadMayNotSeeAWriteThatHasNotBegun() {
        assertTrue(violation(call(1, 0, 1, SAW_1), call(0, 2, 3, ONE)).isPresent());
    }

    @Test
    void whatHasBeenSeenIsNotUnseen() {
        assertTrue(violation(call(0, 0, 9, ONE), call(1, 1, 2, SAW_1), call(1, 3, 4, SAW_0))
                .isPresent());
    }

    @Test
    void twoReadersAgreeOnTheOrderOfTwoWrites() {
        assertTrue(violation(
                        call(0, 0, 20, ONE),
                        call(1, 1, 21, TWO),
                        call(2, 2, 3, SAW_1),
                        call(2, 4, 5, SAW_2),
                        call(3, 6, 7, SAW_1))
                .isPresent());
    }

    @Test
    void oneOfTwoSwapsSeesTheOther() {
        assertTrue(violation(call(0, 0, 3, new Register.Swap(1, 0)), call(1, 1, 2, new Register.Swap(2, 0)))
                .isPresent());
    }

    @Test
    void aViolationIsTheShortestBeginningThatShowsIt() {
        Call<Register> guilty = call(1, 8, 9, SAW_0);

        Violation<Register> found = violation(
                        call(0, 0, 1, ONE),
                        call(0, 2, 3, SAW_1),
                        call(0, 4, 20, TWO),
                        guilty,
                        call(1, 10, 11, SAW_2),
                        call(1, 12, 13, SAW_0))
                .orElseThrow();

        assertEquals(List.of(call(0, 0, 1, ONE), call(0, 2, 3, SAW_1)), found.before());
        assertEquals(List.of(call(0, 4, 20, TWO), guilty), found.calls());
        assertEquals(guilty, found.unexplained());
        assertEquals(4, found.length());
    }

    @Test
    void aCallThatBeginsWhenTheObjectIsAtRestIsShownAlone() {
        Call<Register> guilty = call(1, 2, 3, SAW_0);

        Violation<Register> found = violation(call(0, 0, 1, ONE), guilty).orElseThrow();

        assertEquals(List.of(call(0, 0, 1, ONE)), found.before());
        assertEquals(List.of(guilty), found.calls());
    }

    @Test
    void aCallSaysWhoseItIsAndWhen() {
        assertEquals("[2..3] party 1: Read[gave=0]", call(1, 2, 3, SAW_0).toString());
    }

    @Test
    void moreOrdersThanCanBeTriedAreUndecided() {
        Linearizability<Integer, Register> checker = new Linearizability<>(REGISTER);
        List<Call<Register>> calls = new ArrayList<>();
        for (int party = 0; party < 30; party++) {
            calls.add(call(party, party, 100 + party, new Register.Write(party)));
        }
        calls.add(call(30, 30, 130, new Register.Read(-1)));

        assertThrows(UndecidedException.class, () -> checker.violation(calls));
    }

    @Test
    void manyCallsUnderWayAtOnceAreNoTroubleIfThereIsAnOrder() {
        List<Call<Register>> calls = new ArrayList<>();
        for (int party = 0; party < 500; party++) {
            calls.add(call(party, party, 1000 + party, new Register.Swap(party + 1, party)));
        }

        assertEquals(Optional.empty(), new Linearizability<>(REGISTER).violation(calls));
    }

    static LongStream seeds() {
        return LongStream.range(0, 3000);
    }

    /// Random short histories, linearizable and not, against the definition itself: all orders are tried.
    @ParameterizedTest
    @MethodSource("seeds")
    void givesTheAnswerOfTryingAllOrders(long seed) {
        List<Call<Register>> calls = randomCalls(new Random(seed));

        Optional<Violation<Register>> found = new Linearizability<>(REGISTER).violation(calls);

        assertEquals(someOrderExplains(calls), found.isEmpty(), calls::toString);
        found.ifPresent(violation -> {
            List<Call<Register>> shown = Stream.concat(violation.before().stream(), violation.calls().stream())
                    .toList();
            assertFalse(someOrderExplains(shown), shown::toString);
        });
    }

    @Test
    void theRandomHistoriesAreOfBothKinds() {
        long linearizable = seeds().filter(seed -> someOrderExplains(randomCalls(new Random(seed))))
                .count();

        assertTrue(linearizable > 500 && linearizable < 2500, () -> linearizable + " of 3000");
    }

    private static List<Call<Register>> randomCalls(Random random) {
        int parties = 1 + random.nextInt(3);
        List<Long> ticks = new ArrayList<>(LongStream.range(0, 24).boxed().toList());
        List<Call<Register>> calls = new ArrayList<>();
        for (int party = 0; party < parties; party++) {
            List<Long> own = new ArrayList<>();
            int moments = 2 + 2 * random.nextInt(3);
            for (int i = 0; i < moments; i++) {
                own.add(ticks.remove(random.nextInt(ticks.size())));
            }
            own.sort(Comparator.naturalOrder());
            for (int i = 0; i < own.size(); i += 2) {
                calls.add(call(party, own.get(i), own.get(i + 1), randomRegister(random)));
            }
        }
        return calls.subList(0, Math.min(calls.size(), 6));
    }

    private static Register randomRegister(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Register.Write(random.nextInt(3));
            case 1 -> new Register.Swap(random.nextInt(3), random.nextInt(3));
            default -> new Register.Read(random.nextInt(3));
        };
    }

    private static boolean someOrderExplains(List<Call<Register>> calls) {
        return someOrderExplains(new HashSet<>(calls), 0);
    }

    private static boolean someOrderExplains(Set<Call<Register>> left, int state) {
        if (left.isEmpty()) {
            return true;
        }
        long firstEnd = left.stream().mapToLong(Call::end).min().orElseThrow();
        return left.stream().filter(call -> call.begin() < firstEnd).anyMatch(next -> {
            Set<Call<Register>> rest = new HashSet<>(left);
            rest.remove(next);
            return REGISTER.after(state, next.what())
                    .filter(after -> someOrderExplains(rest, after))
                    .isPresent();
        });
    }
}
