// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.OneLine;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.peer.HostJob;
import dev.duality.jmh.peer.PeerLines;
import dev.duality.shm.Diagnosis;
import java.io.IOException;
import java.util.Optional;

/// The main of a peer on another host: a rank of the job whose rank 0 measures.
public final class HostPeerMain {
    private HostPeerMain() {}

    /// @param args the client's host
    public static void main(String[] args) {
        ProcessDefaults.apply();
        try {
            HostJob job = HostJob.ofThisProcess();
            Runnable end = () -> {
                job.leave();
                Runtime.getRuntime().exit(0); // whatever its threads do; its folders go with it
            };
            Optional<PeerLines> lines = job.connect(args[0]);
            if (lines.isPresent()) {
                lines.get().write(PeerLines.HELLO + job.number());
                new PeerLoop(lines.get(), job, end).run();
            }
            end.run();
        } catch (IOException | RuntimeException e) {
            System.err.println("a peer cannot reach its client on " + args[0] + ": " + OneLine.of(Diagnosis.said(e)));
            Runtime.getRuntime().halt(1); // and so the job ends
        }
    }
}
