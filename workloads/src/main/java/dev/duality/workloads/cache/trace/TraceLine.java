// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import dev.duality.shm.SplitMix64;
import java.nio.charset.StandardCharsets;

/// One line of a trace, and its fields. Nothing is allocated while it is read: a trace has many.
final class TraceLine {
    private static final int MOST_FIELDS = 256;
    private static final int SHOWN = 40;

    private final byte[] bytes;
    private final int[] starts = new int[MOST_FIELDS];
    private final int[] ends = new int[MOST_FIELDS];
    private int from;
    private int to;
    private boolean bad; // a field was not what it was asked to be

    /// @param bytes where the line lies in
    TraceLine(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Looks at another line, without the blanks around it.
    void set(int start, int end) {
        from = start;
        to = end;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        bad = false;
    }

    private static boolean isBlank(byte sign) {
        return sign == ' ' || sign == '\t' || sign == '\r';
    }

    /// Whether there is something to read.
    boolean says() {
        return from < to && bytes[from] != '#' && !(bytes[from] == '*' && to == from + 1);
    }

    /// Its begin as it may be printed.
    String shown() {
        String text = new String(bytes, from, Math.min(to - from, SHOWN), StandardCharsets.ISO_8859_1);
        return text.replaceAll("[^ -~]", "?") + (to - from > SHOWN ? "…" : "");
    }

    /// Takes the line apart at blanks.
    /// @return how many fields there are
    int words() {
        bad = false;
        int count = 0;
        int at = from;
        while (at < to && count < MOST_FIELDS) {
            starts[count] = at;
            while (at < to && !isBlank(bytes[at])) {
                at++;
            }
            ends[count++] = at;
            while (at < to && isBlank(bytes[at])) {
                at++;
            }
        }
        return count;
    }

    /// Takes the line apart at commas; blanks around a field do not belong to it.
    /// @return how many fields there are
    int columns() {
        bad = false;
        int count = 0;
        int start = from;
        for (int at = from; at <= to && count < MOST_FIELDS; at++) {
            if (at == to || bytes[at] == ',') {
                starts[count] = start;
                ends[count] = at;
                while (starts[count] < at && isBlank(bytes[starts[count]])) {
                    starts[count]++;
                }
                while (ends[count] > starts[count] && isBlank(bytes[ends[count] - 1])) {
                    ends[count]--;
                }
                count++;
                start = at + 1;
            }
        }
        return count;
    }

    /// Whether all fields were what they were asked to be, since the line was taken apart.
    boolean good() {
        return !bad;
    }

    /// A field that is a number of 64 bits, signed or unsigned.
    long id(int field) {
        boolean negative = ends[field] - starts[field] > 1 && bytes[starts[field]] == '-';
        long number = digits(starts[field] + (negative ? 1 : 0), ends[field], 10);
        if (negative && Long.compareUnsigned(number, Long.MIN_VALUE) > 0) {
            bad = true;
        }
        return negative ? -number : number;
    }

    /// A field that is a number from 0 to the most that a `long` holds.
    long whole(int field) {
        long number = digits(starts[field], ends[field], 10);
        bad |= number < 0;
        return number;
    }

    /// A field that is a number to the base of 16, with or without `0x`.
    long hex(int field) {
        boolean marked = isMarkedHex(field);
        return digits(starts[field] + (marked ? 2 : 0), ends[field], 16);
    }

    /// Whether a field begins with `0x`.
    boolean isMarkedHex(int field) {
        int at = starts[field];
        return ends[field] - at > 2 && bytes[at] == '0' && (bytes[at + 1] == 'x' || bytes[at + 1] == 'X');
    }

    /// Whether a field is not what a decimal number looks like, which is digits without a zero in front.
    boolean isNoDecimal(int field) {
        boolean other = ends[field] - starts[field] > 1 && bytes[starts[field]] == '0';
        for (int at = starts[field]; at < ends[field]; at++) {
            other |= bytes[at] < '0' || bytes[at] > '9';
        }
        return other;
    }

    /// A field that is a decimal fraction, or a whole number; only looked at.
    void fraction(int field) {
        int at = behindSign(starts[field], ends[field]);
        int point = behindDigits(at, ends[field]);
        int digits = point - at;
        at = point;
        if (at < ends[field] && bytes[at] == '.') {
            at = behindDigits(point + 1, ends[field]);
            digits += at - point - 1;
        }
        bad |= digits == 0;
        if (at < ends[field] && (bytes[at] | 0x20) == 'e') {
            int exponent = behindSign(at + 1, ends[field]);
            at = behindDigits(exponent, ends[field]);
            bad |= at == exponent;
        }
        bad |= at < ends[field];
    }

    private int behindSign(int at, int end) {
        return at < end && (bytes[at] == '+' || bytes[at] == '-') ? at + 1 : at;
    }

    private int behindDigits(int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private long digits(int start, int end, int base) {
        long number = 0;
        long most = Long.divideUnsigned(-1, base);
        bad |= start == end;
        for (int at = start; at < end; at++) {
            int digit = digit(bytes[at]);
            if (digit < 0 || digit >= base || Long.compareUnsigned(number, most) > 0) {
                bad = true;
                return 0;
            }
            long next = number * base + digit;
            if (Long.compareUnsigned(next, number * base) < 0) {
                bad = true;
                return 0;
            }
            number = next;
        }
        return number;
    }

    private static int digit(byte sign) {
        if (sign >= '0' && sign <= '9') {
            return sign - '0';
        }
        int letter = sign | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    /// Whether a field is this word, in capitals or not.
    boolean is(int field, String word) {
        if (ends[field] - starts[field] != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Character.toLowerCase(bytes[starts[field] + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Whether a field is one of these words.
    boolean isOneOf(int field, String... words) {
        for (String word : words) {
            if (is(field, word)) {
                return true;
            }
        }
        return false;
    }

    /// A field of which all after its first comma is left out.
    void cutAtComma(int field) {
        for (int at = starts[field]; at < ends[field]; at++) {
            if (bytes[at] == ',') {
                ends[field] = at;
            }
        }
    }

    /// The bytes from the begin of one field to the end of another, as a number: different ones are different but for
    /// two in 2^64.
    long hash(int first, int last) {
        long hash = (long) ends[last] - starts[first];
        long word = 0;
        for (int at = starts[first]; at < ends[last]; at++) {
            word = word << 8 | bytes[at] & 0xFF;
            if ((at - starts[first] & 7) == 7) {
                hash = SplitMix64.of(hash, word);
                word = 0;
            }
        }
        return SplitMix64.of(hash, word);
    }

    /// Whether a field is not empty.
    boolean has(int field) {
        return ends[field] > starts[field];
    }
}
