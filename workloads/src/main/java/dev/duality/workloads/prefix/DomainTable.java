// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

/// The server and the generation of each domain. Nobody changes it once others can see it.
final class DomainTable {
    private final int[] servers;
    private final long[] generations;
    private final int serverCount;

    /// @param servers by domain; the table's from now on
    /// @param generations likewise
    DomainTable(int[] servers, long[] generations, int serverCount) {
        this.servers = servers;
        this.generations = generations;
        this.serverCount = serverCount;
    }

    long generation(int domain) {
        return generations[domain];
    }

    long answer(int domain) {
        return LookupAnswer.of(domain, servers[domain], generations[domain]);
    }

    /// Another table, in which one domain is at the next server.
    DomainTable moved(int domain) {
        int[] later = servers.clone();
        long[] grown = generations.clone();
        later[domain] = (later[domain] + 1) % serverCount;
        grown[domain]++;
        return new DomainTable(later, grown, serverCount);
    }

    long digest() {
        long digest = 0;
        for (int domain = 0; domain < servers.length; domain++) {
            digest = PlainTable.digest(digest, domain, servers[domain], generations[domain]);
        }
        return digest;
    }
}
