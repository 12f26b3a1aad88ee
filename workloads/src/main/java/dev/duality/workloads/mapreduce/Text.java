// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.shm.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The text of a job, in chunks. Nobody changes it once it is made, so all may read it.
public final class Text {
    private static final int VOCABULARY = 10_000;
    private static final int LEAST_WORDS = 4; // of a line
    private static final int MOST_WORDS = 16;
    private static final int LETTERS = 26;

    private final Job job;
    private final byte[] bytes;
    private final int[] ends; // of each chunk
    private final int distinct;

    private Text(Job job, byte[] bytes, int[] ends) {
        this.job = job;
        this.bytes = bytes;
        this.ends = ends;
        distinct = counts().size();
    }

    /// All keys, counted in one table.
    public KeyCounts counts() {
        KeyCounts all = new KeyCounts(1024);
        for (int chunk = 0; chunk < ends.length; chunk++) {
            all.addAll(job, bytes, start(chunk), ends[chunk]);
        }
        return all;
    }

    /// Cuts a text.
    /// @param bytes the text's from now on
    /// @param chunkBytes no chunk is longer; a key that is longer is cut
    static Text of(Job job, byte[] bytes, int chunkBytes) {
        List<Integer> ends = new ArrayList<>();
        for (int start = 0; start < bytes.length; start = ends.getLast()) {
            int end = Math.min(bytes.length, start + chunkBytes);
            int cut = end;
            while (end < bytes.length && cut > start && !job.separates(bytes[cut - 1]) && !job.separates(bytes[cut])) {
                cut--;
            }
            ends.add(cut == start ? end : cut);
        }
        return new Text(job, bytes, ends.stream().mapToInt(Integer::intValue).toArray());
    }

    public Job job() {
        return job;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int chunks() {
        return ends.length;
    }

    public int start(int chunk) {
        return chunk == 0 ? 0 : ends[chunk - 1];
    }

    public int end(int chunk) {
        return ends[chunk];
    }

    /// The number of different keys.
    int distinct() {
        return distinct;
    }

    /// Draws a text from a seed: lines of words, of which word r is drawn in proportion to 1/r.
    /// @param chunkBytes how long each chunk is
    public static Text drawn(Job job, int chunks, int chunkBytes, long seed) {
        double[] sums = new double[VOCABULARY];
        byte[][] words = new byte[VOCABULARY][];
        double sum = 0;
        for (int word = 0; word < VOCABULARY; word++) {
            sum += 1.0 / (word + 1);
            sums[word] = sum;
            words[word] = word(word);
        }
        SplittableRandom random = new SplittableRandom(SplitMix64.of(seed));
        byte[] text = new byte[chunks * chunkBytes];
        int[] ends = new int[chunks];
        int at = 0;
        for (int chunk = 0; chunk < chunks; chunk++) {
            int end = at + chunkBytes;
            int left = 0; // words of this line
            while (at < end) {
                left = left == 0 ? random.nextInt(LEAST_WORDS, MOST_WORDS) : left;
                int found = Arrays.binarySearch(sums, random.nextDouble() * sum);
                byte[] word = words[Math.min(VOCABULARY - 1, found < 0 ? -found - 1 : found)];
                int length = Math.min(word.length, end - 1 - at);
                System.arraycopy(word, 0, text, at, length);
                at += length;
                left--;
                text[at++] = (byte) (left == 0 || at >= end - 1 ? '\n' : ' ');
                if (at == end - 1) {
                    text[at++] = '\n'; // a last byte with no room for a word
                }
            }
            ends[chunk] = end;
        }
        return new Text(job, text, ends);
    }

    /// `a` to `z`, then two letters, and so on.
    private static byte[] word(int number) {
        StringBuilder letters = new StringBuilder();
        int rest = number;
        do {
            letters.append((char) ('a' + rest % LETTERS));
            rest = rest / LETTERS - 1;
        } while (rest >= 0);
        byte[] word = new byte[letters.length()];
        for (int i = 0; i < word.length; i++) {
            word[i] = (byte) letters.charAt(i);
        }
        return word;
    }
}
