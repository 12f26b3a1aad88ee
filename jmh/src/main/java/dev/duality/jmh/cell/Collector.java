// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cell;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Suggestion;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A garbage collector that a JVM can be told to have, by its flag.
public enum Collector {
    /// Stops threads to copy what lives, region by region, and marks beside them.
    G1("UseG1GC", "G1HeapRegionSize"),
    /// Marks and moves beside the threads, which it stops for less than a millisecond.
    ZGC("UseZGC", "ZCollectionInterval"),
    /// Stops threads for all of it, and uses all cores then.
    PARALLEL("UseParallelGC", "UseMaximumCompactionOnSystemGC"),
    /// Stops threads for all of it, and uses one core.
    SERIAL("UseSerialGC", ""),
    /// Marks and moves beside the threads, likewise; not in each JDK.
    SHENANDOAH("UseShenandoahGC", "ShenandoahGCMode");

    private final String flag;
    private final String own;

    /// @param flag that each JVM has
    /// @param own a flag that only those have which are built with it; empty if none is known
    Collector(String flag, String own) {
        this.flag = flag;
        this.own = own;
    }

    /// The name as users write it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The flag that a JVM is told it by.
    public String flag() {
        return "-XX:+" + flag;
    }

    /// @param text one of the labels
    /// @throws BadInput if there is none of that name
    public static Collector of(String text) {
        return Arrays.stream(values())
                .filter(collector -> collector.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no collector '%s'; %sthere are %s"
                        .formatted(text, Suggestion.question(text, labels()), String.join(", ", labels()))));
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(Collector::label).toList();
    }

    /// The collector of this JVM; empty if it is none of these, or the JVM does not say.
    public static Optional<Collector> ofThisJvm() {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return jvm == null
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(collector -> collector.isSet(jvm))
                        .findFirst();
    }

    private boolean isSet(HotSpotDiagnosticMXBean jvm) {
        return value(jvm, flag).map(Boolean::parseBoolean).orElse(false);
    }

    /// Whether this JVM, and so those of forks, is surely built with it; if not, only one that starts with it tells.
    public boolean isKnownToBeBuiltIn() {
        return ofThisJvm().filter(mine -> mine == this).isPresent() || isThere(own);
    }

    /// Whether this JVM has a flag of that name.
    static boolean isThere(String name) {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return jvm != null && value(jvm, name).isPresent();
    }

    /// Empty if it has not even the flag.
    private static Optional<String> value(HotSpotDiagnosticMXBean jvm, String name) {
        try {
            return Optional.of(jvm.getVMOption(name).getValue());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
