// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The promises of every class of a module that keeps room around the fields that its thread writes: they share neither
/// a line nor a pair of lines with another object, wherever the two lie. A module implements it once, in the package
/// above all of its packages.
///
/// All padded classes of the module are found, see [FieldLayouts]. A class that is not abstract is named with every
/// field that can change, or a superclass is and it adds none; so whoever takes the room away, or adds a field, comes
/// by here. The same is looked at in a JVM with the other kind of object headers, compact ones or not.
public interface LayoutContract {
    /// The padded classes, by their names behind this test's package and a dot, and the fields of each that can change.
    Map<String, Set<String>> changing();

    /// Those of them that need room behind their fields only.
    default Set<String> roomBehindOnly() {
        return Set.of();
    }

    @Test
    default void everyPaddedClassIsNamedWithAllThatCanChangeInIt() {
        assertEquals(List.of(), missing());
    }

    @Test
    default void whatCanChangeLiesApart() {
        assertEquals("", String.join("\n", faults()));
    }

    @Test
    default void whatCanChangeLiesApartWithTheOtherKindOfObjectHeaders() throws IOException, InterruptedException {
        String flag = "UseCompactObjectHeaders";
        String now = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption(flag)
                .getValue();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Djol.skipDynamicAttach=true");
        command.add("-Djol.skipHotspotSAAttach=true");
        command.add("-XX:+EnableDynamicAgentLoading");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:" + (now.equals("true") ? "-" : "+") + flag);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(LayoutCheck.class.getName());
        for (String each : changing().keySet()) {
            command.add(roomBehindOnly().contains(each) ? LayoutCheck.BEHIND_ONLY + prefix() + each : prefix() + each);
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, Set<String>> each : changing().entrySet()) {
            Class<?> type = type(each.getKey());
            if (!FieldLayouts.isPadded(type)) {
                missing.add(each.getKey() + " keeps no room around its fields");
            } else if (!FieldLayouts.changing(type).equals(each.getValue())) {
                missing.add("of " + each.getKey() + " can change " + FieldLayouts.changing(type) + ", and named are "
                        + each.getValue());
            }
        }
        for (Class<?> type : padded()) {
            if (!isNamed(type)) {
                missing.add(type.getName() + " is padded; name it, and what can change in it: "
                        + FieldLayouts.changing(type));
            }
        }
        return missing;
    }

    private boolean isNamed(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (changing().containsKey(key(each))) {
                return FieldLayouts.changing(each).equals(FieldLayouts.changing(type));
            }
        }
        return false;
    }

    /// The faults of the layouts in this JVM.
    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        changing().keySet().stream()
                .map(this::type)
                .flatMap(type -> FieldLayouts.faults(type, !roomBehindOnly().contains(key(type))).stream())
                .forEach(faults::add);
        return faults;
    }

    private String prefix() {
        return getClass().getPackageName() + ".";
    }

    private String key(Class<?> type) {
        return type.getName().startsWith(prefix()) ? type.getName().substring(prefix().length()) : type.getName();
    }

    private Class<?> type(String key) {
        return load(prefix() + key);
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, getClass().getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no class " + name + "; name it as Class.getName does", e);
        }
    }

    /// The module's padded classes that are not abstract, from where the first one that is named was loaded.
    private List<Class<?>> padded() {
        try {
            Path root = Path.of(type(changing().keySet().iterator().next())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".class"))
                        .map(file -> root.relativize(file).toString())
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace(file.contains("\\") ? '\\' : '/', '.'))
                        .filter(name -> name.startsWith(prefix()))
                        .<Class<?>>map(this::load)
                        .filter(type -> !Modifier.isAbstract(type.getModifiers()) && FieldLayouts.isPadded(type))
                        .toList();
            }
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Looks at layouts in a JVM of its own.
    final class LayoutCheck {
        private static final String BEHIND_ONLY = "behind:"; // before the names of those that need room there only

        private LayoutCheck() {}

        /// @param names of classes
        public static void main(String[] names) throws ClassNotFoundException {
            List<String> faults = new ArrayList<>();
            for (String name : names) {
                boolean before = !name.startsWith(BEHIND_ONLY);
                String plain = before ? name : name.substring(BEHIND_ONLY.length());
                faults.addAll(
                        FieldLayouts.faults(Class.forName(plain, false, LayoutCheck.class.getClassLoader()), before));
            }
            if (!faults.isEmpty()) {
                throw new AssertionError(String.join("\n", faults));
            }
        }
    }
}
