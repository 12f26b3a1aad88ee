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
    G1("UseG1GC"),
    /// Marks and moves beside the threads, which it stops for less than a millisecond.
    ZGC("UseZGC"),
    /// Stops threads for all of it, and uses all cores then.
    PARALLEL("UseParallelGC"),
    /// Stops threads for all of it, and uses one core.
    SERIAL("UseSerialGC"),
    /// Marks and moves beside the threads, likewise; not in each JDK.
    SHENANDOAH("UseShenandoahGC");

    private final String flag;

    Collector(String flag) {
        this.flag = flag;
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
        try {
            return Boolean.parseBoolean(jvm.getVMOption(flag).getValue());
        } catch (IllegalArgumentException _) {
            return false; // a JVM that has not even the flag
        }
    }
}
