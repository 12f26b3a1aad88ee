// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.duality.jmh.ProcessDefaults;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The house: one folder, one duty, arrows only downwards. The test lives in the module that all others come before, so
/// that it sees the classes of every one.
class ArchitectureTest {
    /// What JMH generates is not ours to arrange.
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar")) // as `mvn verify` has the kits
            .importPackages("dev.duality")
            .that(resideOutsideOfPackage("..jmh_generated.."));

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /// Source that keeps room: a row of numbered fields, or `Padding`, which has one.
    private static final Pattern PADS = Pattern.compile("\\blong [a-z]0, [a-z]1,|extends Padding\\b");

    /// The static words that change.
    private static final Set<String> STATIC_STATE = Set.of(
            "dev.duality.jmh.load.HandOver.CURRENT", // JMH makes the benchmark's object, and gives it to nobody
            "dev.duality.messaging.folder.ScratchFolder.MADE"); // a number for names that no other folder of this
    // process has

    /// What may change although its field does not.
    private static final Pattern STATEFUL = Pattern.compile(
            "java\\.util\\.concurrent\\.(atomic|locks)\\..*|java\\.lang\\.(ThreadLocal|StringBuilder)"
                    + "|java\\.util\\.(Random|SplittableRandom|BitSet|concurrent\\..*(Latch|Barrier|Semaphore|Exchanger))");

    /// Collections that refuse to change.
    private static final Pattern FIXED =
            Pattern.compile("java\\.util\\.(ImmutableCollections\\$|Collections\\$(Unmodifiable|Empty|Singleton)).*");

