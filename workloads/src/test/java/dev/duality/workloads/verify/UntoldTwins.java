// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.verify;

import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Sum;
import java.util.List;

/// Workloads that do what they should, and say too little or too much of it.
final class UntoldTwins {
    private UntoldTwins() {}

    public static final class Silent extends Sum {
        @Override
        public boolean commutes(Setting setting) {
            return false;
        }
    }

    public static final class Wordy extends Sum {
        @Override
        public String description() {
            return "a sum that goes on for ever.";
        }
    }

    public static final class BadStart extends Sum {
        @Override
        public List<Parameter<?>> parameters() {
            return List.of(Parameter.integer("operations", "size of the whole job", "additions", 0, 1, 100));
        }
    }
}
