// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.shm.Payload;
import dev.duality.shm.Region;
import dev.duality.workloads.DirectCaller;
import dev.duality.workloads.Script;
import dev.duality.workloads.Setting;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The way of a worker that is in a process of its own. Single operations, as verification asks for, are told to it one
/// by one; a load is begun by [#begin], and from then on the worker goes through its script by itself, as far as a word
/// in common memory allows.
///
/// - **Threads:** one at a time, which stands for the worker here.
public final class RemoteCaller extends DirectCaller {
    /* `allowed` is written here, `done` by the worker. Words of a region that both map, or of a window; tried by
     * ProcessesTest and AcrossHostsTest. Both are 0 when a load begins: the worker is told of it after that, by a line.
     *
     *   here    H1 release allowed = n     H2 acquire done, is it m or more?
     *   worker  W1 acquire allowed, is it more than done?   W2 does operations   W3 release done
     *
     * All that the worker did for its first m operations happens-before H2 has seen m: W3 and H2. It begins nothing
     * that was not allowed: W1 sees an H1 or an older one, and they only grow.
     * Weaker breaks it: with W3 opaque the one who has waited for the end of a load may look at a state that lacks the
     * last operations.
     * Stronger is waste: each word has one writer, and each side decides by the other's word alone.
     */
    private static final long ALLOWED = 0;
    private static final long DONE = Region.APART;

    /// The bytes of both words.
    static final long BYTES = 2L * Region.APART;

    /// The value of `allowed` when the load is over.
    public static final long OVER = Long.MIN_VALUE;

    private final Peer peer;
    private final Function<String, Leash> leashes;
    private int loads;
    private Optional<Leash> running = Optional.empty();

    /// @param leashes by their names
    RemoteCaller(Setting setting, Peer peer, Function<String, Leash> leashes) {
        super(setting);
        this.peer = peer;
        this.leashes = leashes;
    }

    /// The words that say how far a worker that is elsewhere may go, and how far it is.
    public static final class Leash {
        private final Region words;
        private final long base;

        private Leash(Region words, long base) {
            this.words = words;
            this.base = base;
        }

        /// In memory of a job, for one load after the other.
        /// @param base where its [#BYTES] begin
        static Leash of(Region words, long base) {
            return new Leash(words, base);
        }

        private void renew() {
            words.setRelease(base + ALLOWED, 0);
            words.setRelease(base + DONE, 0);
        }

        /// @param folder that is common to both
        /// @param name which leash it is
        public static Leash of(Path folder, String name) {
            return new Leash(Region.map(folder.resolve(name), BYTES), 0);
        }

        /// @param operations since the load began; [#OVER] for the end
        public void allow(long operations) {
            words.setRelease(base + ALLOWED, operations); // H1
        }

        public long allowed() {
            return words.getAcquire(base + ALLOWED); // W1
        }

        public void tell(long operations) {
            words.setRelease(base + DONE, operations); // W3
        }

        public long done() {
            return words.getAcquire(base + DONE); // H2
        }
    }

    /// The work of a worker in a load.
    /// @param answers the sum of all results and replies
    public record Ended(long operations, long answers) {}

    @Override
    public long call(int kind, long a, long b, Payload payload) {
        Map<String, String> answer = peer.ask(
                "call",
                Map.of(
                        "kind", Integer.toString(kind),
                        "a", Long.toString(a),
                        "b", Long.toString(b),
                        "payload", HexFormat.of().formatHex(payload.bytes(), 0, payload.length())),
                PeerKernel.PATIENCE_MILLIS);
        byte[] bytes = HexFormat.of().parseHex(answer.get("payload"));
        payload.length(bytes.length);
        System.arraycopy(bytes, 0, payload.bytes(), 0, bytes.length);
        return Long.parseLong(answer.get("result"));
    }

    /// Begins a load.
    /// @param script whose first operations the worker's own script begins with; it goes through so many of them
    public Leash begin(Script script, long thinkSteps) {
        String name = "leash-%d-%d".formatted(System.identityHashCode(this), loads++);
        Leash leash = leashes.apply(name);
        leash.renew(); // before the worker is told of it
        running = Optional.of(leash);
        peer.send(
                "run",
                Map.of(
                        "leash", name,
                        "size", Integer.toString(script.size()),
                        "think", Long.toString(thinkSteps)));
        return leash;
    }

    /// @throws PeerFailed if the worker has gone
    public void check() {
        if (peer.failure().isDone()) {
            throw new PeerFailed(peer.failure().getNow(""));
        }
    }

    /// Ends a load, and waits until the worker rests.
    public Ended end(Leash leash) {
        leash.allow(OVER);
        running = Optional.empty();
        Map<String, String> answer = peer.await("run", PeerKernel.PATIENCE_MILLIS);
        return new Ended(Long.parseLong(answer.get("operations")), Long.parseLong(answer.get("answers")));
    }

    /// Ends a load that nobody has ended.
    void rest() {
        running.ifPresent(this::end);
    }
}
