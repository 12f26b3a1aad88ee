// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Room around fields is kept in the way in which HotSpot leaves it there.
class FieldPaddingTest extends House {
    /// Source that keeps room: a row of numbered fields, or `Padding`, which has one.
    private static final Pattern PADS = Pattern.compile("\\blong [a-z]0, [a-z]1,|extends Padding\\b");

    /// HotSpot orders the fields of one class by size: of those between two rows only the longs stay there.
    @Test
    void roomAroundFieldsStandsInClassesOfItsOwn() {
        check(classes()
                .that(have("rows of room", FieldPaddingTest::keepsRow))
                .should(be(
                        "free of fields that change, which a superclass has to have",
                        type -> type.getFields().stream()
                                .filter(field -> !isOfRow(field))
                                .allMatch(field -> field.getModifiers().contains(JavaModifier.STATIC)
                                        || field.getModifiers().contains(JavaModifier.FINAL)))));
    }

    private static boolean keepsRow(JavaClass type) {
        return type.getFields().stream()
                        .filter(field -> isOfRow(field) && field.getRawType().isEquivalentTo(long.class))
                        .count()
                >= 8;
    }

    private static boolean isOfRow(JavaField field) {
        return field.getName().matches("[a-z]\\d+") && !field.getModifiers().contains(JavaModifier.STATIC);
    }

    /// `LayoutContract` finds the padded classes of its module and wants all that can change in them named; this sees
    /// to it that a module that pads has one, also those that are not on our class path.
    @Test
    void everyModuleThatKeepsRoomAroundFieldsHasALayoutTest() throws IOException {
        Set<Path> pad = new TreeSet<>();
        Set<Path> tested = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String path = file.toString();
                String text = path.contains("/target/") ? "" : Files.readString(file);
                if (path.contains("/src/main/") && PADS.matcher(text).find()) {
                    pad.add(Path.of(path.substring(0, path.indexOf("/src/main/"))));
                } else if (path.contains("/src/test/") && text.contains(" implements LayoutContract {")) {
                    tested.add(Path.of(path.substring(0, path.indexOf("/src/test/"))));
                }
            }
        }

        assertTrue(pad.size() >= 7, () -> "only these keep room: " + pad);
        pad.removeAll(tested);
        assertEquals(Set.of(), pad);
    }
}
