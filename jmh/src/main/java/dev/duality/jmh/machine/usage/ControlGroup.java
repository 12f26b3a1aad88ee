// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.usage;

import dev.duality.jmh.machine.SystemTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The control group (version 1 or 2) that limits what this process takes of one thing.
/// @param folders the group's folder and those above it, as far as they are visible, below the root of the tree
public record ControlGroup(SystemTree tree, List<String> folders) {
    public ControlGroup {
        folders = List.copyOf(folders);
    }

    /// Finds the group that limits this process's CPU time; without folders if there is none or it is not visible.
    public static ControlGroup read(SystemTree tree) {
        return read(tree, "cpu");
    }

    /// @param controller what it limits, as version 1 calls it
    static ControlGroup read(SystemTree tree, String controller) {
        List<String> folders = new ArrayList<>();
        for (String line : tree.lines("proc/self/mountinfo")) {
            Mount.parse(line, controller).ifPresent(mount -> folders.addAll(mount.foldersOf(tree)));
        }
        return new ControlGroup(tree, folders);
    }

    /// The least quota of the group and those above it, in cores; `0` if there is no limit.
    public double quotaCores() {
        return folders.stream()
                .map(this::quota)
                .flatMapToDouble(OptionalDouble::stream)
                .min()
                .orElse(0);
    }

    private OptionalDouble quota(String folder) {
        String[] max = tree.text(folder + "/cpu.max").orElse("max 0").split(" "); // version 2
        OptionalLong quota = SystemTree.parse(max[0]);
        OptionalLong period = SystemTree.parse(max[max.length - 1]);
        if (quota.isEmpty()) {
            quota = tree.number(folder + "/cpu.cfs_quota_us"); // version 1, where -1 is no limit
            period = tree.number(folder + "/cpu.cfs_period_us");
        }
        if (quota.isEmpty() || period.isEmpty() || quota.getAsLong() <= 0 || period.getAsLong() <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((double) quota.getAsLong() / period.getAsLong());
    }

    /// Microseconds, of all CPUs together, that a quota of this group or of one above it kept from its processes, since
    /// the group was made; empty if not told.
    public OptionalLong throttledMicros() {
        return folders.stream()
                .flatMap(folder -> tree.lines(folder + "/cpu.stat").stream())
                .map(ControlGroup::throttled)
                .flatMapToLong(OptionalLong::stream)
                .max();
    }

    private static OptionalLong throttled(String line) {
        String[] pair = line.split(" ");
        if (pair.length == 2 && pair[0].equals("throttled_usec")) {
            return SystemTree.parse(pair[1]);
        }
        OptionalLong nanos = pair.length == 2 && pair[0].equals("throttled_time") // version 1
                ? SystemTree.parse(pair[1])
                : OptionalLong.empty();
        return nanos.isEmpty() ? nanos : OptionalLong.of(nanos.getAsLong() / 1000);
    }

    /// A mounted tree of groups that counts what is looked for.
    /// @param root the group that the mount point shows
    /// @param point where it is mounted
    /// @param unified version 2
    private record Mount(String root, String point, boolean unified, String controller) {
        static Optional<Mount> parse(String line, String controller) {
            // 36 35 0:31 /root /point rw,… optional… - cgroup source rw,cpu,cpuacct
            int dash = line.indexOf(" - ");
            String[] head = line.substring(0, Math.max(dash, 0)).split(" ");
            String[] tail = line.substring(dash < 0 ? line.length() : dash + 3).split(" ");
            if (head.length < 5 || tail.length < 3 || !head[4].startsWith("/")) {
                return Optional.empty();
            }
            boolean unified = tail[0].equals("cgroup2");
            boolean first = tail[0].equals("cgroup")
                    && Arrays.asList(tail[2].split(",")).contains(controller);
            return unified || first ? Optional.of(new Mount(head[3], head[4], unified, controller)) : Optional.empty();
        }

        /// From the group itself up to the mount point.
        List<String> foldersOf(SystemTree tree) {
            String top = point.substring(1);
            List<String> folders = new ArrayList<>();
            Path path = Path.of(group(tree));
            while (path != null && path.getNameCount() > 0) {
                folders.add(top + path);
                path = path.getParent();
            }
            folders.add(top);
            return folders;
        }

        private String group(SystemTree tree) {
            // 4:cpu,cpuacct:/path   0::/path
            String path = tree.lines("proc/self/cgroup").stream()
                    .map(line -> line.split(":", 3))
                    .filter(parts -> parts.length == 3)
                    .filter(parts -> unified
                            ? parts[1].isEmpty()
                            : Stream.of(parts[1].split(",")).anyMatch(controller::equals))
                    .map(parts -> parts[2])
                    .findFirst()
                    .orElse("/");
            return !root.equals("/") && path.startsWith(root) ? "/" + path.substring(root.length()) : path;
        }
    }
}
