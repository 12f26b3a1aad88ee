// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.jmh.OneLine;
import dev.duality.jmh.ProcessDefaults;
import dev.duality.jmh.peer.HostJob;
import dev.duality.jmh.peer.PeerLines;
import dev.duality.shm.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The main of a peer on another host: a rank of the job whose rank 0 measures.
public final class HostPeerMain {
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private HostPeerMain() {}

    /// @param args the client's host, and what it runs there, see [HostBuild]
    public static void main(String[] args) {
        ProcessDefaults.apply();
        try {
            Optional<String> differs = HostBuild.differs(args[1]);
            if (differs.isPresent()) {
                leave(differs.get());
            }
            HostJob job = HostJob.ofThisProcess();
            Runnable end = () -> {
                job.leave();
                Runtime.getRuntime().exit(0); // whatever its threads do; its folders go with it
            };
            Optional<PeerLines> lines = job.connect(args[0]);
            if (lines.isPresent()) {
                new PeerLoop(lines.get(), job, end).run();
            }
            end.run();
        } catch (IOException e) {
            leave("it cannot reach its client on " + args[0] + ": " + Diagnosis.said(e));
        } catch (ExceptionInInitializerError e) { // a library that is there and does not work
            leave(Diagnosis.said(e.getCause() == null ? e : e.getCause()));
        } catch (RuntimeException e) {
            leave(Diagnosis.said(e));
        }
    }

    /// Ends this rank, and so the job.
    private static void leave(String reason) {
        System.err.println(LauncherLog.RANK + host() + " cannot take part: " + OneLine.of(reason));
        Runtime.getRuntime().halt(1);
    }

    /// Its own name for itself, for which it need not have an address.
    private static String host() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException _) {
            return "another host";
        }
    }
}
