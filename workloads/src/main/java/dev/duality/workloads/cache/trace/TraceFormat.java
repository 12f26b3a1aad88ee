// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The format of references.
public enum TraceFormat {
    /// LIRS's traces, and any list of keys or of their hashes.
    IDS("ids", "a number of 64 bits, signed or not, such as 4711"),
    /// This project's own.
    ACCESSES("accesses", "r or w, file, block, such as r,12,3"),
    /// ARC's traces.
    ARC("arc", "start, count, ignored, request, such as 10 4 0 0"),
    /// The storage traces of UMass.
    SPC("spc", "unit, sector, bytes, R or W, seconds, such as 0,20941264,8192,W,0.55"),
    /// MSR Cambridge's traces, of SNIA.
    MSR(
            "msr",
            "time, host, disk, Read or Write, offset, bytes, response time, such as 128166372003061629,web,1,Read,4096,512,413"),
    /// Loads and stores, by the addresses that they touch.
    ADDRESS("address", "l, s, r or w, and an address in hexadecimal, such as l 0x1fffff50"),
    /// Twitter's caches.
    TWITTER(
            "twitter",
            "time, key, key's bytes, value's bytes, client, operation, seconds to live, such as 0,k4,5,100,3,get,0"),
    /// libCacheSim's binary records, see [Records].
    ORACLE_GENERAL("oracleGeneral", "binary records of " + Records.BYTES + " bytes");

    private final String word;
    private final String expected;

    TraceFormat(String word, String expected) {
        this.word = word;
        this.expected = expected;
    }

    /// The name that users type.
    public String label() {
        return word;
    }

    /// An example of a reference, in words.
    public String expected() {
        return expected;
    }

    /// Whether it is read line by line.
    boolean isText() {
        return this != ORACLE_GENERAL;
    }

    /// Reads the references of a line.
    /// @param blockBytes how large a block is, where the line has bytes
    /// @return how many there are, 0 for a line that rightly has none; -1 if it is no line of this format, and then
    /// nothing was given to `to`
    int read(TraceLine line, int blockBytes, References to) {
        return switch (this) {
            case IDS -> Forms.id(line, to);
            case ACCESSES -> Forms.access(line, to);
            case ARC -> Forms.arc(line, to);
            case SPC -> Forms.spc(line, blockBytes, to);
            case MSR -> Forms.msr(line, blockBytes, to);
            case ADDRESS -> Forms.address(line, blockBytes, to);
            case TWITTER -> Forms.twitter(line, to);
            case ORACLE_GENERAL -> -1;
        };
    }

    /// The names of all.
    public static List<String> words() {
        return Arrays.stream(values()).map(TraceFormat::label).toList();
    }

    /// @return empty if no format has this name
    public static Optional<TraceFormat> named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /// The one that a line is written in; no line is in two.
    static Optional<TraceFormat> of(TraceLine line, int blockBytes) {
        return Arrays.stream(values())
                .filter(format -> format.read(line, blockBytes, (_, _, _) -> {}) >= 0)
                .findFirst();
    }

    /// All of them, for messages.
    static String tried() {
        return Arrays.stream(values()).map(TraceFormat::label).collect(Collectors.joining(", "));
    }
}
