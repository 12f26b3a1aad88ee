// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.structure;

import dev.duality.shm.Region;
import dev.duality.shm.WaitStrategy;
import dev.duality.shm.history.Model;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// A description of a structure over a [Region]: how it is opened, what its parties do, and how a sequential object
/// would answer. The kit `StructureContract` of the test-jar tests it; one that a jar registers in
/// `META-INF/services/dev.duality.shm.structure.Structure` is explored by `verify --memory weak --structure NAME`.
///
/// A counter whose call adds 1 and gives the number before:
///
/// ```java
/// public final class Tally implements Structure<Long> {
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
public interface Structure<W> {
    /// The use that a structure is made for.
    ///
    /// @param parties how many use it
    /// @param capacity how much it holds, a power of two; 1 where it has none
    /// @param payloadBytes the longest payload, 0 where it takes none
    record Shape(int parties, int capacity, int payloadBytes) {
        @Override
        public String toString() {
            return "%d parties, capacity %d, payload %d".formatted(parties, capacity, payloadBytes);
        }
    }

    /// One view of a structure: what one thread, or one process, has of it.
    interface View<W> {
        /// A party's end. Each party has one end, of one view.
        Party<W> party(int number);

        /// The step that a thread of the structure's own takes over and over, if it [#hasServer]: looks once, and tells
        /// whether it found something to do. Asked of one view, once.
        default BooleanSupplier server() {
            throw new UnsupportedOperationException("no server is there");
        }
    }

    /// A party's end.
    interface Party<W> {
        /// Makes one call, chosen at random. It must not need another party's call to end.
        W call(RandomGenerator random);

        /// Makes the calls that show what is left in the structure, such as taking all that is in it. No party calls
        /// meanwhile.
        default List<W> rest() {
            return List.of();
        }
    }

    /// Bytes that a structure has after much use.
    ///
    /// @param name says after how much
    /// @param bytes writes them
    /// @param model begins in the state that they are
    record Start<W>(String name, Bytes bytes, Model<?, W> model) {
        /// Writes bytes of a structure that lies at an offset and is all zero.
        public interface Bytes {
            void write(Region region, long offset);
        }
    }

    /// The bytes that a structure takes.
    long bytes(Shape shape);

    /// Opens a view.
    /// @param waits how each party waits; if it [#hasServer], the last one is how that waits
    View<W> open(Region region, long offset, Shape shape, WaitStrategy[] waits);

    /// The structure as a sequential object.
    Model<?, W> model(Shape shape);

    /// The number of parties that may use it, at most 3 for histories that are quickly checked.
    default int parties() {
        return 3;
    }

    /// Whether it needs a thread of its own beside those of its parties.
    default boolean hasServer() {
        return false;
    }

    /// Whether it is made for a capacity.
    default boolean hasCapacity() {
        return false;
    }

    /// The longest payload to try; 0 if it takes none.
    default int longestPayload() {
        return 0;
    }

    /// Bytes after so much use that an index is about to run over. None where no index lies in the bytes.
    default List<Start<W>> starts(Shape shape) {
        return List.of();
    }

    /// The name that users call it by: lower-case letters, digits and hyphens. That of the class, unless it says
    /// otherwise.
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
