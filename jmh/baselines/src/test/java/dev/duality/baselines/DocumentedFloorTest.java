// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.results.statistics.Digits;
import dev.duality.results.statistics.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The tables of the page are those of the forks in this repository, and nobody's memory of them.
class DocumentedFloorTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern TABLE =
            Pattern.compile("<!-- (results/rivals/\\S+) -->\\R```\\R(.*?)```", Pattern.DOTALL);

    /// A row of a table: its name, and a figure for each payload.
    private record Key(String race, String name, int payload) {}

    private static Map<Key, List<Double>> forks(Path file) throws IOException {
        Map<Key, List<Double>> forks = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split(",", -1);
            if (fields.length >= 8 && fields[7].isEmpty() && !fields[0].equals("race")) {
                forks.computeIfAbsent(
                                new Key(fields[0], fields[1], Integer.parseInt(fields[3])), _ -> new ArrayList<>())
                        .add(Double.parseDouble(fields[5]));
            }
        }
        return forks;
    }

    private static String shown(Key key, List<Double> forks) {
        double median = Spread.of(forks).median();
        return switch (key.race()) {
            case "round-trip" -> Digits.three(median);
            case "one-way" -> Digits.three(1e3 / median);
            default -> "%,.0f".formatted(median);
        };
    }

    @Test
    void eachFigureIsTheMiddleOfItsForks() throws IOException {
        Matcher table = TABLE.matcher(Files.readString(ROOT.resolve("docs/floor.md")));
        int tables = 0;
        int figures = 0;
        while (table.find()) {
            tables++;
            String race = "";
            Map<Key, List<Double>> forks = forks(ROOT.resolve(table.group(1)).resolve("rivals.csv"));
            for (String line : table.group(2).lines().toList()) {
                race = line.startsWith("ROUND TRIP")
                        ? "round-trip"
                        : line.startsWith("ONE WAY")
                                ? "one-way"
                                : line.startsWith("INSTRUCTIONS") ? "instructions" : line.isBlank() ? "" : race;
                String name = line.split(" ")[0];
                for (int payload : List.of(8, 64, 256, 1024, 4096)) {
                    Key key = new Key(race, name, payload);
                    if (forks.containsKey(key)) {
                        String figure = shown(key, forks.get(key));
                        assertTrue(line.contains(" " + figure), () -> key + " is " + figure + ", and not in: " + line);
                        figures++;
                    }
                }
            }
        }
        assertEquals(2, tables);
        assertTrue(figures > 200, "only " + figures + " figures were compared");
    }
}
