// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import java.util.List;

/// A line of memory that operations brought from other cores; or several that are alike: in regions that the same code
/// has made, with words that the same methods use.
///
/// @param region the place in the code that made it
/// @param offset of the line in the region, in bytes; of the first, where several are alike
/// @param last the offset of the last
/// @param lines how many are alike
/// @param mixed in how many of them two words have each a writer that the other has not: then a core that writes the
///     one takes the other away from those that use it
/// @param words that were touched, by their offsets
public record LineTraffic(String region, long offset, long last, int lines, int mixed, List<Word> words) {
    public LineTraffic {
        words = List.copyOf(words);
    }

    /// A word of the line.
    ///
    /// @param offset in the line, in bytes
    /// @param transfers how often for an operation the line came from another core because of this word
    /// @param writers the most cores that wrote it, in one of the lines
    /// @param readers the most that read it
    /// @param writtenAt places in the code that had to ask for the line to write it, or wrote it first
    /// @param readAt likewise
    public record Word(
            int offset, double transfers, int writers, int readers, List<String> writtenAt, List<String> readAt) {
        public Word {
            writtenAt = List.copyOf(writtenAt);
            readAt = List.copyOf(readAt);
        }
    }

    /// The number of times for an operation that it came from another core.
    public double transfers() {
        return words.stream().mapToDouble(Word::transfers).sum();
    }
}
