// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.structure.Structure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The promises of every structure over a [Region]. A test class that implements this interface says how to open the
/// structure, what its parties do, and how a sequential object would answer, or inherits that from a [Structure] of its
/// jar; it gets the whole suite.
///
/// A counter whose call adds 1 and gives the number before:
///
/// ```java
/// class TallyTest implements StructureContract<Long> {
///     public long bytes(Shape shape) {
///         return Long.BYTES;
///     }
///
///     public View<Long> open(Region region, long offset, Shape shape, WaitStrategy[] waits) {
///         return party -> random -> region.getAndAdd(offset, 1);
///     }
///
///     public Model<Long, Long> model(Shape shape) {
///         return Model.of(0L, (number, gave) -> gave.equals(number) ? Optional.of(number + 1) : Optional.empty());
///     }
/// }
/// ```
/// @param <W> what a call asks and is answered: a record, or a sealed interface of records
public interface StructureContract<W> extends Structure<W> {
    /// Whether its server writes an answer where the call was, so that a party and the server write the same lines in
    /// turns.
    default boolean answersInPlace() {
        return false;
    }

    /// The number of bytes that its offset must be a multiple of.
    default long alignment() {
        return Region.APART;
    }

    /// Whether its parties wait for each other. If not, the ways to wait are not tried.
    default boolean waits() {
        return true;
    }

    /// Whether all parties must use one view, because it holds Java objects. Then views of several processes are not
    /// one structure, whatever the bytes.
    default boolean isOneView() {
        return false;
    }

    /// The number of calls that each party makes in a long run.
    default int calls() {
        return 1_000;
    }

    /// The time that one check may take before it hangs.
    default Duration patience() {
        return Duration.ofMinutes(2);
    }

    /// The number of calls to make one at a time: fewer where each goes to another thread and back.
    private int inTurn() {
        return hasServer() ? 150 : 600;
    }

    /// A capacity of 1, a small one and a larger one; no payload, a short one and the longest; not all of them crossed.
    private Stream<Shape> shapes() {
        int longest = longestPayload();
        int some = hasCapacity() ? 2 : 1;
        return Stream.of(
                        new Shape(parties(), some, 0),
                        new Shape(parties(), some, Math.min(7, longest)),
                        new Shape(parties(), 1, longest),
                        new Shape(parties(), hasCapacity() ? 8 : 1, longest))
                .distinct();
    }

    /// A check of each shape. Views are one for all parties, or one each where that is allowed.
    private Stream<DynamicTest> each(Stage.Check<W> check) {
        return shapes().flatMap(shape -> Stream.of(true, false)
                .filter(one -> one || !isOneView() && shape.parties() > 1)
                .map(one -> dynamicTest(
                        shape + (one ? "" : ", a view each"), () -> check.run(new Stage<>(this, shape, one)))));
    }

    @TestFactory
    default Stream<DynamicTest> agreesWithItsModelOneCallAtATime() {
        return shapes().flatMap(shape -> IntStream.range(0, 3)
                .mapToObj(seed -> dynamicTest(
                        shape + ", seed " + seed,
                        () -> new Stage<>(this, shape, true).callInTurn(model(shape), seed, inTurn()))));
    }

    @TestFactory
    default Stream<DynamicTest> viewsOfTheSameBytesAreOneStructure() {
        return shapes().filter(shape -> !isOneView() && shape.parties() > 1)
                .map(shape -> dynamicTest(
                        shape.toString(), () -> new Stage<>(this, shape, false).callInTurn(model(shape), 9, inTurn())));
    }

    @TestFactory
    default Stream<DynamicTest> goesOnHoweverMuchItHasDone() {
        return shapes().flatMap(shape -> starts(shape).stream().flatMap(start -> {
            String name = shape + ", " + start.name();
            return Stream.of(
                    dynamicTest(name, () -> {
                        Stage<W> stage = new Stage<>(this, shape, true);
                        start.bytes().write(stage.region(), stage.offset());
                        stage.callInTurn(start.model(), 1, 200);
                    }),
                    dynamicTest(name + ", all at once", () -> {
                        Stage<W> stage = new Stage<>(this, shape, true);
                        start.bytes().write(stage.region(), stage.offset());
                        stage.callAtOnce(start.model(), WaitStrategy.Kind.BACKOFF, 1, 100);
                    }));
        }));
    }

    @TestFactory
    default Stream<DynamicTest> allZeroBytesAreItsFirstStateAndOpeningItWritesNothing() {
        return each(stage -> {
            stage.open();
            assertArrayEquals(new byte[(int) stage.region().bytes()], RegionBytes.content(stage.region()));
            stage.callInTurn(model(stage.shape()), 2, 50);
            byte[] used = RegionBytes.content(stage.region());
            stage.open();
            assertArrayEquals(used, RegionBytes.content(stage.region()), "bytes that opening it once more has changed");
        });
    }

