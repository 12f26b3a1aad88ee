// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.shm.Payload;
import dev.duality.workloads.FinalState;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Specification;
import dev.duality.workloads.Values;
import dev.duality.workloads.Workload;
import dev.duality.workloads.contract.WorkloadContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PrefixWorkloadTest implements WorkloadContract {
    private final PrefixWorkload workload = new PrefixWorkload();
    private final Payload none = new Payload(0);

    @Override
    public Workload workload() {
        return workload;
    }

    @Override
    public List<Map<String, String>> samples() {
        return List.of(
                Map.of("operations", "500", "moves", "200"),
                Map.of("operations", "501", "moves", "50", "prefixes", "2", "servers", "3"));
    }

    @Override
    public long operations(Map<String, String> sample) {
        return Long.parseLong(sample.get("operations"));
    }

    private Setting setting(Map<String, String> values) {
        return Setting.of(workload, Values.of(workload, values));
    }

    @Test
    void aLookupGivesTheLongestPrefixsDomainAndItsServer() {
        Setting setting = setting(Map.of());
        Namespace namespace = Namespace.of(setting);
        String[] names = PrefixWorkload.names(setting, namespace);
        Specification table = workload.specification(setting);

        for (int name = 0; name < names.length; name++) {
            int domain = namespace.naiveDomain(names[name]);
            assertEquals(LookupAnswer.of(domain, domain % 4, 0), table.apply(PrefixWorkload.LOOKUP, name, 0, none));
        }
    }

    @Test
    void aMoveGoesToTheNextServerAndGivesTheGenerationBefore() {
        Setting setting = setting(Map.of());
        String[] names = PrefixWorkload.names(setting, Namespace.of(setting));
        int name = IntStream.range(0, names.length)
                .filter(i -> names[i].startsWith("/d2/x"))
                .findFirst()
                .orElseThrow();
        Specification table = workload.specification(setting);

        assertEquals(0, table.apply(PrefixWorkload.MOVE, 2, 0, none));
        assertEquals(LookupAnswer.of(2, 3, 1), table.apply(PrefixWorkload.LOOKUP, name, 0, none));
        assertEquals(1, table.apply(PrefixWorkload.MOVE, 2, 0, none));
        assertEquals(LookupAnswer.of(2, 0, 2), table.apply(PrefixWorkload.LOOKUP, name, 0, none));
    }

    @Test
    void noOtherOperationIsThere() {
        Specification table = workload.specification(setting(Map.of()));

        assertThrows(IllegalArgumentException.class, () -> table.apply(2, 0, 0, none));
    }

    @Test
    void theDigestSaysWhereEachDomainIs() {
        Specification one = workload.specification(setting(Map.of()));
        Specification other = workload.specification(setting(Map.of()));
        long before = one.digest();
        assertEquals(before, other.digest());
        one.apply(PrefixWorkload.MOVE, 1, 0, none);
        other.apply(PrefixWorkload.MOVE, 2, 0, none);

        assertNotEquals(before, one.digest());
        assertNotEquals(one.digest(), other.digest());
    }

    @Test
    void theFirstWorkerMovesDomainsInTurnAllOverItsScript() {
        Setting setting = setting(Map.of("operations", "200", "moves", "4")).withWorkers(2);
        Script first = workload.script(setting, 0);
        Script second = workload.script(setting, 1);
        List<Integer> moves = IntStream.range(0, first.size())
                .filter(i -> first.kind(i) == PrefixWorkload.MOVE)
                .boxed()
                .toList();

        assertEquals(List.of(20, 40, 60, 80), moves);
        assertEquals(List.of(0L, 1L, 2L, 3L), moves.stream().map(first::a).toList());
        assertEquals(
                0,
                IntStream.range(0, second.size())
                        .filter(i -> second.kind(i) == PrefixWorkload.MOVE)
                        .count());
    }

    /// Two lookups of a name in domain 0, whose server is the first one.
    private Optional<String> violation(long first, long second) {
        Setting setting = setting(Map.of("operations", "2", "moves", "0"));
        String[] names = PrefixWorkload.names(setting, Namespace.of(setting));
        int name = IntStream.range(0, names.length)
                .filter(i -> names[i].equals("/x0/f0"))
                .findFirst()
                .orElseThrow();
        Script script = Script.builder()
                .add(PrefixWorkload.LOOKUP, name, 0)
                .add(PrefixWorkload.LOOKUP, name, 0)
                .build();
        return workload.violation(
                new FinalState(setting, List.of(script), List.of(new long[] {first, second}), 0, (_, _, _, _) -> 0));
    }

    @Test
    void aServerThatBelongsToAnotherGenerationIsAViolation() {
        assertEquals(Optional.empty(), violation(LookupAnswer.of(0, 1, 1), LookupAnswer.of(0, 2, 2)));
        assertEquals(
                Optional.of("/x0/f0 gave domain 0, generation 2 at server 1, but it is in domain 0"),
                violation(LookupAnswer.of(0, 1, 1), LookupAnswer.of(0, 1, 2)));
        assertEquals(
                Optional.of("/x0/f0 gave domain 1, generation 0 at server 1, but it is in domain 0"),
                violation(LookupAnswer.of(0, 1, 1), LookupAnswer.of(1, 1, 0)));
    }

    @Test
    void aGenerationThatGoesBackIsAViolation() {
        assertEquals(
                Optional.of("worker 0 saw generation 1 of domain 0 behind generation 2"),
                violation(LookupAnswer.of(0, 2, 2), LookupAnswer.of(0, 1, 1)));
    }
}
