// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parameters that have several values in one run.
class SweepPlanTest extends Planned {
    /// A cache and its policies for each trace; the file's name tells the cells apart.
    @Test
    void eachTraceThatIsSweptHasAllPoliciesInTenMinutesAtMost(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(folder.resolve("one of them;.txt"), "1\n2\n1\n3\n");
        Path two = Files.writeString(folder.resolve("two.txt"), "1\n1\n2\n");

        Plan plan = plan(
                Preset.POLICIES,
                2,
                List.of(),
                List.of(),
                List.of(),
                Map.of("capacity", "64"),
                Map.of("trace", List.of(one.toString(), two.toString())));
        List<String> ids = ids(plan);

        assertEquals(28, ids.size());
        assertTrue(ids.contains("cache/shm:lockfree/w2/policy=sieve,trace=one_of_them_.txt"), ids::toString);
        assertTrue(ids.contains("cache/messaging:ring/w1/policy=lru,trace=two.txt"), ids::toString);
        assertEquals(
                Set.of(one.toString(), two.toString()),
                plan.cells().stream()
                        .map(planned -> planned.cell().params().get("trace").value())
                        .collect(Collectors.toSet()));
        assertTrue(plan.limit().compareTo(Duration.ofMinutes(10)) <= 0, plan.limit()::toString);
        assertTrue(plan.plannedMillis() <= plan.limit().toMillis(), plan.plannedMillis() + " ms");
    }

    @Test
    void whatAPresetVariesAndAUserSweepsHasTheUsersValues() {
        List<String> ids = ids(plan(
                Preset.SECTIONS,
                2,
                List.of(),
                List.of("shm:lock"),
                List.of(),
                Map.of(),
                Map.of("work", List.of("100", "200"))));

        assertEquals(List.of("mutex/shm:lock/w2/work=100", "mutex/shm:lock/w2/work=200"), ids);
    }

    @Test
    void twoFilesOfOneNameWouldBeOneCellAndAreRefused(@TempDir Path folder) throws IOException {
        Path one = Files.writeString(Files.createDirectory(folder.resolve("a")).resolve("t.txt"), "1\n2\n1\n");
        Path two = Files.writeString(Files.createDirectory(folder.resolve("b")).resolve("t.txt"), "1\n1\n2\n");

        BadInput slip = assertThrows(
                BadInput.class,
                () -> plan(
                        Preset.POLICIES,
                        2,
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of("trace", List.of(one.toString(), two.toString()))));

        assertTrue(slip.getMessage().contains("two files have one name"), slip.getMessage());
    }

    @Test
    void valuesThatAnIdWouldHaveAlikeAreToldOfAsWhatTheyAre(@TempDir Path folder) throws IOException {
        String zeros = "0".repeat(40);
        String one =
                Files.writeString(folder.resolve(zeros + "1.txt"), "1\n2\n1\n").toString();
        String two =
                Files.writeString(folder.resolve(zeros + "2.txt"), "1\n1\n2\n").toString();

        for (Map<String, List<String>> swept :
                List.of(Map.of("capacity", List.of(zeros + "64", zeros + "65")), Map.of("trace", List.of(one, two)))) {
            BadInput slip = assertThrows(
                    BadInput.class, () -> plan(Preset.POLICIES, 2, List.of(), List.of(), List.of(), Map.of(), swept));

            assertTrue(
                    slip.getMessage().contains(zeros + ", since an id has a value by its first 40 signs"),
                    slip::getMessage);
        }
    }
}
