// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Keys and how often each was there: a hash table of bytes that grows. For one thread at a time; once it is large
/// enough it allocates nothing.
public final class KeyCounts {
    private int[] slots; // entry + 1, 0 where there is none
    private int[] offsets; // of each entry's key among the keys
    private int[] lengths;
    private int[] origins; // where its key stood when it came first
    private long[] hashes;
    private long[] counts;
    private byte[] keys;
    private int size;
    private int used;

    /// @param entries how many there is room for at first, a power of two
    public KeyCounts(int entries) {
        slots = new int[2 * entries];
        offsets = new int[entries];
        lengths = new int[entries];
        origins = new int[entries];
        hashes = new long[entries];
        counts = new long[entries];
        keys = new byte[8 * entries];
    }

    /// A number that spreads keys, the same in all tables.
    static long hash(byte[] from, int at, int length) {
        long hash = length;
        for (int i = at; i < at + length; i++) {
            hash = 31 * hash + from[i];
        }
        return SplitMix64.of(hash);
    }

    /// Counts each key of some text once more.
    /// @return how many there are, repeated ones included
    public int addAll(Job job, byte[] text, int from, int to) {
        int found = 0;
        int at = from;
        while (at < to) {
            while (at < to && job.separates(text[at])) {
                at++;
            }
            int start = at;
            while (at < to && !job.separates(text[at])) {
                at++;
            }
            if (at > start) {
                add(text, start, at - start, hash(text, start, at - start), 1);
                found++;
            }
        }
        return found;
    }

    void add(byte[] from, int at, int length, long hash, long count) {
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0) {
            int entry = slots[slot] - 1;
            if (hashes[entry] == hash
                    && Arrays.equals(keys, offsets[entry], offsets[entry] + lengths[entry], from, at, at + length)) {
                counts[entry] += count;
                return;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size == offsets.length) {
            grow();
            add(from, at, length, hash, count);
            return;
        }
        if (used + length > keys.length) {
            keys = Arrays.copyOf(keys, Math.max(used + length, 2 * keys.length));
        }
        System.arraycopy(from, at, keys, used, length);
        offsets[size] = used;
        lengths[size] = length;
        origins[size] = at;
        hashes[size] = hash;
        counts[size] = count;
        used += length;
        slots[slot] = ++size;
    }

    private void grow() {
        int entries = 2 * offsets.length;
        offsets = Arrays.copyOf(offsets, entries);
        lengths = Arrays.copyOf(lengths, entries);
        origins = Arrays.copyOf(origins, entries);
        hashes = Arrays.copyOf(hashes, entries);
        counts = Arrays.copyOf(counts, entries);
        slots = new int[2 * entries];
        for (int entry = 0; entry < size; entry++) {
            int slot = (int) hashes[entry] & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = entry + 1;
        }
    }

    /// Forgets all keys.
    public void clear() {
        Arrays.fill(slots, 0);
        size = 0;
        used = 0;
    }

    /// The number of different keys; entries are numbered from 0.
    public int size() {
        return size;
    }

    /// The keys of all entries; nobody but this writes there.
    public byte[] keys() {
        return keys;
    }

    /// The index of an entry's key among [#keys].
    public int offset(int entry) {
        return offsets[entry];
    }

    /// The bytes of an entry's key.
    public int length(int entry) {
        return lengths[entry];
    }

    int origin(int entry) {
        return origins[entry];
    }

    public long hash(int entry) {
        return hashes[entry];
    }

    /// The number of times that an entry's key was there.
    public long count(int entry) {
        return counts[entry];
    }

    /// A number that differs when keys or counts do, as good as surely. Those of tables without a key in common add up.
    long digest() {
        long digest = 0;
        for (int entry = 0; entry < size; entry++) {
            digest += digest(hashes[entry], counts[entry]);
        }
        return digest;
    }

    static long digest(long hash, long count) {
        return SplitMix64.of(hash, count);
    }

    /// The entries in the order of their keys.
    public int[] order() {
        return IntStream.range(0, size)
                .boxed()
                .sorted((one, other) -> Arrays.compareUnsigned(
                        keys,
                        offsets[one],
                        offsets[one] + lengths[one],
                        keys,
                        offsets[other],
                        offsets[other] + lengths[other]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /// The output of a job that counted this.
    public byte[] output(Job job) {
        int length = 0;
        for (int entry = 0; entry < size; entry++) {
            length = Math.addExact(length, job.lengthOf(lengths[entry], counts[entry]));
        }
        byte[] output = new byte[length];
        int end = 0;
        for (int entry : order()) {
            end = job.write(keys, offsets[entry], lengths[entry], counts[entry], output, end);
        }
        return output;
    }

    /// Writes an entry as a record, behind what is there: the key's length, the key, and its count.
    /// @return whether there was room for it
    public boolean write(int entry, Payload into) {
        int at = into.length();
        int length = lengths[entry];
        if (at + recordBytes(entry) > into.capacity()) {
            return false;
        }
        byte[] bytes = into.bytes();
        int end = varint(bytes, at, length);
        System.arraycopy(keys, offsets[entry], bytes, end, length);
        end = varint(bytes, end + length, counts[entry]);
        into.length(end);
        return true;
    }

    /// The bytes of the record of an entry.
    public int recordBytes(int entry) {
        return varintBytes(lengths[entry]) + lengths[entry] + varintBytes(counts[entry]);
    }

    /// Adds all records of a part of some bytes.
    /// @return how many there were
    public int addRecords(byte[] bytes, int from, int to) {
        int records = 0;
        int at = from;
        while (at < to) {
            int length = (int) varint(bytes, at);
            at += varintBytes(length);
            long count = varint(bytes, at + length);
            add(bytes, at, length, hash(bytes, at, length), count);
            at += length + varintBytes(count);
            records++;
        }
        return records;
    }

    private static int varintBytes(long value) {
        int bytes = 1;
        for (long rest = value >>> 7; rest != 0; rest >>>= 7) {
            bytes++;
        }
        return bytes;
    }

    /// Seven bits a byte, the low ones first; the highest bit says that more follow.
    private static int varint(byte[] into, int at, long value) {
        int end = at;
        long rest = value;
        while (rest >>> 7 != 0) {
            into[end++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        into[end++] = (byte) rest;
        return end;
    }

    private static long varint(byte[] from, int at) {
        long value = 0;
        int shift = 0;
        int place = at;
        while (from[place] < 0) {
            value |= (from[place++] & 0x7FL) << shift;
            shift += 7;
        }
        return value | (long) from[place] << shift;
    }
}
