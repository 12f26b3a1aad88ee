// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.rpc;

import dev.duality.shm.Payload;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Footprint;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Optional;

/// A client calls a server's procedure and gets its result, with data that both ends touch. Clients do not meet in the
/// server's state, so what is measured is the call.
public final class RpcWorkload implements Workload {
    public static final Parameter<String> COMMAND =
            Parameter.oneOf("command", "which procedure is called", "null", "echo", "read");
    public static final Parameter<Long> PAYLOAD = Parameter.integer(
            "payload",
            "data of an echo or a read; 0 for the command's own: 64 of an echo, 4096 of a read",
            "bytes",
            0,
            0,
            1 << 20);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    private static final int CLIENTS_OF_LINE = 8; // a long each

    @Override
    public String name() {
        return "rpc";
    }

    @Override
    public String description() {
        return "a kernel-to-kernel call: nothing, an echo, or a read of the server's file";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(COMMAND, PAYLOAD, OPERATIONS);
    }

    @Override
    public Optional<String> rejects(Values values) {
        return Command.of(values) == Command.NULL && values.get(PAYLOAD) > 0
                ? Optional.of("payload is %d, but command null carries no data; use command=echo or command=read"
                        .formatted(values.get(PAYLOAD)))
                : Optional.empty();
    }

    @Override
    public int payloadBytes(Values values) {
        return Command.of(values).payloadBytes(values);
    }

    @Override
    public Specification specification(Setting setting) {
        return new RpcServer(setting);
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    @Override
    public Script script(Setting setting, int worker) {
        return script(setting, worker, setting.workers());
    }

    /// The calls of one of so many clients.
    public Script script(Setting setting, int worker, int workers) {
        Command command = Command.of(setting.values());
        int requestBytes = command.requestBytes(setting);
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, workers);
        for (long number = 1; number <= share; number++) {
            script.add(command.kind(), worker, number, requestBytes, number);
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return List.of(new ProcedureCallSide());
    }

    /// A client's calls touch what the server knows about that client, and read the file, which nobody changes.
    /// What the server knows about the client: its count and its sum, eight clients to a line. Calls with data are not
    /// said here: what their bytes touch depends on who copies them.
    @Override
    public Optional<Footprint> footprint(Setting setting) {
        if (Command.of(setting.values()) != Command.NULL) {
            return Optional.empty();
        }
        int each = (setting.workers() + CLIENTS_OF_LINE - 1) / CLIENTS_OF_LINE;
        return Optional.of(new Footprint() {
            @Override
            public int lines() {
                return 2 * each;
            }

            @Override
            public void of(int kind, long client, long number, Lines touched) {
                int line = (int) client / CLIENTS_OF_LINE;
                touched.write(line);
                touched.write(each + line);
            }
        });
    }

    @Override
    public boolean partitioned() {
        return true;
    }

    @Override
    public int partition(int kind, long client, long number) {
        return (int) client;
    }

    @Override
    public boolean commutes(Setting setting) {
        return true;
    }

    /// Each call was executed once, in its client's order, with its own data, and the reply is its own: since clients
    /// do not meet, every result is the one that the client would get if it were alone.
    @Override
    public Optional<String> violation(FinalState finalState) {
        Setting setting = finalState.setting();
        Specification alone = specification(setting);
        Payload payload = setting.payload();
        for (int client = 0; client < finalState.scripts().size(); client++) {
            Script script = finalState.scripts().get(client);
            long[] results = finalState.results().get(client);
            for (int i = 0; i < script.size(); i++) {
                script.load(i, payload);
                long expected = alone.apply(script.kind(i), script.a(i), script.b(i), payload);
                if (results[i] != expected) {
                    return Optional.of("client %d: call %s got %d, not its own %d"
                            .formatted(client, script.line(i), results[i], expected));
                }
            }
            long calls = finalState.ask(RpcServer.CALLS, client, 0);
            if (calls != script.size()) {
                return Optional.of(
                        "client %d made %d calls, but %d were executed".formatted(client, script.size(), calls));
            }
        }
        return Optional.empty();
    }
}
