// SPDX-License-Identifier: Apache-2.0
package org.example.weakening;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeakeningTest {
    @ParameterizedTest
    @EnumSource
    void theSoundStructureNeverShowsWhatIsForbidden(Example example) {
        Set<String> seen = new TreeSet<>(example.sound().keySet());
        Set<String> allowed = new TreeSet<>(example.known());
        allowed.removeAll(example.forbidden());

        assertEquals(allowed, seen);
    }

    @ParameterizedTest
    @EnumSource
    void theWeakerOneShowsAllOfIt(Example example) {
        assertEquals(example.known(), new TreeSet<>(example.weaker().keySet()));
    }

    @Test
    void storesToOneWordArriveInOrder() {
        Actor writes = memory -> {
            memory.setPlain(0, 1);
            memory.setPlain(0, 2);
            return "";
        };
        Actor reads = memory -> memory.getPlain(0) + " then " + memory.getPlain(0);

        assertEquals(
                Set.of("; 0 then 0", "; 0 then 1", "; 0 then 2", "; 1 then 1", "; 1 then 2", "; 2 then 2"),
                new Executions(new Actor[] {writes, reads}).outcomes().keySet());
    }

    /// Store buffering, the one thing that x86 does to programs: both may read what was there before.
    @Test
    void eachActorMayMissTheOthersStoreButNotIfItIsVolatile() {
        Actor[] buffered = {
            memory -> {
                memory.setOpaque(0, 1);
                return "" + memory.getOpaque(8);
            },
            memory -> {
                memory.setOpaque(8, 1);
                return "" + memory.getOpaque(0);
            }
        };
        Actor[] fenced = {
            memory -> {
                memory.setVolatile(0, 1);
                return "" + memory.getVolatile(8);
            },
            memory -> {
                memory.setVolatile(8, 1);
                return "" + memory.getVolatile(0);
            }
        };

        assertTrue(new Executions(buffered).outcomes().containsKey("0; 0"));
        assertEquals(
                Set.of("0; 1", "1; 0", "1; 1"),
                new Executions(fenced).outcomes().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void thePageHasTheTable(Example example) throws IOException {
        String page = Files.readString(Path.of("README.md"));

        assertTrue(page.contains(example.table()), example::table);
    }
}