    @Test
    void everyModuleIsSeenAndNoneIsNew() {
        Set<String> seen = OURS.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.split("\\.")[2])
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                Set.of("shm", "messaging", "interrupts", "workloads", "results", "simulation", "jmh", "baselines"),
                seen);
    }

    @Test
    void everyModuleOfTheBuildIsSeen() throws IOException {
        Set<String> unseen = new TreeSet<>();
        Matcher module = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")));
        while (module.find()) {
            unseen.add(module.group(1));
        }

        assertTrue(unseen.contains("messaging/peers"), unseen::toString);
        unseen.removeIf(path -> path.startsWith("examples/")
                || Files.notExists(ROOT.resolve(path).resolve("src")) // the BOM has no code
                || OURS.stream()
                        .flatMap(type -> type.getSource().stream())
                        .anyMatch(source -> source.getUri().toString().contains("/" + path + "/target/")));
        assertEquals(Set.of(), unseen, "no rule of the house looks at these");
    }

    /// Those beside others' folders, too, which are on nobody's class path but the tests'.
    @Test
    void thePackagesOfOthersTransportsAndOfTheBaselinesAreSeen() {
        Set<String> packages = OURS.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertTrue(packages.contains("dev.duality.messaging.peers.aeron"), packages::toString);
        assertTrue(packages.contains("dev.duality.baselines"), packages::toString);
    }

    @ParameterizedTest(name = "{0} uses of ours only: {1}")
    @CsvSource({
        "shm,        ''",
        "messaging,  shm",
        "interrupts, messaging shm",
        "workloads,  interrupts messaging shm",
        "results,    ''",
        "simulation, workloads interrupts messaging shm results",
        "jmh,        simulation results workloads interrupts messaging shm",
    })
    void arrowsPointDownwards(String module, String below) {
        String[] allowed = (module + " " + below).strip().split(" ");
        for (int i = 0; i < allowed.length; i++) {
            allowed[i] = "dev.duality." + allowed[i] + "..";
        }
        check(noClasses()
                .that(resideInAPackage("dev.duality." + module + ".."))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.duality..").and(not(resideInAnyPackage(allowed)))));
    }

    /// The checker of histories is the room next door: it knows regions, where its clock is a word, and no structure;
    /// and no structure knows it.
    @Test
    void historiesAndStructuresDoNotKnowEachOther() {
        String histories = "dev.duality.shm.history..";
        check(noClasses()
                .that(resideInAPackage(histories))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.duality..").and(not(resideInAnyPackage(histories, "dev.duality.shm")))));
        check(noClasses()
                .that(resideInAPackage("dev.duality.shm..").and(not(resideInAPackage(histories))))
                .should()
                .dependOnClassesThat(resideInAPackage(histories)));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("dev.duality.(**)").should().beFreeOfCycles());
    }

    @Test
    void nobodyReachesIntoTheJdk() {
        check(noClasses().should().dependOnClassesThat(resideInAnyPackage("sun..", "jdk.internal..")));
    }

    @Test
    void nobodyLogsByJavaUtilLogging() {
        check(noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging..")));
    }

    @Test
    void onlyMainClassesEndTheProcess() {
        check(noClasses()
                .that(not(resideInAPackage("dev.duality.jmh.cli..")))
                .and(not(have("a main", ArchitectureTest::startsAProcess)))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class));
    }

    /// By a `main` of its own, or as a part of a class that has one.
    private static boolean startsAProcess(JavaClass type) {
        return type.getMethods().stream()
                        .anyMatch(method -> method.getName().equals("main")
                                && method.getModifiers().contains(JavaModifier.STATIC))
                || type.getEnclosingClass()
                        .map(ArchitectureTest::startsAProcess)
                        .orElse(false);
    }

    /// Digits, dates and bytes are the same whoever looks; Error Prone forbids the calls that take a machine's
    /// silently.
    @Test
    void everyMainTakesNothingFromItsMachine() {
        check(methods()
                .that()
                .haveName("main")
                .and()
                .areStatic()
                .and()
                .areNotDeclaredIn("dev.duality.jmh.LauncherMain") // for Java 8: it starts Main, which does
                .should(new ArchCondition<>("apply ProcessDefaults first") {
                    @Override
                    public void check(JavaMethod main, ConditionEvents events) {
                        boolean applies = main.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> reachesDefaults(
                                        call.getTarget().resolveMember().orElse(null)));
                        events.add(new SimpleConditionEvent(
                                main, applies, main.getFullName() + " does not apply ProcessDefaults"));
                    }
                }));
    }

    /// By itself, or by the method of its own class that it calls.
    private static boolean reachesDefaults(JavaMethod called) {
        return called != null
                && (called.getOwner().isEquivalentTo(ProcessDefaults.class)
                        || called.getMethodCallsFromSelf().stream()
                                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(ProcessDefaults.class)));
    }

    @Test
    void nobodyAsksForTheMachinesLanguageZoneOrCharacters() {
        check(noClasses()
                .that()
                .doNotBelongToAnyOf(ProcessDefaults.class)
                .should()
                .callMethod(Locale.class, "getDefault")
                .orShould()
                .callMethod(Locale.class, "setDefault", Locale.class)
                .orShould()
                .callMethod(TimeZone.class, "getDefault")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(Charset.class, "defaultCharset")
                .orShould()
                .callMethod(DateTimeFormatter.class, "ofPattern", String.class)
                .orShould()
                .callMethodWhere(
                        target(owner(assignableTo(NumberFormat.class))).and(target(nameMatching("get.*Instance"))))
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(String.class, "getBytes"));
    }

    @Test
    void noPackageIsADrawer() {
        check(noClasses().should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common.."));
    }

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
                .filter(ArchitectureTest::holdsState)
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

    /// Run folders and traces may come from anybody: no bytes of theirs choose which classes are loaded or made.
    @Test
    void nobodyMakesObjectsFromBytes() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.beans..", "java.rmi..", "javax.management.remote..", "tools.jackson.databind.jsontype.."))
                .orShould()
                .callMethodWhere(target(nameMatching("activateDefaultTyping.*"))));
    }

    @Test
    void jsonNamesNoClasses() {
        check(classes()
                .that()
                .areAnnotatedWith(JsonTypeInfo.class)
                .should(be(
                        "told apart by names",
                        type -> type.getAnnotationOfType(JsonTypeInfo.class)
                                .use()
                                .equals(JsonTypeInfo.Id.NAME))));
        check(noFields().should().beAnnotatedWith(JsonTypeInfo.class));
        check(noMethods().should().beAnnotatedWith(JsonTypeInfo.class));
    }

    /// A file is read by its path; `java.net` is here for the addresses of jars alone. But two transports are sockets,
    /// and connect to themselves: on the loopback, and in the file system.
    @Test
    void nobodyTalksToANetwork() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.duality.messaging.socket..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "com.sun.net..", "javax.net..")
                        .and(not(belongToAnyOf(
                                URI.class, URL.class, URLClassLoader.class, MalformedURLException.class))))
                .orShould()
                .dependOnClassesThat(
                        assignableTo(NetworkChannel.class).or(assignableTo(AsynchronousSocketChannel.class)))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(URL.class))).and(target(nameMatching("open.*")))));
    }

    /// HotSpot orders the fields of one class by size: of those between two rows only the longs stay there.
    @Test
    void roomAroundFieldsStandsInClassesOfItsOwn() {
        check(classes()
                .that(have("rows of room", ArchitectureTest::keepsRow))
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

    private static DescribedPredicate<JavaClass> have(String what, Predicate<JavaClass> holds) {
        return DescribedPredicate.describe("have " + what, holds);
    }

    private static ArchCondition<JavaClass> be(String what, Predicate<JavaClass> holds) {
        return new ArchCondition<>("be " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, holds.test(type), type.getName() + " is not " + what));
            }
        };
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(OURS);
    }
}
