// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// No static word changes, but for the three that are named here with their reasons.
class StaticStateTest extends House {
    /// The static words that change.
    private static final Set<String> STATIC_STATE = Set.of(
            "dev.duality.jmh.ClosedLoad.CURRENT", // JMH makes the benchmark's object, and gives it to nobody
            "dev.duality.messaging.folder.ScratchFolder.MADE", // a number in names of this process, each once
            "dev.duality.messaging.mq.KernelQueues.MADE"); // the same, in names of queues

    /// The types that may change although their field does not.
    private static final Pattern STATEFUL = Pattern.compile(
            "java\\.util\\.concurrent\\.(atomic|locks)\\..*|java\\.lang\\.(ThreadLocal|StringBuilder)"
                    + "|java\\.util\\.(Random|SplittableRandom|BitSet|concurrent\\..*(Latch|Barrier|Semaphore|Exchanger))");

    /// Collections that refuse to change.
    private static final Pattern FIXED =
            Pattern.compile("java\\.util\\.(ImmutableCollections\\$|Collections\\$(Unmodifiable|Empty|Singleton)).*");

    /// `final` says that a word stays, and not that what it holds does.
    @Test
    void noStateIsStatic() {
        check(noFields().that().areStatic().should().notBeFinal());
        assertEquals(STATIC_STATE, staticState(OURS));
    }

    @Test
    void stateIsSeenThroughFinal() {
        assertEquals(
                Set.of("COUNT", "SUM", "GROWING", "BY_NAME", "LOCK", "MINE", "DRAWS"),
                staticState(new ClassFileImporter().importClasses(Holding.class)).stream()
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .collect(Collectors.toSet()));
    }

    @SuppressWarnings("unused") // looked at by its fields
    private static final class Holding {
        static final AtomicLong COUNT = new AtomicLong();
        static final LongAdder SUM = new LongAdder();
        static final List<String> GROWING = new ArrayList<>();
        static final Map<String, String> BY_NAME = Collections.synchronizedMap(new HashMap<>());
        static final ReentrantLock LOCK = new ReentrantLock();
        static final ThreadLocal<String> MINE = new ThreadLocal<>();
        static final Random DRAWS = new Random(1);
        static final List<String> FIXED = List.of("a", "b");
        static final Map<String, String> EMPTY = Map.of();
        static final Set<String> SHOWN = Collections.unmodifiableSet(new TreeSet<>());
        static final Map<String, String> NONE = Collections.emptyMap();
    }

    private static Set<String> staticState(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getFields().stream())
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .filter(StaticStateTest::holdsState)
                .map(JavaField::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean holdsState(JavaField field) {
        Class<?> type = field.reflect().getType(); // the importer knows no supertypes of a field's type
        if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return !FIXED.matcher(valueOf(field).getClass().getName()).matches();
        }
        return STATEFUL.matcher(type.getName()).matches();
    }

    private static Object valueOf(JavaField field) {
        try {
            Field reflected = field.reflect();
            reflected.setAccessible(true);
            return reflected.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field.getFullName(), e);
        }
    }
}
