// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import dev.duality.shm.Payload;
import dev.duality.shm.SplitMix64;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import java.util.OptionalLong;

/// The table as a sequential object.
final class PlainTable implements Specification {
    private final Prefixes prefixes;
    private final String[] names;
    private final int[] servers;
    private final long[] generations;
    private final int serverCount;

    PlainTable(Setting setting) {
        Namespace namespace = Namespace.of(setting);
        this.prefixes = namespace.prefixes();
        this.names = PrefixWorkload.names(setting, namespace);
        this.serverCount = PrefixWorkload.servers(setting);
        this.servers = new int[prefixes.count()];
        this.generations = new long[prefixes.count()];
        for (int domain = 0; domain < servers.length; domain++) {
            servers[domain] = PrefixWorkload.home(domain, 0, setting);
        }
    }

    @Override
    public long apply(int kind, long which, long b, Payload payload) {
        return switch (kind) {
            case PrefixWorkload.LOOKUP -> {
                int domain = prefixes.longest(names[(int) which]);
                yield LookupAnswer.of(domain, servers[domain], generations[domain]);
            }
            case PrefixWorkload.MOVE -> {
                int domain = (int) which;
                servers[domain] = (servers[domain] + 1) % serverCount;
                yield generations[domain]++;
            }
            default -> throw new IllegalArgumentException("a prefix table has no operation " + kind);
        };
    }

    /// Looks for the longest prefix of each name once; which server has it then still takes one operation after the
    /// other.
    @Override
    public OptionalLong passes(Script script, long count) {
        int[] domains = new int[script.size()];
        for (int i = 0; i < domains.length; i++) {
            domains[i] = script.kind(i) == PrefixWorkload.LOOKUP ? prefixes.longest(names[(int) script.a(i)]) : -1;
        }
        Payload none = new Payload(0);
        long answers = 0;
        for (long pass = 0; pass < count; pass++) {
            for (int i = 0; i < domains.length; i++) {
                int domain = domains[i];
                answers += domain < 0
                        ? apply(script.kind(i), script.a(i), script.b(i), none)
                        : LookupAnswer.of(domain, servers[domain], generations[domain]);
            }
        }
        return OptionalLong.of(answers);
    }

    @Override
    public long digest() {
        long digest = 0;
        for (int domain = 0; domain < servers.length; domain++) {
            digest = digest(digest, domain, servers[domain], generations[domain]);
        }
        return digest;
    }

    /// The digest of the domains so far, and of one more.
    static long digest(long before, int domain, int server, long generation) {
        return SplitMix64.of(before, LookupAnswer.of(domain, server, generation));
    }
}
