// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Collectors and neighbours that there are not.
class SurroundingsSlipsTest {
    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of(
                        "run --collector zcg",
                        "there is no collector 'zcg'; did you mean zgc? there are g1, zgc, parallel, serial, shenandoah"),
                Arguments.of("run --neighbour strem", "there is no neighbour 'strem'; did you mean stream?"),
                Arguments.of("run --preset collectors --collector serial", "the preset collectors has nothing of that"),
                Arguments.of(
                        "run --neighbour stream --placement hosts --hosts localhost:2", "leave one of the two out"));
    }

    @ParameterizedTest
    @MethodSource("slips")
    void aSlipIsOneLineThatSaysWhatWasWrongAndExitCode2(String args, String says) {
        TypedCommands.duality(args.split(" ")).assertSlip(says);
    }
}
