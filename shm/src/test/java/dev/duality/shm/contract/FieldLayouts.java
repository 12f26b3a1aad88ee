// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm.contract;

import dev.duality.shm.Region;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/// The offsets of objects' fields, as this JVM lays them out.
///
/// A *row* is what a class keeps room with: eight `long` fields or more that are called by a letter and a number, such
/// as `b0` to `b15`, and whatever else is called so beside them. A class is *padded* if it or a superclass has a row.
public final class FieldLayouts {
    private static final int ROW = 8;
    private static final Pattern OF_A_ROW = Pattern.compile("[a-z]\\d+");

    private FieldLayouts() {}

    /// Whether a class keeps room around fields.
    public static boolean isPadded(Class<?> type) {
        return hierarchy(type).anyMatch(FieldLayouts::hasRow);
    }

    /// The fields that objects of a class can change while they are used: all that are neither final nor of a row.
    public static Set<String> changing(Class<?> type) {
        Set<String> names = new TreeSet<>();
        hierarchy(type).flatMap(FieldLayouts::changes).map(Field::getName).forEach(names::add);
        return names;
    }

    /// The faults of the layout of a class: a field that changes, has less than [Region#APART] bytes between
    /// itself and an end of the object, so that it may share a pair of lines with another one; or stands in one class
    /// with a row, where it is luck if it lies beside it.
    /// @param before whether there has to be room before them, too; behind them there has to be in any case
    /// @return a sentence for each fault, with the whole layout; empty if there is none
    public static List<String> faults(Class<?> type, boolean before) {
        List<String> faults = new ArrayList<>();
        hierarchy(type)
                .filter(FieldLayouts::hasRow)
                .flatMap(FieldLayouts::changes)
                .forEach(field -> faults.add("%s.%s stands in one class with a row; put it into a superclass"
                        .formatted(field.getDeclaringClass().getName(), field.getName())));
        ClassLayout layout = ClassLayout.parseClass(type);
        Set<String> changing = changing(type);
        for (FieldLayout field : layout.fields()) {
            long after = layout.instanceSize() - field.offset() - field.size();
            boolean near = before && field.offset() < Region.APART || after < Region.APART;
            if (changing.contains(field.name()) && near) {
                faults.add("%s of %s has %d bytes before it and %d behind it, and needs %d:%n%s"
                        .formatted(
                                field.name(),
                                type.getName(),
                                field.offset(),
                                after,
                                Region.APART,
                                layout.toPrintable()));
            }
        }
        return faults;
    }

    private static Stream<Class<?>> hierarchy(Class<?> type) {
        return Stream.iterate(type, each -> each != null, Class::getSuperclass);
    }

    private static Stream<Field> changes(Class<?> type) {
        boolean row = hasRow(type);
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> (field.getModifiers() & (Modifier.STATIC | Modifier.FINAL)) == 0)
                .filter(field -> !row || !OF_A_ROW.matcher(field.getName()).matches());
    }

    private static boolean hasRow(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                        .filter(field -> field.getType() == long.class && !Modifier.isStatic(field.getModifiers()))
                        .filter(field -> OF_A_ROW.matcher(field.getName()).matches())
                        .count()
                >= ROW;
    }
}
