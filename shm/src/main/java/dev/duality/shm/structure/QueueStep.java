// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.structure;

import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A call of a bounded queue of numbers, first in, first out, and its answer.
public sealed interface QueueStep {
    /// In place of a number, where there is none.
    long NOTHING = -1;

    /// In place of a number that was taken out without what its producer wrote before it.
    long TORN = -2;

    /// @param number what was put in, not negative
    /// @param taken whether there was room
    record Offered(long number, boolean taken) implements QueueStep {}

    /// @param gave the oldest number; [#NOTHING] if there was none
    record Polled(long gave) implements QueueStep {}

    /// Takes one number after the other, until there is none.
    /// @param poll gives [#NOTHING] for none
    static List<QueueStep> all(LongSupplier poll) {
        return Stream.concat(
                        LongStream.generate(poll)
                                .takeWhile(gave -> gave != NOTHING)
                                .<QueueStep>mapToObj(Polled::new),
                        Stream.of(new Polled(NOTHING)))
                .toList();
    }

    /// Starts of a queue that has carried so many numbers that an index, or half of one, is about to run over.
    /// @param carried writes the bytes of one that has carried as many, and is empty
    /// @param others numbers at which something else of it runs over; it begins 5 before each
    static List<Structure.Start<QueueStep>> starts(
            int capacity, LongFunction<Structure.Start.Bytes> carried, long... others) {
        return LongStream.concat(LongStream.of(1L << 31, 1L << 32, Long.MAX_VALUE, 0), LongStream.of(others))
                .map(over -> over - 5)
                .mapToObj(many ->
                        new Structure.Start<>("after " + many + " numbers", carried.apply(many), model(capacity)))
                .toList();
    }

    /// The queue as a sequential object, empty at first.
    /// @param capacity how many numbers it holds
    static Model<List<Long>, QueueStep> model(int capacity) {
        return Model.of(List.of(), (numbers, step) -> switch (step) {
            case Offered(_, boolean taken)
            when !taken -> Optional.of(numbers).filter(_ -> numbers.size() == capacity);
            case Offered(long number, _) ->
                Optional.of(Stream.concat(numbers.stream(), Stream.of(number)).toList())
                        .filter(_ -> numbers.size() < capacity);
            case Polled(long gave) when gave == NOTHING -> Optional.of(numbers).filter(List::isEmpty);
            case Polled(long gave) ->
                Optional.of(numbers)
                        .filter(_ -> !numbers.isEmpty() && numbers.getFirst() == gave)
                        .map(_ -> numbers.subList(1, numbers.size()));
        });
    }
}
