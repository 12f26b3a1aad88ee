// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// References to blocks, in their order. Files and blocks are numbered anew from 0, as they come. Immutable.
final class Trace {
    private final int[] files;
    private final int[] numbers;
    private final byte[] kinds;
    private final Blocks blocks;

    private Trace(int[] files, int[] numbers, byte[] kinds, Blocks blocks) {
        this.files = files;
        this.numbers = numbers;
        this.kinds = kinds;
        this.blocks = blocks;
    }

    /// The blocks that occur.
    Blocks blocks() {
        return blocks;
    }

    /// How many references there are, at least 1.
    int size() {
        return files.length;
    }

    int file(int reference) {
        return files[reference];
    }

    int block(int reference) {
        return numbers[reference];
    }

    /// Whether the trace says of this reference that it is a write; `otherwise` if it says nothing.
    boolean isWrite(int reference, boolean otherwise) {
        return kinds[reference] == Builder.UNSAID ? otherwise : kinds[reference] == Builder.WRITE;
    }

    /// Gathers references.
    static final class Builder {
        private static final byte UNSAID = 0;
        private static final byte READ = 1;
        private static final byte WRITE = 2;

        private static final String NUMBER = "a block number, such as 4711";
        private static final String ACCESS = "r or w, file, block, such as r,12,3";
        private static final Pattern ACCESSES = Pattern.compile("([rwRW])\\s*,\\s*(\\d{1,18})\\s*,\\s*(\\d{1,18})");
        private static final Pattern NUMBERS = Pattern.compile("\\d{1,18}");

        private record Block(long file, long number) {}

        private final Map<Long, Integer> known = new HashMap<>(); // files
        private final Map<Block, Integer> renumbered = new HashMap<>();
        private int[] sizes = new int[8]; // how many blocks of each file have come
        private final int[] files;
        private final int[] numbers;
        private final byte[] kinds;
        private int size;

        /// @param most how many references will come at most
        Builder(int most) {
            files = new int[most];
            numbers = new int[most];
            kinds = new byte[most];
        }

        boolean isFull() {
            return size == files.length;
        }

        int size() {
            return size;
        }

        /// How many different blocks have come.
        int distinctBlocks() {
            return renumbered.size();
        }

        /// Adds a reference, in the form of the first one.
        /// @return `false` if it is none
        boolean add(String reference) {
            Matcher access = ACCESSES.matcher(reference);
            if (mayBe(ACCESS) && access.matches()) {
                byte kind = access.group(1).equalsIgnoreCase("w") ? WRITE : READ;
                add(kind, Long.parseLong(access.group(2)), Long.parseLong(access.group(3)));
                return true;
            }
            if (mayBe(NUMBER) && NUMBERS.matcher(reference).matches()) {
                add(UNSAID, 0, Long.parseLong(reference));
                return true;
            }
            return false;
        }

        private boolean mayBe(String form) {
            return size == 0 || form.equals(expected());
        }

        /// What a reference looks like, in words.
        String expected() {
            if (size == 0) {
                return NUMBER + ", or " + ACCESS;
            }
            return kinds[0] == UNSAID ? NUMBER : ACCESS;
        }

        private void add(byte kind, long file, long number) {
            int newFile = known.computeIfAbsent(file, _ -> known.size());
            if (newFile == sizes.length) {
                sizes = Arrays.copyOf(sizes, 2 * newFile);
            }
            files[size] = newFile;
            numbers[size] = renumbered.computeIfAbsent(new Block(file, number), _ -> sizes[newFile]++);
            kinds[size] = kind;
            size++;
        }

        Trace build() {
            return new Trace(
                    Arrays.copyOf(files, size),
                    Arrays.copyOf(numbers, size),
                    Arrays.copyOf(kinds, size),
                    Blocks.of(Arrays.copyOf(sizes, known.size())));
        }
    }
}
