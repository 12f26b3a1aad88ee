// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.Payload;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RpcWorkloadTest implements WorkloadContract {
    private final RpcWorkload workload = new RpcWorkload();

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "500"),
                Map.of("operations", "500", "command", "echo"),
                Map.of("operations", "500", "command", "echo", "payload", "1000"),
                Map.of("operations", "200", "command", "read"),
                Map.of("operations", "100", "command", "read", "payload", "16384"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(String... pairs) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Setting.of(workload, Values.of(workload, given));
    }

    @Test
    void aCommandHasItsOwnPayloadUnlessToldOtherwise() {
        assertEquals(0, setting("command", "null").payloadBytes());
        assertEquals(64, setting("command", "echo").payloadBytes());
        assertEquals(4096, setting("command", "read").payloadBytes());
        assertEquals(100, setting("command", "read", "payload", "100").payloadBytes());
    }

    @Test
    void aPayloadForTheNullCommandIsRefused() {
        BadInput refusal = assertThrows(BadInput.class, () -> setting("payload", "64"));

        assertEquals(
                "payload is 64, but command null carries no data; use command=echo or command=read",
                refusal.getMessage());
    }

    @Test
    void anEchoComesBackAsItWasSent() {
        Setting setting = setting("command", "echo", "payload", "200");
        Payload payload = setting.payload();
        payload.stamp(7, 200);

        workload.specification(setting).apply(RpcServer.ECHO, 0, 1, payload);

        assertEquals(200, payload.length());
        assertEquals(7, payload.stamp());
    }

    @Test
    void aReadBringsThePieceOfTheFileThatItAsksFor() {
        Setting setting = setting("command", "read");
        Payload payload = setting.payload();

        workload.specification(setting).apply(RpcServer.READ, 0, 18, payload);

        assertEquals(4096, payload.length());
        assertEquals(RpcServer.pieceOf(18) + 1, payload.stamp());
    }

    @Test
    void aCallExecutedTwiceGivesAnotherResult() {
        Specification server = workload.specification(setting());

        assertNotEquals(
                server.apply(RpcServer.NULL, 0, 1, new Payload(0)), server.apply(RpcServer.NULL, 0, 1, new Payload(0)));
    }

    @Test
    void otherDataGiveAnotherResultAndAnotherDigest() {
        Setting setting = setting("command", "echo");
        Specification one = workload.specification(setting);
        Specification other = workload.specification(setting);
        Payload payload = setting.payload();

        payload.stamp(1, 64);
        long first = one.apply(RpcServer.ECHO, 0, 1, payload);
        payload.stamp(2, 64);
        long second = other.apply(RpcServer.ECHO, 0, 1, payload);

        assertNotEquals(first, second);
        assertNotEquals(one.digest(), other.digest());
    }

    @Test
    void clientsMayBeServedInAnyOrder() {
        Setting setting = setting().withWorkers(2);
        Specification one = workload.specification(setting);
        Specification other = workload.specification(setting);

        one.apply(RpcServer.NULL, 0, 1, new Payload(0));
        one.apply(RpcServer.NULL, 1, 1, new Payload(0));
        other.apply(RpcServer.NULL, 1, 1, new Payload(0));
        other.apply(RpcServer.NULL, 0, 1, new Payload(0));

        assertEquals(one.digest(), other.digest());
    }

    @Test
    void aReplyThatBelongsToAnotherCallIsAViolation() {
        Setting setting = setting("operations", "3");
        Specification server = workload.specification(setting);
        Script script = workload.script(setting, 0);
        long[] results = {1, 2, 3};
        for (int i = 0; i < 3; i++) {
            results[i] = server.apply(script.kind(i), script.a(i), script.b(i), new Payload(0));
        }
        FinalState good = new FinalState(setting, List.of(script), List.of(results), server.digest(), server);
        FinalState bad = new FinalState(
                setting,
                List.of(script),
                List.of(new long[] {results[0], results[2], results[1]}),
                server.digest(),
                server);

        assertEquals(Optional.empty(), workload.violation(good));
        assertEquals(
                Optional.of("client 0: call #1 kind 0 (0, 2) got %d, not its own %d".formatted(results[2], results[1])),
                workload.violation(bad));
    }

    @Test
    void aCallThatWasExecutedAgainAfterItsReplyIsAViolation() {
        Setting setting = setting("operations", "1");
        Specification server = workload.specification(setting);
        Script script = workload.script(setting, 0);
        long[] results = {server.apply(RpcServer.NULL, 0, 1, new Payload(0))};
        server.apply(RpcServer.NULL, 0, 1, new Payload(0));

        assertEquals(
                Optional.of("client 0 made 1 calls, but 2 were executed"),
                workload.violation(
                        new FinalState(setting, List.of(script), List.of(results), server.digest(), server)));
    }
}
