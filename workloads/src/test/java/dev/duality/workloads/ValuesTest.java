// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ValuesTest {
    private static final Parameter<Long> SIZE = Parameter.integer("size", "how much", "crates", 7, 1, 9);
    private static final Parameter<String> COLOUR = Parameter.oneOf("colour", "which one", "red", "blue");
    private static final Parameter<Optional<Path>> LIST = Parameter.file("list", "what to read");

    @TempDir
    private Path folder;

    private final Workload workload = new Sum() {
        @Override
        public List<Parameter<?>> parameters() {
            return List.of(SIZE, COLOUR, LIST);
        }

        @Override
        public Optional<String> rejects(Values values) {
            return values.get(SIZE) == 9 && values.get(COLOUR).equals("blue")
                    ? Optional.of("size is 9, but blue ones go up to 8")
                    : Optional.empty();
        }
    };

    private Values values(String... pairs) {
        return pairs.length == 0 ? Values.of(workload, Map.of()) : Values.of(workload, Map.of(pairs[0], pairs[1]));
    }

    private void refused(String name, String value, String line) {
        assertEquals(
                line, assertThrows(BadInput.class, () -> values(name, value)).getMessage());
    }

    @Test
    void whatNobodySetsHasItsInitialValue() {
        assertAll(
                () -> assertEquals(7, values().get(SIZE)),
                () -> assertEquals("red", values().get(COLOUR)),
                () -> assertEquals(Optional.empty(), values().get(LIST)));
    }

    @Test
    void allAreListedInTheOrderOfTheParameters() {
        assertEquals(
                "{size=7, colour=blue, list=}", values("colour", "blue").all().toString());
    }

    @Test
    void aNumberIsWholeAndWithinItsBounds() {
        assertEquals(9, values("size", " 9 ").get(SIZE));
        refused("size", "10", "size is '10', but must be a whole number from 1 to 9 crates");
        refused("size", "0", "size is '0', but must be a whole number from 1 to 9 crates");
        refused("size", "2.5", "size is '2.5', but must be a whole number from 1 to 9 crates");
        refused("size", "", "size is '', but must be a whole number from 1 to 9 crates");
    }

    @Test
    void aWordIsOneOfThoseThereAre() {
        refused("colour", "green", "colour is 'green', but must be one of red, blue");
    }

    @Test
    void aFileCanBeRead() throws IOException {
        Path file = Files.writeString(folder.resolve("some"), "content");
        String missing = folder.resolve("missing").toString();

        assertEquals(Optional.of(file), values("list", file.toString()).get(LIST));
        refused("list", missing, "list is '" + missing + "', but must be a file that can be read");
        refused("list", folder.toString(), "list is '" + folder + "', but must be a file that can be read");
    }

    @Test
    void valuesThatDoNotGoTogetherAreRefused() {
        BadInput refusal =
                assertThrows(BadInput.class, () -> Values.of(workload, Map.of("size", "9", "colour", "blue")));

        assertEquals("size is 9, but blue ones go up to 8", refusal.getMessage());
    }

    @Test
    void anUnknownNameIsRefused() {
        refused("weight", "1", "workload sum has no parameter 'weight'; it has size, colour, list");
    }

    @Test
    void aHandleOfAnotherWorkloadIsRefusedWithTheNamesThereAre() {
        Parameter<Long> weight = Parameter.integer("weight", "how heavy", "kg", 1, 1, 9);

        IllegalArgumentException slip = assertThrows(IllegalArgumentException.class, () -> values().get(weight));

        assertEquals("no parameter weight in [size, colour, list]", slip.getMessage());
    }

    @Test
    void aNumberThatIsNoIntIsNotCutToOne() {
        Parameter<Long> bytes = Parameter.integer("size", "how much", "bytes", 1L << 32, 1, 1L << 40);
        Workload large = new Sum() {
            @Override
            public List<Parameter<?>> parameters() {
                return List.of(bytes);
            }
        };

        Setting setting = Setting.of(large, Values.of(large, Map.of()));

        assertEquals(1L << 32, setting.get(bytes));
        assertThrows(ArithmeticException.class, () -> setting.getInt(bytes));
    }

    @Test
    void aFormerNameIsTakenAndWhoeverUsesItIsToldTheNewOne() {
        Workload renamed = renamed();
        List<String> told = new ArrayList<>();

        assertEquals(5, Values.of(renamed, Map.of("crates", "5")).get(SIZE));
        assertEquals(
                Map.of("size", "5", "weight", "2"),
                FormerNames.replaced(Map.of("crates", "5", "weight", "2"), renamed.parameters(), told::add));
        assertEquals(
                List.of(
                        "the parameter crates is called size now; the former name is taken in this release, and not in the next"),
                told);
    }

    @Test
    void aParameterIsNotSetByBothOfItsNames() {
        BadInput refusal = assertThrows(BadInput.class, () -> Values.of(renamed(), Map.of("crates", "5", "size", "5")));

        assertEquals("crates is the former name of size, and both are set; set size alone", refusal.getMessage());
    }

    @Test
    void aNameThatIsInUseIsNobodysFormerName() {
        List<Parameter<?>> both = List.of(SIZE.formerly("colour"), COLOUR);

        assertEquals(Map.of("colour", "blue"), FormerNames.replaced(Map.of("colour", "blue"), both, line -> {
            throw new AssertionError(line);
        }));
    }

    /// As where all workloads are asked: which of the two is meant each of them says by itself.
    @Test
    void aFormerNameOfTwoParametersIsLeftToTheirWorkloads() {
        List<Parameter<?>> both = List.of(SIZE.formerly("crates"), COLOUR.formerly("crates"));

        assertEquals(Map.of("crates", "5"), FormerNames.replaced(Map.of("crates", "5"), both, line -> {
            throw new AssertionError(line);
        }));
    }

    private static Workload renamed() {
        return new Sum() {
            @Override
            public List<Parameter<?>> parameters() {
                return List.of(SIZE.formerly("crates"));
            }
        };
    }
}
