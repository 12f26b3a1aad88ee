// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import dev.duality.jmh.machine.SystemTree;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The memory that this process can still get, of the machine and of each control group (version 1 or 2) around it.
public final class FreeMemory {
    private static final List<String> CACHED = List.of("inactive_file", "active_file", "slab_reclaimable");

    private FreeMemory() {}

    /// The least that is left anywhere, in bytes; empty if nobody tells.
    public static OptionalLong bytes(SystemTree tree) {
        List<String> folders = ControlGroup.read(tree, "memory").folders();
        return Stream.concat(Stream.of(ofMachine(tree)), folders.stream().map(folder -> ofGroup(tree, folder)))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    private static OptionalLong ofMachine(SystemTree tree) {
        OptionalLong kib = number(tree, "proc/meminfo", "MemAvailable:");
        return kib.isPresent() ? OptionalLong.of(kib.getAsLong() << 10) : kib;
    }

    /// A group's page cache makes room, as the machine's does for `MemAvailable`. Version 1 has a huge limit for none.
    private static OptionalLong ofGroup(SystemTree tree, String folder) {
        OptionalLong limit = least(tree, folder + "/memory.max", folder + "/memory.high"); // a word is no limit
        OptionalLong taken = tree.number(folder + "/memory.current");
        String prefix = "";
        if (taken.isEmpty()) { // version 1
            limit = tree.number(folder + "/memory.limit_in_bytes");
            taken = tree.number(folder + "/memory.usage_in_bytes");
            prefix = "total_";
        }
        if (limit.isEmpty() || taken.isEmpty()) {
            return OptionalLong.empty();
        }
        long used = taken.getAsLong();
        for (String cached : CACHED) {
            used -= number(tree, folder + "/memory.stat", prefix + cached).orElse(0);
        }
        return OptionalLong.of(Math.max(0, limit.getAsLong() - Math.max(0, used)));
    }

    private static OptionalLong least(SystemTree tree, String... files) {
        return Stream.of(files)
                .map(tree::number)
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    private static OptionalLong number(SystemTree tree, String file, String name) {
        return tree.lines(file).stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(name))
                .map(words -> SystemTree.parse(words[1]))
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }
}
