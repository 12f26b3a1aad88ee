// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.load;

import dev.duality.messaging.TransportOptions;
import dev.duality.shm.Wait;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.catalog.Catalog;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Settings as users and command lines write them.
public final class SettingText {
    private SettingText() {}

    /// A stand, from names.
    /// @param set `name=value` and `;` between two
    /// @throws BadInput if a name is unknown or a value out of bounds
    public static Stand stand(
            String workload,
            String substrate,
            String waiting,
            int window,
            int owners,
            long seed,
            String set,
            String directory,
            int workers) {
        Catalog catalog = Catalog.load(Thread.currentThread().getContextClassLoader());
        Workload found = catalog.workload(workload);
        Values values = Values.of(found, pairs(set));
        Setting setting = new Setting(
                values,
                found.payloadBytes(values),
                workers,
                owners,
                window,
                wait(waiting),
                seed,
                new TransportOptions(
                        Optional.of(directory).filter(d -> !d.isEmpty()).map(Path::of)));
        return new Stand(found, catalog.side(found, substrate), setting);
    }

    /// A way to wait, by its name.
    public static Wait.Kind wait(String word) {
        return Arrays.stream(Wait.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no wait '%s'; there are %s"
                        .formatted(
                                word,
                                Arrays.stream(Wait.Kind.values())
                                        .map(Wait.Kind::word)
                                        .collect(Collectors.joining(", ")))));
    }

    /// Takes `name=value;name=value` apart.
    public static Map<String, String> pairs(String set) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : set.split(";")) {
            if (!pair.isBlank()) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new BadInput("'%s' is not name=value".formatted(pair));
                }
                String name = pair.substring(0, equals).strip();
                if (pairs.put(name, pair.substring(equals + 1).strip()) != null) {
                    throw new BadInput("'%s' names %s twice; name it once".formatted(set, name));
                }
            }
        }
        return pairs;
    }

    /// Puts it together again.
    public static String text(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining(";"));
    }
}
