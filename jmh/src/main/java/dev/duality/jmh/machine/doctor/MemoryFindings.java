// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Findings about memory: what it means for results.
final class MemoryFindings {
    private static final long USUAL_LINE_BYTES = 64;
    private static final long ENOUGH_BYTES = 256L << 20;
    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

    private MemoryFindings() {}

    /// @param choices as the kernel writes them: `always [madvise] never`; empty if not visible
    static Finding hugePages(String choices) {
        Matcher chosen = CHOSEN.matcher(choices);
        String seen = chosen.find() ? chosen.group(1) : "not visible";
        return seen.equals("always")
                ? Finding.note(
                        "huge pages",
                        seen,
                        "the kernel may gather pages while we measure, which shows in the tails",
                        "compare only with runs of the same setting; madvise is the usual one")
                : Finding.ok("huge pages", seen);
    }

    static Finding lineBytes(OptionalLong bytes) {
        if (bytes.isEmpty()) {
            return Finding.ok("cache line", "size not visible");
        }
        String seen = bytes.getAsLong() + " bytes";
        return bytes.getAsLong() == USUAL_LINE_BYTES
                ? Finding.ok("cache line", seen)
                : Finding.note(
                        "cache line",
                        seen,
                        "what fits one line of 64 bytes elsewhere fits differently here",
                        "compare counts of lines, not of bytes, with other machines");
    }

    /// The folder where queues that live in files have them, unless told otherwise.
    static Finding sharedMemory(TargetFolder folder) {
        if (!folder.writable()) {
            return Finding.note(
                    "/dev/shm",
                    "missing or not writable",
                    "transports that live in files use a disk instead, and their rows show the disk",
                    "choose a folder on a memory file system for them");
        }
        String seen = "writable, " + Sizes.text(folder.freeBytes()) + " free";
        return folder.freeBytes() >= ENOUGH_BYTES
                ? Finding.ok("/dev/shm", seen)
                : Finding.note(
                        "/dev/shm",
                        seen,
                        "transports that live in files may run out of space",
                        "make it larger (docker: --shm-size 1g), or choose another folder for them");
    }
}
