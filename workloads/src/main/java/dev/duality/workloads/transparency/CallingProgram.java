// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.transparency;

import dev.duality.shm.Payload;
import dev.duality.workloads.Caller;
import dev.duality.workloads.Script;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A program that calls, one call after the other, and writes down all that it gets. It is the same class wherever its
/// objects are: it goes through a [Caller] by itself, or is led from call to call by a node in virtual time.
///
/// - **Threads:** one at a time.
public final class CallingProgram {
    private final Script script;
    private final StringBuilder transcript = new StringBuilder();
    private int next;

    /// @param script made by [TransparencyWorkload#script]
    public CallingProgram(Script script) {
        this.script = script;
    }

    /// Whether it has a call left to make.
    public boolean calls() {
        return next < script.size();
    }

    /// The number of its calls that were answered.
    public int answered() {
        return next;
    }

    /// Its next call.
    public SystemCall call() {
        return SystemCall.of(script.kind(next));
    }

    /// The number of its client.
    public long client() {
        return script.a(next);
    }

    /// The argument of its next call.
    public long argument() {
        return script.b(next);
    }

    /// Writes the bytes that go with its next call.
    public void load(Payload payload) {
        script.load(next, payload);
    }

    /// Its call was answered.
    /// @param reply the bytes that came with the answer
    public void answer(long result, Payload reply) {
        write(CallError.line(result)
                + (reply.length() == 0 ? "" : ", " + HexFormat.of().formatHex(reply.bytes(), 0, reply.length())));
    }

    /// Its call was answered by [CallError#LOST].
    /// @param what has been lost, in words
    public void lose(String what) {
        write(CallError.line(CallError.LOST.result()) + ": lost " + what);
    }

    private void write(String answer) {
        transcript.append(call().line(argument())).append(": ").append(answer).append('\n');
        next++;
    }

    /// Makes all its calls.
    /// @param payload made by the setting, for all of them
    public void run(Caller caller, Payload payload) {
        while (calls()) {
            load(payload);
            answer(caller.call(call().kind(), client(), argument(), payload), payload);
        }
    }

    /// The answers that it has got so far, a line for each call.
    public byte[] transcript() {
        return transcript.toString().getBytes(StandardCharsets.UTF_8);
    }
}
