// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.peer;

import dev.duality.jmh.cell.CellSpec;
import dev.duality.messaging.Contract;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.folder.ScratchFolder;
import dev.duality.shm.CommonMemory;
import dev.duality.shm.Hardware;
import dev.duality.shm.WaitStrategy;
import dev.duality.workloads.BadInput;
import dev.duality.workloads.Kernel;
import dev.duality.workloads.Placement;
import dev.duality.workloads.Setting;
import dev.duality.workloads.Side;
import dev.duality.workloads.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// A side whose parties are processes, see [PeerPlacement]: the same code in each of them, over memory and channels
/// that they share. Its kernels look to whoever loads and verifies them as those of threads do.
///
/// - **Threads:** one at a time opens.
public final class PeerSide implements Side, AutoCloseable {
    private final Workload workload;
    private final Side side;
    private final Launcher launcher;
    private final IntFunction<OptionalInt> cpus;
    private Optional<ScratchFolder> folder = Optional.empty();
    private Optional<Peers> started = Optional.empty();
    private int opened;

    /// @param launcher starts the processes, when the first kernel is opened
    /// @param cpus to which CPU each peer pins its party, if to any
    public PeerSide(Workload workload, Side side, Launcher launcher, IntFunction<OptionalInt> cpus) {
        this.workload = workload;
        this.side = side;
        this.launcher = launcher;
        this.cpus = cpus;
    }

    @Override
    public String substrate() {
        return side.substrate();
    }

    @Override
    public String description() {
        return side.description();
    }

    @Override
    public Contract contract() {
        return side.contract();
    }

    @Override
    public Optional<String> unavailable() {
        return side.unavailable();
    }

    @Override
    public Optional<String> rejects(Setting setting) {
        return side.rejects(setting).or(() -> PeerPlacement.rejects(side, setting, List.of()));
    }

    @Override
    public Set<WaitStrategy.Kind> waits() {
        return side.waits();
    }

    @Override
    public int servers(Setting setting) {
        return side.servers(setting);
    }

    @Override
    public int lineTransfers() {
        return side.lineTransfers();
    }

    @Override
    public boolean inPlace(Setting setting) {
        return side.inPlace(setting);
    }

    @Override
    public boolean byParts(Setting setting) {
        return side.byParts(setting);
    }

    @Override
    public boolean withoutBound(Setting setting) {
        return side.withoutBound(setting);
    }

    @Override
    public boolean alone(Setting setting) {
        return side.alone(setting);
    }

    @Override
    public boolean callsTheSystem() {
        return side.callsTheSystem();
    }

    @Override
    public Contract.Reach reach() {
        return side.reach();
    }

    /// Opens it here and in all peers.
    /// @throws PeerFailed if one of them cannot
    @Override
    public Kernel open(Setting setting) {
        ScratchFolder own =
                folder.orElseGet(() -> ScratchFolder.create(setting.options().filesIn(), "peers"));
        folder = Optional.of(own);
        Path common = own.path().resolve("kernel-" + opened++);
        int count = PeerPlacement.peers(side, setting);
        try {
            Files.createDirectory(common);
            boolean near = setting.placement() == Placement.PROCESSES;
            String place = near
                    ? ""
                    : Long.toString(
                            HostJob.ofThisProcess().memory().place()); // kernels for fewer ranks are not all of it
            Setting here = setting.withOptions(
                    near ? setting.options().withCommon(common) : withAddress(setting.options(), own, count));
            Kernel local = Hardware.in(
                    near ? new CommonMemory(common) : HostJob.ofThisProcess().memory(), () -> side.open(here));
            try {
                requireRoom(common, own);
                List<PeerKernel.Party> parties = parties(setting, common, place, count, own);
                return new PeerKernel(setting, side.servers(setting) > 0, local, parties, common);
            } catch (RuntimeException e) {
                local.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for processes, or reach them: " + e.getMessage(), e);
        }
    }

    private List<PeerKernel.Party> parties(Setting setting, Path common, String place, int count, ScratchFolder own) {
        String cell = CellSpec.of(workload, side.substrate(), setting).text();
        boolean serving = side.servers(setting) > 0;
        List<PeerKernel.Party> parties = new ArrayList<>();
        List<Peer> peers = peers(own, count);
        for (int i = 0; i < count; i++) {
            PeerKernel.Party party = new PeerKernel.Party(peers.get(i), serving ? i : i + 1, cpus.apply(i));
            party.peer()
                    .ask( // one after the other: to open may be to write the first state, which is the same in all
                            "open",
                            Map.of(
                                    "cell",
                                    cell,
                                    "common",
                                    common.toString(),
                                    "place",
                                    place,
                                    "role",
                                    serving ? "server" : "worker",
                                    "number",
                                    Integer.toString(party.number()),
                                    "cpu",
                                    party.cpu().isPresent()
                                            ? Integer.toString(party.cpu().getAsInt())
                                            : ""),
                            PeerKernel.PATIENCE_MILLIS);
            parties.add(party);
        }
        return parties;
    }

    /// By which address the others reach this host is known when one of them has come; where there is none nobody does.
    private TransportOptions withAddress(TransportOptions options, ScratchFolder own, int count) throws IOException {
        List<Peer> peers = peers(own, count);
        return peers.isEmpty() ? options : options.withAddress(peers.getFirst().address());
    }

    private List<Peer> peers(ScratchFolder own, int count) {
        Peers all = started.orElseGet(() -> new Peers(launcher, own));
        started = Optional.of(all);
        return all.of(count);
    }

    /// A store to a mapped file for which there is no room ends the process.
    private static void requireRoom(Path common, ScratchFolder own) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(common)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        long usable = own.usableBytes();
        if (bytes > usable) {
            throw new BadInput(
                    "the memory that processes share takes %,d bytes, but %s has room for %,d; lower --workers or --window, or name another --directory"
                            .formatted(bytes, common.getParent().getParent(), usable));
        }
    }

    /// The network interface by which the first peer is reached; empty if there is none, or none is known.
    public Optional<String> link() {
        return started.flatMap(Peers::link);
    }

    /// Ends the processes and removes their files. Kernels are closed.
    @Override
    public void close() {
        started.ifPresent(Peers::close);
        launcher.close();
        started = Optional.empty();
        folder.ifPresent(ScratchFolder::close);
        folder = Optional.empty();
    }
}
