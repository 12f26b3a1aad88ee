// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import dev.duality.shm.SplitMix64;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.JobSplit;
import dev.duality.workloads.Parameter;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A prefix table: names are looked up, each by the longest prefix that it begins with, and now and then a domain moves
/// to the next server. Over shared memory all read one table, which never changes: who moves a domain makes another
/// one. Over messages somebody keeps it. In virtual time each client has a table of its own, whose entries are hints,
/// as in Sprite.
public final class PrefixWorkload implements Workload {
    /// Looks up name `a` of the mixture. Gives the domain, its server and its generation, see [LookupAnswer].
    static final int LOOKUP = 0;

    /// Moves domain `a` to the next server. Gives its generation before.
    static final int MOVE = 1;

    /// The number of different names.
    static final int NAMES = 4096;

    public static final Parameter<Long> PREFIXES =
            Parameter.integer("prefixes", "how many domains there are", "domains", 12, 2, 64);
    public static final Parameter<Long> SERVERS =
            Parameter.integer("servers", "how many servers have them", "servers", 4, 1, 64);
    public static final Parameter<Long> MOVES =
            Parameter.integer("moves", "how often a domain moves in the whole job", "moves", 4, 0, 1 << 20);
    public static final Parameter<Long> OPERATIONS =
            Parameter.integer("operations", "size of the whole job", "operations", 65_536, 1, 1 << 24);

    @Override
    public String name() {
        return "prefix";
    }

    @Override
    public String description() {
        return "Sprite's prefix table: which server has a name, by its longest prefix, while domains move";
    }

    @Override
    public List<Parameter<?>> parameters() {
        return List.of(PREFIXES, SERVERS, MOVES, OPERATIONS);
    }

    public static int servers(Setting setting) {
        return setting.getInt(SERVERS);
    }

    static int prefixes(Setting setting) {
        return setting.getInt(PREFIXES);
    }

    /// The names that operations can look up.
    static String[] names(Setting setting, Namespace namespace) {
        NameMixture mixture = new NameMixture(namespace, NameMixture.Shares.ABSOLUTE, setting.seed(), 0);
        String[] names = new String[NAMES];
        Arrays.setAll(names, _ -> mixture.next().text());
        return names;
    }

    @Override
    public Specification specification(Setting setting) {
        return new PlainTable(setting);
    }

    @Override
    public long operations(Setting setting) {
        return JobSplit.sum(setting.get(OPERATIONS), setting.workers());
    }

    /// The first worker moves domains, in turn and evenly spread.
    @Override
    public Script script(Setting setting, int worker) {
        Script.Builder script = Script.builder();
        long share = JobSplit.share(setting.get(OPERATIONS), worker, setting.workers());
        long moves = worker == 0 ? Math.min(share, setting.get(MOVES)) : 0;
        SplittableRandom random = new SplittableRandom(SplitMix64.of(setting.seed(), worker));
        long moved = 0;
        for (long i = 0; i < share; i++) {
            if (moved < moves && (i + 1) * (moves + 1) > (moved + 1) * share) {
                script.add(MOVE, moved++ % prefixes(setting), 0);
            } else {
                script.add(LOOKUP, random.nextInt(NAMES), 0);
            }
        }
        return script.build();
    }

    @Override
    public List<Side> sides() {
        return List.of(new SnapshotSide());
    }

    @Override
    public boolean commutes(Setting setting) {
        return true; // a move goes to the next server; what lookups gave is checked below
    }

    /// Each lookup gave the longest prefix's domain, at the server where that generation of it is; no generation was
    /// left twice; and the generations that a worker saw did not go back.
    @Override
    public Optional<String> violation(FinalState finalState) {
        Setting setting = finalState.setting();
        Namespace namespace = Namespace.of(setting);
        String[] names = names(setting, namespace);
        for (int worker = 0; worker < finalState.scripts().size(); worker++) {
            Script script = finalState.scripts().get(worker);
            long[] results = finalState.results().get(worker);
            long[] seen = new long[prefixes(setting)];
            for (int i = 0; i < script.size(); i++) {
                int domain =
                        script.kind(i) == MOVE ? (int) script.a(i) : namespace.naiveDomain(names[(int) script.a(i)]);
                long generation = script.kind(i) == MOVE ? results[i] : LookupAnswer.generation(results[i]);
                if (script.kind(i) == LOOKUP
                        && results[i] != LookupAnswer.of(domain, home(domain, generation, setting), generation)) {
                    return Optional.of("%s gave %s, but it is in domain %d"
                            .formatted(names[(int) script.a(i)], LookupAnswer.line(results[i]), domain));
                }
                long least = seen[domain];
                if (generation < least) {
                    return Optional.of("worker %d saw generation %d of domain %d behind generation %d"
                            .formatted(worker, generation, domain, least));
                }
                seen[domain] = script.kind(i) == MOVE ? generation + 1 : generation;
            }
        }
        return Optional.empty();
    }

    /// The server that has a generation of a domain.
    static int home(int domain, long generation, Setting setting) {
        return (int) ((domain + generation) % servers(setting));
    }
}
