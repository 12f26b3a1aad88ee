// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A plain or opaque store that an execution has shown behind a load of another word with no barrier between: it may
/// be done before that load. Its value comes from an execution, so nothing comes out of thin air. An opaque one is done
/// only where its thread, if it ran alone, would come to it: where the loads that it passes can still see what they saw
/// when it was shown. Else a store behind an `if` would bring about the very value that leads to it, which neither
/// processors nor the axioms of opaque accesses allow.
///
/// @param thread who stores it
/// @param loaded the word of the load that it passes
/// @param stored its word
/// @param saw what that load and those behind it saw; empty for a plain store
record EarlyStore(int thread, Place loaded, Place stored, long value, List<Saw> saw) {
    EarlyStore {
        saw = List.copyOf(saw);
    }

    /// The value that a load of a word saw.
    record Saw(Place word, long value) {
        String text() {
            return word + "=" + value;
        }

        static Saw parse(String text) {
            int equals = text.indexOf('=');
            return new Saw(Place.parse(text.substring(0, equals)), Long.parseLong(text.substring(equals + 1)));
        }
    }

    /// The store, whatever led to it.
    EarlyStore anyway() {
        return new EarlyStore(thread, loaded, stored, value, List.of());
    }

    /// The place of a word.
    record Place(int region, long offset) {
        static Place of(MemoryWord word) {
            return new Place(word.region, word.offset);
        }

        @Override
        public String toString() {
            return region + "@" + offset;
        }

        static Place parse(String text) {
            int at = text.indexOf('@');
            return new Place(Integer.parseInt(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
        }
    }

    /// For a schedule: thread, loaded, stored and value, and what loads saw.
    String text() {
        return "%d/%s/%s/%d".formatted(thread, loaded, stored, value)
                + saw.stream().map(one -> "/" + one.text()).collect(Collectors.joining());
    }

    static EarlyStore parse(String text) {
        String[] parts = text.split("/");
        if (parts.length < 4) {
            throw new IllegalArgumentException(text);
        }
        return new EarlyStore(
                Integer.parseInt(parts[0]),
                Place.parse(parts[1]),
                Place.parse(parts[2]),
                Long.parseLong(parts[3]),
                Arrays.stream(parts).skip(4).map(Saw::parse).toList());
    }
}
