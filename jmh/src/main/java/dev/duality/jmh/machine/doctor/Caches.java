// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.SystemTree;
import dev.duality.jmh.machine.placement.CpuList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// The caches of one CPU.
public final class Caches {
    private static final String CPU = "sys/devices/system/cpu/";

    private Caches() {}

    /// One line per cache, such as `L1d 32 KiB` or `L3 32 MiB shared by 8 CPUs`; none if the kernel does not tell.
    static List<String> read(SystemTree tree, int cpu) {
        String folder = CPU + "cpu" + cpu + "/cache/";
        return tree.names(folder).stream()
                .filter(name -> name.startsWith("index"))
                .map(name -> line(tree, folder + name + "/"))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// The size of a cache line in bytes; empty if the kernel does not tell.
    static OptionalLong lineBytes(SystemTree tree, int cpu) {
        return tree.number(CPU + "cpu" + cpu + "/cache/index0/coherency_line_size");
    }

    /// The size of the last level that holds data, in bytes; empty if the kernel does not tell.
    public static OptionalLong lastBytes(SystemTree tree, int cpu) {
        String folder = CPU + "cpu" + cpu + "/cache/";
        return tree.names(folder).stream()
                .filter(name -> name.startsWith("index"))
                .filter(name -> !tree.text(folder + name + "/type").orElse("").equals("Instruction"))
                .max(Comparator.comparingLong(
                        name -> tree.number(folder + name + "/level").orElse(0)))
                .map(name -> bytes(tree.text(folder + name + "/size").orElse("")))
                .orElse(OptionalLong.empty());
    }

    private static String line(SystemTree tree, String folder) {
        OptionalLong level = tree.number(folder + "level");
        String size = tree.text(folder + "size").orElse("");
        if (level.isEmpty() || size.isEmpty()) {
            return "";
        }
        String kind = switch (tree.text(folder + "type").orElse("")) {
            case "Data" -> "d";
            case "Instruction" -> "i";
            default -> "";
        };
        int sharers = tree.text(folder + "shared_cpu_list")
                .map(CpuList::parse)
                .orElse(List.of())
                .size();
        String shared = sharers > 1 ? " shared by " + sharers + " CPUs" : "";
        return "L" + level.getAsLong() + kind + " " + size(size) + shared;
    }

    /// The kernel writes `36608K`.
    private static String size(String kernels) {
        OptionalLong bytes = bytes(kernels);
        return bytes.isEmpty() ? kernels : Sizes.text(bytes.getAsLong());
    }

    private static OptionalLong bytes(String kernels) {
        OptionalLong kib = kernels.endsWith("K")
                ? SystemTree.parse(kernels.substring(0, kernels.length() - 1))
                : OptionalLong.empty();
        return kib.isEmpty() ? kib : OptionalLong.of(kib.getAsLong() << 10);
    }
}
