// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The result that is made of the text.
public enum Job {
    /// Keys are words, between white space.
    WORDCOUNT("wordcount") {
        @Override
        boolean separates(byte b) {
            return b >= 0 && b <= ' ';
        }

        @Override
        public int lengthOf(int key, long count) {
            return key + 2 + Long.toString(count).length();
        }

        @Override
        public int write(byte[] keys, int at, int length, long count, byte[] output, int to) {
            System.arraycopy(keys, at, output, to, length);
            byte[] number = Long.toString(count).getBytes(StandardCharsets.US_ASCII);
            int end = to + length;
            output[end++] = '\t';
            System.arraycopy(number, 0, output, end, number.length);
            end += number.length;
            output[end++] = '\n';
            return end;
        }
    },
    /// Keys are lines, but for empty ones.
    SORT("sort") {
        @Override
        boolean separates(byte b) {
            return b == '\n' || b == '\r';
        }

        @Override
        public int lengthOf(int key, long count) {
            return Math.toIntExact((key + 1) * count);
        }

        @Override
        public int write(byte[] keys, int at, int length, long count, byte[] output, int to) {
            int end = to;
            for (long i = 0; i < count; i++) {
                System.arraycopy(keys, at, output, end, length);
                end += length;
                output[end++] = '\n';
            }
            return end;
        }
    };

    private final String word;

    Job(String word) {
        this.word = word;
    }

    /// The name that users type.
    String label() {
        return word;
    }

    static Job of(String word) {
        return Arrays.stream(values())
                .filter(job -> job.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no job " + word));
    }

    /// Whether a byte stands between two keys.
    abstract boolean separates(byte b);

    /// The bytes of output that a key makes.
    public abstract int lengthOf(int key, long count);

    /// Writes a key's output.
    /// @param to where in the output it begins
    /// @return where it ends
    public abstract int write(byte[] keys, int at, int length, long count, byte[] output, int to);
}
