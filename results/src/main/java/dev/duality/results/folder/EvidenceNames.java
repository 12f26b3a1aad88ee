// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.folder;

import dev.duality.results.Cell;
import dev.duality.results.Run;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The names of the files that a run keeps of its cells and forks.
final class EvidenceNames {
    private EvidenceNames() {}

    static String histogram(Cell cell, int fork, int attempt, double targetPerSecond) {
        return of(cell) + "." + fork("fork", fork, attempt) + "." + rate(targetPerSecond) + "-per-second.ns.hlog";
    }

    static String file(Cell cell, int fork, int attempt, String ending) {
        return of(cell) + "." + fork("fork", fork, attempt) + "." + ending;
    }

    /// A cell's files have `fork` behind its id, so that none is called so.
    static String floor(int look) {
        return "floor." + look + ".log.txt";
    }

    static String profile(Cell cell, int fork, int attempt, String ending) {
        return of(cell) + "-" + fork("", fork, attempt) + "." + ending;
    }

    /// The name for a cell's open loop at one rate, all forks together.
    static String loop(Cell cell, double targetPerSecond) {
        return of(cell) + "." + rate(targetPerSecond) + "-per-second";
    }

    /// Two cells whose files would have one name are told apart by a better id, and before anything is measured.
    /// @throws RunUnwritable if there are two
    static void refuseShared(Run run) {
        Map<String, String> ids = new HashMap<>();
        for (Cell cell : run.plan()) {
            String other = ids.put(of(cell).toLowerCase(Locale.ROOT), cell.id());
            if (other != null) {
                throw new RunUnwritable("cells " + other + " and " + cell.id()
                        + " would share the names of their files; give one another id");
            }
        }
    }

    /// The cell's id with the characters replaced that a file's name should not have.
    private static String of(Cell cell) {
        return cell.id().replace('/', '-').replace(':', '_');
    }

    /// The first attempt is the usual one, and its files need not say so.
    private static String fork(String word, int fork, int attempt) {
        return word + fork + (attempt == 1 ? "" : ".attempt" + attempt);
    }

    private static String rate(double perSecond) {
        return perSecond == Math.rint(perSecond) ? String.valueOf((long) perSecond) : String.valueOf(perSecond);
    }
}
