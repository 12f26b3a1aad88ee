// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.cache;

import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import java.util.LinkedHashMap;
import java.util.Map;

/// Settings of the cache for tests.
final class Settings {
    private Settings() {}

    /// @param pairs name, value, name, value
    static Setting of(CacheWorkload workload, Object... pairs) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i].toString(), pairs[i + 1].toString());
        }
        return Setting.of(workload, Values.of(workload, given));
    }
}
