// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.loadboard;

import dev.duality.simulation.cache.ConsistencyDeployment.CommonFiles;
import dev.duality.simulation.cache.ConsistencyDeployment.Day;
import dev.duality.simulation.protocol.Deployment;
import dev.duality.simulation.protocol.Protocol;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Values;
import dev.duality.workloads.loadboard.LoadboardWorkload;
import java.util.List;

/// Hosts whose users do what users do in a usual day, and now and then need an idle host. The last node is the file
/// server, each other one is a host. Of the workload's values it uses how many updates say that a host is busy, and how
/// many operations there are: what users open, queries among them.
final class RecordsProtocol implements Protocol {
    private static final long MILLISECOND = 1_000_000;

    static final Parameter<Long> USERS = Parameter.integer("users", "how many a host has", "", 4, 1, 64);
    static final Parameter<Long> THINK =
            Parameter.integer("think", "between two files of a user, on average", "ms", 4000, 0, 10_000_000);
    static final Parameter<Long> PICKS =
            Parameter.integer("picks", "opens, of a thousand, that are queries", "", 65, 0, 1000);
    static final Parameter<Long> PERIOD =
            Parameter.integer("period", "between two updates of a host", "ms", 10_000, 1000, 10_000_000);
    static final Parameter<Long> RECORD =
            Parameter.integer("record", "how long a host's record is", "bytes", 128, 8, RecordsDeployment.BLOCK_BYTES);
    static final Parameter<Long> CAPACITY =
            Parameter.integer("capacity", "blocks in a host's cache", "blocks", 2048, 1, 1 << 20);
    static final Parameter<Long> FILES =
            Parameter.integer("files", "how many files everybody reads and nobody writes", "", 64, 1, 1 << 20);
    static final Parameter<Long> SHARED =
            Parameter.integer("shared", "opens, of a thousand, of other files that all write", "", 40, 0, 1000);
    static final Parameter<Long> HURRY =
            Parameter.integer("hurry", "how many times faster users and daemons are", "", 1, 1, 1_000_000);

    private final RecordsDeployment.Form form;
    private final String name;
    private final String description;

    private RecordsProtocol(RecordsDeployment.Form form, String name, String description) {
        this.form = form;
        this.name = name;
        this.description = description;
    }

    /// In both forms.
    static List<Protocol> all() {
        return List.of(
                new RecordsProtocol(
                        RecordsDeployment.Form.FILE,
                        "file",
                        "the records are a file under Sprite's rules, uncacheable since all write it (Welch 1991)"),
                new RecordsProtocol(
                        RecordsDeployment.Form.SERVER,
                        "server",
                        "a process beside the file server has the records: a query is one request (Welch 1991)"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(USERS, THINK, PICKS, PERIOD, RECORD, CAPACITY, FILES, SHARED, HURRY);
    }

    @Override
    public int payloadBytes(Setting setting, int nodes) {
        return RecordsDeployment.BLOCK_BYTES;
    }

    @Override
    public Deployment deployment(Setting setting, int nodes) {
        Values values = setting.values();
        long hurry = values.get(HURRY);
        RecordsDeployment.Plan plan = new RecordsDeployment.Plan(
                new Day(
                        values.getInt(USERS),
                        values.get(LoadboardWorkload.OPERATIONS),
                        values.getInt(CAPACITY),
                        new CommonFiles(values.getInt(FILES), values.getInt(SHARED)),
                        values.get(THINK) * MILLISECOND / hurry,
                        hurry,
                        setting.seed()),
                values.getInt(PICKS),
                values.getInt(RECORD),
                values.get(PERIOD) * MILLISECOND / hurry);
        return deployment(form, plan, nodes, values.get(LoadboardWorkload.BUSY));
    }

    static RecordsDeployment deployment(
            RecordsDeployment.Form form, RecordsDeployment.Plan plan, int nodes, long busyPercent) {
        int hosts = nodes - 1;
        return new RecordsDeployment(
                form, plan, nodes, () -> new IdleBoard(hosts, busyPercent), new RecordsChecker(hosts, busyPercent));
    }
}
