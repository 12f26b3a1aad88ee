// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs that begin cold, and operations that are told and not asked for: both have a closed loop and no other.
class ColdAndToldSlipsTest {
    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of(
                        "run --preset cold --rate 1000", "--rate asks for an open loop, but the preset cold has none"),
                Arguments.of("run --preset cold --placement processes", "leave --placement out"),
                Arguments.of("run --preset cold --window 16", "leave --window out"),
                Arguments.of("simulate -w counter --set op=tell", "plain answers every operation; use op=add"),
                Arguments.of(
                        "run --workload counter --on messaging:ring --set op=tell --window 2", "use window 4 or more"),
                Arguments.of(
                        "run --workload counter --window 16 --set op=tell --rate 1000",
                        "--rate asks for an open loop of counter, but nobody waits for what is told"));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void aSlipIsOneLineThatSaysWhatWasWrongAndExitCode2(String args, String says) {
        TypedCommands.duality(args.split(" ")).assertSlip(says);
    }
}
