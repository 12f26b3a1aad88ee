// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import java.util.List;

/// The Java that measured.
///
/// @param version such as `25.0.3+9-LTS`
/// @param vm the virtual machine's name, such as `OpenJDK 64-Bit Server VM`
/// @param flags what the forks were started with, in order
public record Jvm(String version, String vendor, String vm, List<String> flags) {
    public Jvm {
        Require.text("jvm.version", version);
        Require.text("jvm.vendor", vendor);
        Require.text("jvm.vm", vm);
        flags = Require.texts("jvm.flags", flags);
    }
}
