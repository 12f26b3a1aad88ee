// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.prefix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamespaceTest {
    private static final int SAMPLES = 20_000;

    private final Namespace namespace = Namespace.of(12);

    private static Namespace.Step redirected(Namespace.Redirect why, String name, int length) {
        return new Namespace.Step.Redirected(why, name, length);
    }

    @Test
    void theLongestPrefixCountsAndOnlyWholeComponents() {
        Prefixes prefixes = namespace.prefixes();

        assertEquals("/d2/n3", prefixes.text(3));
        assertEquals(3, prefixes.longest("/d2/n3/x0"));
        assertEquals(3, prefixes.longest("/d2/n3"));
        assertEquals(2, prefixes.longest("/d2/n31"));
        assertEquals(0, prefixes.longest("/d22"));
        assertEquals(10, prefixes.longest("/d10/x"));
        assertEquals(0, prefixes.longest("/"));
        assertThrows(IllegalArgumentException.class, () -> prefixes.longest("d2/x"));
    }

    @Test
    void theRestOfANameIsWhatIsBehindThePrefix() {
        assertEquals("x/y", Prefixes.rest("/", "/x/y"));
        assertEquals("x/y", Prefixes.rest("/d1", "/d1/x/y"));
        assertEquals("", Prefixes.rest("/d1", "/d1"));
        assertEquals("", Prefixes.rest("/", "/"));
    }

    @Test
    void aServerAnswersAboutFilesAndDirectoriesOfItsDomain() {
        long file = namespace.naive("/d1/x0/y1/f2");

        assertTrue(file > 0);
        assertEquals(new Namespace.Step.Answered(file), namespace.walk(1, "x0/y1/f2"));
        assertEquals(new Namespace.Step.Answered(file), namespace.walk(1, "./x1/../x0//y1/f2"));
        assertEquals(new Namespace.Step.Answered(namespace.naive("/d1")), namespace.walk(1, ""));
        assertEquals(new Namespace.Step.Answered(Namespace.ABSENT), namespace.walk(1, "x0/none"));
        assertEquals(new Namespace.Step.Answered(Namespace.ABSENT), namespace.walk(1, "x0/f0/f0"));
    }

    @Test
    void aServerSendsOnWhereALinkOrAnotherDomainIsOrAboveItsRoot() {
        assertEquals(redirected(Namespace.Redirect.LINK, "/d2/x1/f0", 0), namespace.walk(1, "link1/f0"));
        assertEquals(redirected(Namespace.Redirect.REMOTE, "/d2/n3/x0/f0", 6), namespace.walk(2, "n3/x0/f0"));
        assertEquals(redirected(Namespace.Redirect.REMOTE, "/d1", 3), namespace.walk(0, "d1"));
        assertEquals(redirected(Namespace.Redirect.PARENT, "d1/x0", 0), namespace.walk(2, "x0/../../d1/x0"));
    }

    @Test
    void aLinkThatStaysIsFollowedByTheServer() {
        assertEquals(new Namespace.Step.Answered(namespace.naive("/d1/x1/f3")), namespace.walk(1, "near/f3"));
        assertEquals(namespace.naive("/d1/x1/f3"), namespace.naive("/d1/near/f3"));
    }

    @Test
    void naiveLookUpsKnowNoDomains() {
        assertEquals(namespace.naive("/d2/n3/x0/f0"), namespace.naive("/d1/../d2/n3/../../d2/n3/x0/f0"));
        assertEquals(namespace.naive("/d2/x1/f0"), namespace.naive("/d1/link1/f0"));
        assertEquals(namespace.naive("/"), namespace.naive("/../.."));
        assertEquals(Namespace.ABSENT, namespace.naive("/d1/x0/f0/f0"));
        assertEquals(Namespace.ABSENT, namespace.naive("/d99"));
        assertNotEquals(namespace.naive("/d1/x0/f0"), namespace.naive("/d2/x0/f0"));
    }

    @Test
    void namesAreDrawnAsTheyWereMeasured() {
        NameMixture mixture = new NameMixture(namespace, NameMixture.Shares.SPRITE, 1, 0);
        int absolute = 0;
        int absent = 0;
        int links = 0;
        int near = 0;
        Set<String> different = new HashSet<>();
        for (int i = 0; i < SAMPLES; i++) {
            NameMixture.Name name = mixture.next();
            absolute += name.isAbsolute() ? 1 : 0;
            absent += namespace.naive(name.fromRoot()) == Namespace.ABSENT ? 1 : 0;
            links += name.text().contains("link") ? 1 : 0;
            near += name.text().contains("near") ? 1 : 0;
            different.add(name.fromRoot());
        }

        assertShare(0.71, absolute);
        assertShare(0.20, absent);
        assertShare(0.135, links);
        assertShare(0.17, links + near);
        assertTrue(different.size() > 500, () -> "names: " + different.size());
    }

    private static void assertShare(double expected, int count) {
        assertEquals(expected, (double) count / SAMPLES, 0.01);
    }

    @Test
    void clientsHaveNamesOfTheirOwnAndEachHasTheSameAgain() {
        NameMixture one = new NameMixture(namespace, NameMixture.Shares.SPRITE, 1, 0);
        NameMixture again = new NameMixture(namespace, NameMixture.Shares.SPRITE, 1, 0);
        NameMixture other = new NameMixture(namespace, NameMixture.Shares.SPRITE, 1, 1);
        boolean differs = false;
        for (int i = 0; i < 20; i++) {
            NameMixture.Name name = one.next();
            assertEquals(name, again.next());
            differs |= !name.equals(other.next());
        }
        assertTrue(differs);
        assertFalse(one.next().text().isEmpty());
    }
}
