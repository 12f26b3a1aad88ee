// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.memory;

/// A plain or opaque store that an execution has shown behind a load of another word with no barrier between: it may
/// be done before that load. Its value comes from an execution, so nothing comes out of thin air.
///
/// @param thread who stores it
/// @param loaded the word of the load that it passes
/// @param stored its word
record EarlyStore(int thread, Place loaded, Place stored, long value) {
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

    /// For a schedule: thread, loaded, stored and value.
    String text() {
        return "%d/%s/%s/%d".formatted(thread, loaded, stored, value);
    }

    static EarlyStore parse(String text) {
        String[] parts = text.split("/");
        if (parts.length != 4) {
            throw new IllegalArgumentException(text);
        }
        return new EarlyStore(
                Integer.parseInt(parts[0]), Place.parse(parts[1]), Place.parse(parts[2]), Long.parseLong(parts[3]));
    }
}
