// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
    private long seconds;
    private final Course course = new Course(
            List.of(
                    new Step("short", Duration.ofSeconds(10)),
                    new Step("long", Duration.ofSeconds(60)),
                    new Step("last", Duration.ofSeconds(30))),
            () -> Duration.ofSeconds(seconds).toNanos());

    private void run(int step, long duration) {
        course.begin(step);
        seconds += duration;
        course.finish();
    }

    @Test
    void atFirstAllPlannedTimeIsLeft() {
        assertEquals(new Standing(0, 3, 0, "", Duration.ofSeconds(100)), course.standing());
    }

    @Test
    void theShareIsOneOfTimeAndNotOfSteps() {
        run(0, 10);

        assertEquals(new Standing(1, 3, 0.1, "", Duration.ofSeconds(90)), course.standing());
    }

    @Test
    void theStepThatRunsCountsAsFarAsItHasCome() {
        course.begin(1);
        seconds += 45;

        assertEquals(new Standing(0, 3, 0.45, "long", Duration.ofSeconds(55)), course.standing());
    }

    @Test
    void slowStepsMakeTheOthersExpectedSlow() {
        run(0, 20);

        assertEquals(Duration.ofMinutes(3), course.standing().left());
    }

    @Test
    void aStepThatIsLateNeverTakesTimeFromTheOthers() {
        course.begin(0);
        seconds += 15;

        assertEquals(new Standing(0, 3, 0.1, "short", Duration.ofSeconds(90)), course.standing());
    }

    @Test
    void theTimeOfASkippedStepIsNotLeft() {
        course.skip(1);

        assertEquals(new Standing(1, 3, 0.6, "", Duration.ofSeconds(40)), course.standing());
    }

    @Test
    void stepsMayComeInAnyOrder() {
        run(2, 30);
        run(0, 10);
        run(1, 60);

        assertEquals(new Standing(3, 3, 1, "", Duration.ZERO), course.standing());
    }

    @Test
    void onlyOneStepRunsAtATime() {
        course.begin(0);

        assertThrows(IllegalStateException.class, () -> course.begin(1));
        assertThrows(IllegalStateException.class, () -> course.skip(0));
    }

    @Test
    void aStepIsRunOnce() {
        run(0, 1);

        assertThrows(IllegalStateException.class, () -> course.begin(0));
    }

    @Test
    void whatHasNotBegunCannotBeFinished() {
        assertThrows(IllegalStateException.class, course::finish);
    }

    @Test
    void aStepThatIsNotInThePlanIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> course.begin(3));
    }

    @Test
    void aPlanWithoutTimesCountsItsSteps() {
        Step step = new Step("quick", Duration.ZERO);
        Course untimed = new Course(List.of(step, step), () -> 0);
        untimed.begin(0);
        untimed.finish();

        assertEquals(new Standing(1, 2, 0.5, "", Duration.ZERO), untimed.standing());
    }
}
