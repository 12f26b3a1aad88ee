// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// The value of one parameter of a workload, and its unit.
///
/// @param value as the user would type it
/// @param unit such as `bytes` or `blocks`; empty for a name or a plain number
public record ParameterValue(String value, String unit) {
    public ParameterValue {
        Require.anyText("value of a parameter", value);
        Require.anyText("unit of a parameter", unit);
    }
}
