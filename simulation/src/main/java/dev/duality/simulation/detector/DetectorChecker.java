// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.detector;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sees what comes to the observer and what it makes of it, and objects to what must not be.
///
/// - **Threads:** the observer's tells; any may ask.
final class DetectorChecker {
    /// After how many times as many rounds as planned it ends although some process was never heard.
    private static final long PATIENT = 10;

    private static final int NOBODY = -1;

    private final HeartbeatProtocol.Plan plan;
    private final long[] boots; // the newest life of each process of which a beat has come; 0 before the first beat
    private final long[] lives; // of the beat that was heard last
    private final long[] beats;
    private final boolean[] suspected;
    private int newLife = NOBODY; // whose beat this is, if it is the first one of a later life
    private boolean hearing; // this beat is taken for the latest
    private int unheard;
    private long rounds;
    private long heard;
    private long ignored;
    private long suspicions;
    private long firstBeats; // of lives behind another one
    private long restarts;
    private volatile boolean finished;
    private volatile Optional<String> violation = Optional.empty();

    DetectorChecker(HeartbeatProtocol.Plan plan) {
        this.plan = plan;
        this.boots = new long[plan.nodes()];
        this.lives = new long[plan.nodes()];
        this.beats = new long[plan.nodes()];
        this.suspected = new boolean[plan.nodes()];
        this.unheard = plan.nodes() - 1;
    }

    /// A beat comes to the observer.
    synchronized void arrives(int process, long boot) {
        hearing = false;
        newLife = NOBODY;
        if (boot > boots[process]) {
            if (boots[process] > 0) {
                firstBeats++;
                newLife = process;
            } else {
                unheard--;
            }
            boots[process] = boot;
        }
    }

    /// The observer says that a process has begun again.
    synchronized void restarted(int process, long boot) {
        if (newLife != process || boot != boots[process]) {
            object("process %d was said to have begun life %d, of which this is not the first beat"
                    .formatted(process, boot));
        }
        restarts++;
        newLife = NOBODY;
    }

    /// The observer takes a beat for the latest.
    synchronized void hears(int process, long boot, long beat) {
        if (boot < lives[process] || boot == lives[process] && beat <= beats[process]) {
            object("beat %d of life %d of process %d was heard behind beat %d of life %d"
                    .formatted(beat, boot, process, beats[process], lives[process]));
        }
        lives[process] = boot;
        beats[process] = beat;
        heard++;
        hearing = true;
    }

    /// The observer takes a beat for an old one.
    synchronized void ignores() {
        ignored++;
    }

    /// The observer has done all that it does about a beat.
    synchronized void handled(int process) {
        if (newLife != NOBODY) {
            object("the first beat of life %d of process %d was not seen to be one".formatted(boots[process], process));
        }
        if (hearing && suspected[process]) {
            object("process %d is suspected although beat %d has come".formatted(process, beats[process]));
        }
    }

    synchronized void suspects(int process) {
        if (suspected[process] || lives[process] == 0) {
            object("process %d was suspected twice, or before its first beat".formatted(process));
        }
        suspected[process] = true;
        suspicions++;
    }

    synchronized void trusts(int process) {
        suspected[process] = false;
    }

    /// An interval is over.
    synchronized void looks() {
        rounds++;
        finished = rounds >= plan.rounds() && (unheard <= 0 || rounds >= PATIENT * plan.rounds());
    }

    /// The observer has forgotten everything.
    synchronized void observerBegins() {
        unheard = plan.nodes() - 1;
        Arrays.fill(boots, 0);
        Arrays.fill(lives, 0);
        Arrays.fill(beats, 0);
        Arrays.fill(suspected, false);
    }

    private void object(String line) {
        if (violation.isEmpty()) {
            violation = Optional.of(line);
        }
    }

    boolean finished() {
        return finished;
    }

    /// The first thing that must not be.
    Optional<String> violation() {
        return violation;
    }

    /// The newest life of a process of which a beat has come; 0 if none has.
    synchronized long boot(int process) {
        return boots[process];
    }

    /// The number of beats that were the first of a life behind another one.
    synchronized long firstBeats() {
        return firstBeats;
    }

    /// The number of times that the observer has seen that a process began again.
    synchronized long restarts() {
        return restarts;
    }

    synchronized Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("beats", heard);
        counts.put("old beats", ignored);
        counts.put("suspicions", suspicions);
        counts.put("restarts", restarts);
        return counts;
    }
}
