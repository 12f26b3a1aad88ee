// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.machine.doctor;

import dev.duality.jmh.machine.SystemTree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether somebody else's program stands between us and the processor.
final class Hypervisor {
    /// The names that makers and models of machines say, and who each is.
    private static final Map<String, String> MAKERS = Map.of(
            "qemu", "QEMU",
            "kvm", "KVM",
            "vmware", "VMware",
            "virtualbox", "VirtualBox",
            "virtual machine", "Hyper-V",
            "xen", "Xen",
            "amazon ec2", "Amazon EC2",
            "google compute engine", "Google Compute Engine",
            "bochs", "Bochs",
            "parallels", "Parallels");

    /// Clock sources that only a guest has.
    private static final Map<String, String> CLOCKS =
            Map.of("kvm-clock", "KVM", "xen", "Xen", "hyperv_clocksource_tsc_page", "Hyper-V");

    private Hypervisor() {}

    /// Its name, `not named` if there is one that does not tell, `none`, or `unknown`.
    static String read(SystemTree tree) {
        Optional<List<String>> flags = tree.value("proc/cpuinfo", "flags").map(text -> List.of(text.split("\\s+")));
        if (flags.isPresent() && !flags.get().contains("hypervisor")) {
            return "none"; // on x86 each guest has that flag
        }
        return named(tree).orElse(flags.isPresent() ? "not named" : "unknown");
    }

    private static Optional<String> named(SystemTree tree) {
        Stream<String> makers = Stream.of("sys_vendor", "product_name", "board_vendor")
                .flatMap(name -> tree.text("sys/class/dmi/id/" + name).stream())
                .flatMap(said -> MAKERS.entrySet().stream()
                        .filter(maker -> said.toLowerCase(Locale.ROOT).contains(maker.getKey()))
                        .map(Map.Entry::getValue));
        Stream<String> clocks = tree.text("sys/devices/system/clocksource/clocksource0/available_clocksource").stream()
                .flatMap(text -> Stream.of(text.split("\\s+")))
                .filter(CLOCKS::containsKey)
                .map(CLOCKS::get);
        Stream<String> types = Stream.concat(
                tree.text("sys/hypervisor/type").stream(),
                tree.text("proc/device-tree/hypervisor/compatible").stream().map(text -> text.replace("\0", "")));
        return Stream.of(makers, types, clocks)
                .flatMap(found -> found)
                .filter(name -> !name.isBlank())
                .findFirst();
    }
}
