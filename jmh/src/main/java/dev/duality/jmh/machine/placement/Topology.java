// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.placement;

import dev.duality.jmh.machine.SystemTree;
import java.util.List;
import java.util.Optional;

/// The CPUs, and what they share.
/// @param cpus in ascending order of their numbers
public record Topology(List<Cpu> cpus) {
    private static final String CPUS = "sys/devices/system/cpu/";

    /// One logical processor. Cores, caches and sockets are named by the lowest CPU that belongs to them.
    ///
    /// @param id the kernel's number of it
    /// @param core CPUs with the same core are its SMT siblings
    /// @param cache CPUs with the same cache share the last level
    /// @param socket CPUs with the same socket sit in one package
    /// @param capacity relative speed: where cores differ, the fast ones have more; the same everywhere if not told
    public record Cpu(int id, int core, int cache, int socket, int capacity) {}

    public Topology {
        cpus = List.copyOf(cpus);
    }

    /// Reads what the kernel tells about `ids`. What it does not tell is taken as not shared for cores, and as shared
    /// for caches and sockets.
    public static Topology read(SystemTree tree, List<Integer> ids) {
        return new Topology(ids.stream().map(id -> cpu(tree, id)).toList());
    }

    private static Cpu cpu(SystemTree tree, int id) {
        String folder = CPUS + "cpu" + id + "/";
        int core = lowest(tree, folder + "topology/core_cpus_list")
                .or(() -> lowest(tree, folder + "topology/thread_siblings_list"))
                .orElse(id);
        int socket = lowest(tree, folder + "topology/package_cpus_list")
                .or(() -> lowest(tree, folder + "topology/core_siblings_list"))
                .orElse(0);
        int cache = tree.names(folder + "cache").stream()
                .filter(name -> name.startsWith("index"))
                .reduce((a, b) -> level(tree, folder, b) > level(tree, folder, a) ? b : a)
                .filter(name -> level(tree, folder, name) > 2) // below that, the caches are a core's own
                .flatMap(name -> lowest(tree, folder + "cache/" + name + "/shared_cpu_list"))
                .orElse(socket);
        int capacity = (int) tree.number(folder + "cpu_capacity").orElse(1024);
        return new Cpu(id, core, cache, socket, capacity);
    }

    private static long level(SystemTree tree, String folder, String index) {
        return tree.number(folder + "cache/" + index + "/level").orElse(0);
    }

    private static Optional<Integer> lowest(SystemTree tree, String path) {
        return tree.text(path).flatMap(text -> CpuList.parse(text).stream().findFirst());
    }
}
