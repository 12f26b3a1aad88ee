// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.rpc;

import dev.duality.messaging.Node;
import dev.duality.simulation.protocol.Boots;
import dev.duality.simulation.protocol.CallTimes;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.rpc.RpcServer;
import dev.duality.workloads.rpc.RpcWorkload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// The clients, the server, and a checker that knows what each call gave on both ends.
class SpriteDeployment implements Deployment {
    private final Setting setting;
    private final int clients;
    private final Specification state;
    private final Script[] scripts;
    private final Outcomes[] outcomes;
    private final ExecutionChecker executions;
    private final AtomicInteger unfinished;
    private final CallTimes times = new CallTimes();
    private final Boots boots;

    SpriteDeployment(RpcWorkload workload, Setting setting, int count) {
        this.setting = setting;
        this.clients = count - 1;
        this.unfinished = new AtomicInteger(clients);
        this.state = new RpcServer(setting, clients);
        this.scripts = new Script[clients];
        this.outcomes = new Outcomes[clients];
        int[] calls = new int[clients];
        for (int client = 0; client < clients; client++) {
            scripts[client] = workload.script(setting, client, clients);
            calls[client] = scripts[client].size();
            outcomes[client] = new Outcomes(calls[client], unfinished, times);
        }
        this.executions = new ExecutionChecker(calls);
        this.boots = new Boots(count, this::node);
    }

    @Override
    public List<Node> nodes() {
        return boots.nodes();
    }

    @Override
    public Node restarted(int node) {
        return boots.restarted(node);
    }

    private Node node(int node, int boot) {
        return node == clients
                ? server(setting, clients, boot, state, executions)
                : client(setting, node, clients, boot, scripts[node], outcomes[node]);
    }

    SpriteClient client(Setting its, int self, int server, int boot, Script script, Outcomes results) {
        return new SpriteClient(its, self, server, boot, script, results);
    }

    SpriteServer server(Setting its, int callers, int boot, Specification kept, ExecutionChecker log) {
        return new SpriteServer(its, callers, boot, kept, log);
    }

    @Override
    public boolean finished() {
        return unfinished.get() == 0;
    }

    /// No call is executed more than once.
    @Override
    public Optional<String> violation() {
        return executions.violation();
    }

    /// Each call that succeeded was executed once, the reply is its own, and its data are whole.
    @Override
    public Optional<String> violationAtEnd() {
        for (int client = 0; client < clients; client++) {
            for (int call = 1; call <= outcomes[client].calls(); call++) {
                Optional<String> found = violation(client, call);
                if (found.isPresent()) {
                    return found.map(("client " + client + ": call " + call + " ")::concat);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> violation(int client, int call) {
        int times = executions.times(client, call);
        return switch (outcomes[client].outcome(call)) {
            case SUCCEEDED -> {
                long got = outcomes[client].result(call);
                long gave = executions.result(client, call);
                if (times != 1) {
                    yield Optional.of("succeeded, and was executed %d times".formatted(times));
                }
                yield got == gave
                        ? Optional.empty()
                        : Optional.of("gave %d, but its client got %d".formatted(gave, got));
            }
            case GARBLED -> Optional.of("brought data that are not its own");
            case NONE -> times == 0 ? Optional.empty() : Optional.of("was executed, but nobody made it");
            case BEGUN, GIVEN_UP, REJECTED -> Optional.empty(); // executed once, or not at all
        };
    }

    @Override
    public long digest() {
        return state.digest();
    }

    @Override
    public Optional<CallTimes> times() {
        return Optional.of(times);
    }

    @Override
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("calls", sum(Outcomes::calls));
        counts.put("executions", executions.executions());
        counts.put("succeeded", sum(each -> each.count(Outcomes.Ending.SUCCEEDED)));
        counts.put("given up", sum(each -> each.count(Outcomes.Ending.GIVEN_UP)));
        counts.put("rejected", sum(each -> each.count(Outcomes.Ending.REJECTED)));
        counts.put("retries", sum(each -> each.retries));
        counts.put("replies resent", executions.repliesResent);
        counts.put("fragments resent", executions.fragmentsResent + sum(each -> each.fragmentsResent));
        counts.put("acks", executions.acknowledgements);
        counts.put("restarts seen", restartsSeen());
        return counts;
    }

    /// The number of times that a client noticed that the server had been restarted.
    long restartsSeen() {
        return sum(each -> each.restartsSeen);
    }

    /// The executions of calls.
    RpcFigures.Executed executed() {
        int fewest = Integer.MAX_VALUE;
        int most = 0;
        for (int client = 0; client < clients; client++) {
            for (int call = 1; call <= outcomes[client].calls(); call++) {
                int times = executions.times(client, call);
                most = Math.max(most, times);
                if (outcomes[client].outcome(call) == Outcomes.Ending.SUCCEEDED) {
                    fewest = Math.min(fewest, times);
                }
            }
        }
        long calls = sum(Outcomes::calls);
        return new RpcFigures.Executed(calls, sum(each -> each.count(Outcomes.Ending.SUCCEEDED)), fewest, most);
    }

    private long sum(ToLongFunction<Outcomes> what) {
        return Stream.of(outcomes).mapToLong(what).sum();
    }
}
