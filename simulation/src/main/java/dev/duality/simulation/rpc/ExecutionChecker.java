// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import java.util.Optional;

/// The calls that were executed, kept outside of all nodes: they survive every crash, and the protocol never asks for
/// them. Written by the server's thread alone.
final class ExecutionChecker {
    long acknowledgements;
    long repliesResent;
    long fragmentsResent;
    long rejected;

    private final byte[][] times; // by client and call, which are numbered from 1
    private final long[][] results;
    private long executions;
    private String violation = "";

    ExecutionChecker(int[] calls) {
        times = new byte[calls.length][];
        results = new long[calls.length][];
        for (int client = 0; client < calls.length; client++) {
            times[client] = new byte[calls[client] + 1];
            results[client] = new long[calls[client] + 1];
        }
    }

    void executed(int client, long number, long result) {
        int call = (int) number;
        executions++;
        if (++times[client][call] > 1 && violation.isEmpty()) {
            violation = "client %d: call %d was executed %d times".formatted(client, call, times[client][call]);
        }
        results[client][call] = result;
    }

    long executions() {
        return executions;
    }

    /// The number of times that a call was executed.
    int times(int client, int call) {
        return times[client][call];
    }

    /// The result of its execution.
    long result(int client, int call) {
        return results[client][call];
    }

    /// The first call that was executed more than once.
    Optional<String> violation() {
        return violation.isEmpty() ? Optional.empty() : Optional.of(violation);
    }
}
