// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.duality.jmh.ProcessDefaults;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.NetworkChannel;
import java.nio.charset.Charset;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/// The reach of classes beyond the house: no other machine, nothing that bytes of others choose, no end of the
/// process.
class OutsideWorldTest extends House {
    /// They say where the socket of a kernel's processes is, and whether a host's name is known.
    private static final String SAYS_WHERE = "dev\\.duality\\.jmh\\.fork\\.(PeerMain|Hosts)";

    /// They read what lies in jars by its address.
    private static final String READS_JARS =
            "dev\\.duality\\.(jmh\\.cli\\.UserJars|workloads\\.catalog\\.WithoutClasses)(\\$.*)?";

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
                .and(not(have("a main", OutsideWorldTest::startsAProcess)))
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
                        .map(OutsideWorldTest::startsAProcess)
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

    /// A file is read by its path; `java.net` is here for the addresses of jars alone. But three transports are
    /// sockets, and connect to themselves: on the loopback, by TCP and by Aeron's UDP, and in the file system; and the
    /// processes of one kernel are told what to do by a socket: in the file system on one machine, by TCP to the hosts
    /// that the user named.
    @Test
    void nobodyTalksToANetwork() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.duality.messaging.socket..",
                        "dev.duality.messaging.peers.aeron..",
                        "dev.duality.jmh.peer..")
                .and()
                .haveNameNotMatching(SAYS_WHERE)
                .and()
                .haveNameNotMatching(READS_JARS)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "com.sun.net..", "javax.net..")
                        .and(not(belongToAnyOf(
                                URI.class,
                                URL.class,
                                URLClassLoader.class,
                                MalformedURLException.class,
                                URISyntaxException.class))))
                .orShould()
                .dependOnClassesThat(
                        assignableTo(NetworkChannel.class).or(assignableTo(AsynchronousSocketChannel.class)))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(URL.class))).and(target(nameMatching("open.*")))));
    }
}
