// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// The line about what threw.
class BadInputTest {
    private static final StackTraceElement JAVA =
            new StackTraceElement(null, "java.base", "25", "java.util.Objects", "requireNonNull", "Objects.java", 220);
    private static final StackTraceElement USER =
            new StackTraceElement("mine.MyQueueTransport", "open", "MyQueueTransport.java", 12);
    private static final StackTraceElement OURS =
            new StackTraceElement("dev.duality.workloads.verify.Verification", "run", "Verification.java", 90);
    private static final StackTraceElement HARNESS =
            new StackTraceElement("org.harness.Runner", "main", "Runner.java", 7);

    private static <T extends Throwable> T thrown(T throwable, StackTraceElement... frames) {
        throwable.setStackTrace(frames);
        return throwable;
    }

    @Test
    void whatThrewInAUsersClassIsToldWithItsPlaceThereWhereverTheFirstFrameIs() {
        String line = "it failed: java.lang.IllegalStateException: no room, at MyQueueTransport.java:12";

        assertEquals(line, BadInput.line(thrown(new IllegalStateException("no room"), USER, OURS, HARNESS)));
        assertEquals(line, BadInput.line(thrown(new IllegalStateException("no room"), JAVA, USER, OURS)));
        assertEquals(line, BadInput.line(thrown(new IllegalStateException("no room"), OURS, USER, OURS)));
    }

    @Test
    void thePlaceIsThatOfTheCauseWhereOursHaveWrappedIt() {
        Throwable cause = thrown(new IllegalStateException("no room"), USER, OURS);

        assertEquals(
                "it failed: java.lang.RuntimeException: it was not opened, at MyQueueTransport.java:12",
                BadInput.line(thrown(new RuntimeException("it was not opened", cause), OURS, HARNESS)));
    }

    @Test
    void whatThrewInOursAloneHasNoPlaceWhoeverHasCalledIt() {
        assertEquals(
                "it failed: java.lang.IllegalStateException: no room",
                BadInput.line(thrown(new IllegalStateException("no room"), JAVA, OURS, HARNESS)));
        assertEquals(
                "it failed: java.lang.IllegalStateException: no room",
                BadInput.line(thrown(new IllegalStateException("no room"))));
    }

    @Test
    void aSlipIsToldAsItIs() {
        assertEquals("name another", BadInput.line(thrown(new BadInput("name another"), USER, OURS)));
    }
}