    /// Neither read nor written: it lies between bytes that are others', at several offsets.
    @TestFactory
    default Stream<DynamicTest> touchesOnlyItsOwnBytes() {
        return shapes().flatMap(shape -> Stream.of(1L, 3L, 4096 / alignment())
                .map(times -> times * alignment())
                .map(offset -> dynamicTest(shape + ", at " + offset, () -> {
                    Stage<W> stage = new Stage<>(this, shape, true, offset);
                    WatchedRegion watched = stage.watch();
                    byte[] others = new byte[Math.toIntExact(offset)];
                    Arrays.fill(others, (byte) 0x5A);
                    stage.region().write(0, others, 0, others.length);
                    stage.callInTurn(model(shape), 3, inTurn());
                    byte[] after = Arrays.copyOf(RegionBytes.content(stage.region()), others.length);
                    assertArrayEquals(others, after, "the bytes before it");
                    assertTrue(!watched.writers().isEmpty(), "it wrote nothing; does it use the region it was given?");
                })));
    }

    /// It is refused before anything is written: when it is opened, or by the region at the first call.
    @TestFactory
    default Stream<DynamicTest> anOffsetThatIsNotAlignedIsRefused() {
        Shape shape = shapes().findFirst().orElseThrow();
        return Stream.of(1L, 4L, alignment() / 2, alignment() - 1, alignment() + 4)
                .distinct()
                .map(offset -> dynamicTest("offset " + offset, () -> {
                    Stage<W> stage = new Stage<>(this, shape, true, offset);
                    RuntimeException refusal =
                            assertThrows(RuntimeException.class, () -> stage.callInTurn(model(shape), 4, 1));
                    assertTrue(
                            refusal instanceof IllegalArgumentException || refusal instanceof IndexOutOfBoundsException,
                            refusal::toString);
                    assertArrayEquals(new byte[(int) stage.region().bytes()], RegionBytes.content(stage.region()));
                }));
    }

    /// Two words that are not written by the same parties lie in different pairs of lines; where answers come in place,
    /// by the same party, if by any, and the server.
    @TestFactory
    default Stream<DynamicTest> wordsOfDifferentPartiesLieApart() {
        return shapes().map(shape -> dynamicTest(shape.toString(), () -> {
            Stage<W> stage = new Stage<>(this, shape, true);
            WatchedRegion watched = stage.watch();
            stage.callInTurn(model(shape), 5, inTurn());
            SortedMap<Long, Set<Integer>> writers = watched.writers();
            writers.forEach((word, its) -> {
                long pair = (word - stage.offset()) / Region.APART * Region.APART + stage.offset();
                writers.subMap(pair, pair + Region.APART)
                        .forEach((other, others) -> assertTrue(
                                answersInPlace() ? haveOneParty(its, others, shape.parties()) : its.equals(others),
                                () ->
                                        "%s and %s write the words at %d and %d, which lie in one pair of lines; %d is the server"
                                                .formatted(
                                                        its,
                                                        others,
                                                        word - stage.offset(),
                                                        other - stage.offset(),
                                                        shape.parties())));
            });
        }));
    }

    private static boolean haveOneParty(Set<Integer> some, Set<Integer> others, int server) {
        Set<Integer> parties = new TreeSet<>(some);
        parties.addAll(others);
        parties.remove(server);
        return parties.size() <= 1;
    }

    /// Short histories from the first state, in which parties rest in the middle of their calls, and so meet there.
    @TestFactory
    default Stream<DynamicTest> callsOfSeveralPartiesAtOnceAreAsIfOneAfterTheOther() {
        return each(stage -> {
            for (int round = 0; round < (hasServer() ? 10 : 40); round++) {
                stage.again().restless().callAtOnce(model(stage.shape()), WaitStrategy.Kind.BACKOFF, round, 12);
            }
        });
    }

    /// One long history, at the end of which everything is taken out again.
    @TestFactory
    default Stream<DynamicTest> aLongRunLosesAndRepeatsNothing() {
        return each(stage -> stage.callAtOnce(model(stage.shape()), WaitStrategy.Kind.BACKOFF, 6, calls()));
    }

    /// With two threads where they keep their cores, and few calls, since each may wait for a thread without a core.
    @TestFactory
    default Stream<DynamicTest> answersWhateverTheWayToWait() {
        if (!waits()) {
            return Stream.of();
        }
        Shape most = shapes().reduce((_, last) -> last).orElseThrow();
        return WaitStrategy.Kind.here().stream()
                .map(kind -> dynamicTest(kind.label(), () -> {
                    Shape shape = kind.leavesCore()
                            ? most
                            : new Shape(hasServer() ? 1 : Math.min(2, parties()), most.capacity(), most.payloadBytes());
                    new Stage<>(this, shape, true)
                            .callAtOnce(model(shape), kind, 7, kind.leavesCore() ? calls() / 2 : calls() / 40);
                }));
    }
}
