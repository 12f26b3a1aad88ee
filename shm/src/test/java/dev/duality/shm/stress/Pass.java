// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.stress;

import java.util.List;

/// The length of a run of stress tests: what jcstress is told.
enum Pass {
    /// One JVM for each test and each twin, compiled as it comes.
    SHORT("-f 1 -time 150 -iters 3" + Pass.AS_IT_COMES),
    /// Those that are not decided yet, for longer: on a busy machine two actors seldom run at once.
    AGAIN("-f 2 -time 1000 -iters 3" + Pass.AS_IT_COMES),
    /// Sound tests in every mixture of interpreter and compilers, and with compilers that shuffle.
    LONG("-f 1 -fsm 2 -time 1000 -iters 5");

    /// Short strides, because actors meet most at the beginning of one.
    private static final String AS_IT_COMES =
            " -strideSize 16 -strideCount 64 -sc false -jvmArgs -XX:+TieredCompilation";

    private final String options;

    Pass(String options) {
        this.options = options;
    }

    List<String> options() {
        return List.of(options.split(" "));
    }
}
