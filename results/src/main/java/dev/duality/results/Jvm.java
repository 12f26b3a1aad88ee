// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.List;
import java.util.Optional;

/// The Java that measured.
///
/// @param version such as `25.0.3+9-LTS`
/// @param vm the virtual machine's name, such as `OpenJDK 64-Bit Server VM`
/// @param flags what the forks were started with, in order
public record Jvm(String version, String vendor, String vm, List<String> flags) {
    /// The property of a fork that names its profiler, such as `jfr`.
    public static final String PROFILER_PROPERTY = "duality.profiler";

    /// The flag that sets the property, up to its value.
    public static final String PROFILER = "-D" + PROFILER_PROPERTY + "=";

    public Jvm {
        Require.text("jvm.version", version);
        Require.text("jvm.vendor", vendor);
        Require.text("jvm.vm", vm);
        flags = Require.texts("jvm.flags", flags);
    }

    /// The profiler that looked into the forks while they measured, if one did.
    public Optional<String> profiler() {
        return flags.stream()
                .filter(flag -> flag.startsWith(PROFILER))
                .map(flag -> flag.substring(PROFILER.length()))
                .findFirst();
    }
}
