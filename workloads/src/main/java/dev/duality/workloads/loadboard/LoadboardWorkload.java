// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.loadboard;

import dev.duality.shm.SplitMix64;
import dev.duality.shm.history.Model;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Operation;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The load of each host, which it alone updates, and queries that pick an idle one. Over shared memory each host has a
/// record apart from the others', and a query looks at one after the other until it has found an idle one; over
/// messages somebody keeps all records, and a query is one request. In virtual time the records are a file that all
/// hosts write under Sprite's rules of consistency, or with a process that the file server runs.
public final class LoadboardWorkload implements Workload {
    /// Host `b` has load `a`. Gives its load before.
    public static final int UPDATE = 0;

    /// Gives an idle host, [#NOBODY] if there is none. Who asks looks from host `b` on.
    public static final int QUERY = 1;

    public static final long IDLE = 0;

    /// The answer of a query when no host is idle.
    public static final long NOBODY = -1;

    /// The highest load.
    static final int MOST_LOAD = 100;

    public static final Parameter<Long> HOSTS =
            Parameter.integer("hosts", "how many have a record, shared out among workers", "hosts", 32, 1, 4096);
    public static final Parameter<Long> QUERIES =
            Parameter.integer("queries", "how many operations of 100 pick an idle host", "", 20, 0, 100);
    public static final Parameter<Long> BUSY =
            Parameter.integer("busy", "how many updates of 100 say that a host is busy", "", 70, 0, 100);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    @Override
    public String name() {
        return "loadboard";
    }

    @Override
    public String description() {
        return "each host updates its own record, and queries pick an idle host";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(HOSTS, QUERIES, BUSY, OPERATIONS);
    }

    static int hosts(Values values) {
        return values.getInt(HOSTS);
    }

    @Override
    public Specification specification(Setting setting) {
        return board(hosts(setting.values()));
    }

    /// The specification for whoever keeps a board without a setting: all hosts are idle at first.
    /// @param hosts how many have a record, 1 or more
    public static Specification board(int hosts) {
        return new LoadTable(hosts);
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    /// A worker updates the hosts that are its own; one that has none only asks.
    @Override
    public Script script(Setting setting, int worker) {
        Values values = setting.values();
        int hosts = hosts(values);
        int own = Math.max(0, hosts - worker + setting.workers() - 1) / setting.workers();
        Script.Builder script = Script.builder();
        SplittableRandom random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
        long share = JobSplit.share(values.get(OPERATIONS), worker, setting.workers());
        for (long i = 0; i < share; i++) {
            if (own == 0 || random.nextInt(100) < values.get(QUERIES)) {
                script.add(QUERY, 0, random.nextInt(hosts));
            } else {
                boolean busy = random.nextInt(100) < values.get(BUSY);
                long host = worker + (long) random.nextInt(own) * setting.workers();
                script.add(UPDATE, busy ? 1 + random.nextInt(MOST_LOAD) : IDLE, host);
            }
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return List.of(new PaddedSide());
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // each host has one worker that updates it; what queries gave is checked below
    }

    @Override
    public Model<?, Operation> model(Setting setting) {
        return new AnyIdle(hosts(setting.values()));
    }

    /// A worker knows its own hosts: what it has said of them last is what it finds, and a query that picks one of
    /// them, or none at all, is right about them. At the end queries pick by what was said of each host last.
    @Override
    public Optional<String> violation(FinalState finalState) {
        int workers = finalState.setting().workers();
        long[] loads = new long[hosts(finalState.setting().values())];
        for (int worker = 0; worker < finalState.scripts().size(); worker++) {
            Script script = finalState.scripts().get(worker);
            long[] results = finalState.results().get(worker);
            for (int i = 0; i < script.size(); i++) {
                Optional<String> wrong = script.kind(i) == UPDATE
                        ? wrongUpdate(loads, script, i, results[i])
                        : wrongQuery(loads, worker, workers, results[i]);
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        for (int from = 0; from < loads.length; from++) {
            long expected = LoadTable.idle(loads, from);
            long picked = finalState.ask(QUERY, 0, from);
            if (picked != expected) {
                return Optional.of("at the end a query from host %d on picked %d, but should have picked %d"
                        .formatted(from, picked, expected));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrongUpdate(long[] loads, Script script, int at, long result) {
        int host = (int) script.b(at);
        long before = loads[host];
        loads[host] = script.a(at);
        return result == before
                ? Optional.empty()
                : Optional.of("host %d had load %d, but its next update found %d".formatted(host, before, result));
    }

    private static Optional<String> wrongQuery(long[] loads, int worker, int workers, long picked) {
        if (picked < NOBODY || picked >= loads.length) {
            return Optional.of("worker %d was given host %d of %d".formatted(worker, picked, loads.length));
        }
        for (int host = worker; host < loads.length; host += workers) {
            if (picked == host && loads[host] != IDLE) {
                return Optional.of(
                        "worker %d was given its host %d, which had load %d".formatted(worker, host, loads[host]));
            }
            if (picked == NOBODY && loads[host] == IDLE) {
                return Optional.of("worker %d was given no host, but its host %d was idle".formatted(worker, host));
            }
        }
        return Optional.empty();
    }
}
