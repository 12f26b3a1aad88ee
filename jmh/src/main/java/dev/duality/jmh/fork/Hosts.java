// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The hosts of a run, and what starts processes there. The first is the one on which forks measure, which is this one.
///
/// @param all two or more places; the first host measures, and gets a second process when the others are full
/// @param launcher a command that takes the options of `mpirun`, or `srun`, and options of its own
public record Hosts(List<Host> all, List<String> launcher) {
    /// A host, by a name or an address.
    ///
    /// @param places how many processes it gets
    public record Host(String name, int places) {}

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)(?::([1-9][0-9]{0,3}))?");
    private static final Pattern OF_A_RANK =
            Pattern.compile("PMIX_.*|ORTE_.*|OMPI_(COMM_WORLD|APP_CTX|UNIVERSE)_.*|OMPI_MCA_(pmix|ess|orte_.*)");
    private static final String MPIRUN = "mpirun";
    private static final String SLURM = "srun";
    private static final int SIGNALLED = 128;
    private static final int ANSWER_MILLIS = 2_000;

    public Hosts {
        all = List.copyOf(all);
        launcher = List.copyOf(launcher);
    }

    /// Those of a run: where parties are on hosts, and only there.
    /// @param text as [#parse] takes it, if it was given
    /// @param launcher as [#parse] takes it, if it was given; else `mpirun`
    /// @throws BadInput if hosts are lacking, or there is nothing to place
    public static Optional<Hosts> of(List<Placement> placements, Optional<String> text, Optional<String> launcher) {
        boolean asked = placements.contains(Placement.HOSTS);
        if (asked && text.isEmpty()) {
            throw new BadInput("--placement hosts needs --hosts; write --hosts A:1,B:1, this host first");
        }
        if (!asked && (text.isPresent() || launcher.isPresent())) {
            throw new BadInput("%s is for --placement hosts, and this is --placement %s; leave out one of both"
                    .formatted(
                            text.isPresent() ? "--hosts" : "--launcher",
                            placements.stream().map(Placement::label).collect(Collectors.joining(","))));
        }
        return text.map(hosts -> parse(hosts, launcher.orElse(MPIRUN)));
    }

    /// @param text such as `A:1,B:1`; without a number a host gets one process
    /// @param launcher such as `mpirun`, or `mpirun --mca btl tcp,self`; split at blanks
    /// @throws BadInput if that names no two places, or a host that this one does not know
    public static Hosts parse(String text, String launcher) {
        List<Host> all = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            Matcher host = HOST.matcher(one);
            if (!host.matches()) {
                throw new BadInput(
                        "'%s' of --hosts %s is no host and its number of processes; write A:1,B:1, this host first"
                                .formatted(one, text));
            }
            all.add(new Host(host.group(1), host.group(2) == null ? 1 : Integer.parseInt(host.group(2))));
        }
        if (all.stream().mapToInt(Host::places).sum() < 2) {
            throw new BadInput(
                    "--hosts %s has room for one process, and the one that measures needs another one; write %s:2, or A:1,B:1 for two hosts"
                            .formatted(text, all.getFirst().name()));
        }
        for (Host host : all) {
            try {
                InetAddress.getByName(host.name());
            } catch (UnknownHostException _) {
                throw new BadInput(
                        "this host does not know the host '%s' of --hosts %s; give its address, or see /etc/hosts"
                                .formatted(host.name(), text));
            }
        }
        List<String> words = Arrays.stream(launcher.split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
        if (words.isEmpty()) {
            throw new BadInput("--launcher is empty; leave it out for mpirun");
        }
        return new Hosts(all, words);
    }

    /// The reason why nothing can be started there; empty if it can.
    public Optional<String> unavailable() {
        String program = launcher.getFirst();
        boolean found = program.contains(File.separator)
                ? Files.isExecutable(Path.of(program))
                : Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        return found
                ? Optional.empty()
                : Optional.of(
                        "there is no '%s', which starts processes on hosts; install openmpi-bin, or name another --launcher"
                                .formatted(program));
    }

    /// Looks at the end of a launcher whose first process has not begun. One that has said what it lacks, or was
    /// killed, costs its cell: a host may be reached the next time.
    /// @throws UncheckedIOException if it starts nothing, whatever it is given
    void requireStarted(int status, Path log) {
        if (status == 0 || status < SIGNALLED && LastWords.of(log).isEmpty()) {
            String reason = "the launcher '%s' ended with status %d and started nothing; name another with --launcher"
                    .formatted(String.join(" ", launcher), status);
            throw new UncheckedIOException(reason, new IOException(reason));
        }
    }

    /// The hosts that do not answer now, in words that go on from an end that has not come; empty where all do. A link
    /// that is down is noticed by nobody else: what is sent over it is tried again for minutes.
    String silent() {
        List<String> silent =
                all.stream().map(Host::name).filter(name -> !answers(name)).toList();
        return silent.isEmpty()
                ? ""
                : ", and %s %s not answer a ping: it is down, or the link to it, or it answers none"
                        .formatted(String.join(" and ", silent), silent.size() == 1 ? "does" : "do");
    }

    private static boolean answers(String name) {
        try {
            return InetAddress.getByName(name).isReachable(ANSWER_MILLIS);
        } catch (IOException _) {
            return false;
        }
    }

    /// A command that starts one process on the first host, and another in each other place.
    /// @param first what measures
    /// @param others what the others run
    /// @param folder for what the launcher reads
    /// @throws IOException if nothing can be written there
    List<String> command(List<String> first, List<String> others, Path folder) throws IOException {
        return bySlurm() ? bySlurm(first, others, folder) : byMpirun(first, others);
    }

    /// Sets the environment of the launcher: nothing of a job that this process is in, and a folder for what
    /// `mpirun` keeps while its job goes on, which it leaves there if it is killed, or told twice to end.
    /// @param folder that goes with the fork; other hosts hear nothing of it, but of srun's environment
    void prepare(Map<String, String> environment, Path folder) {
        leaveJob(environment);
        if (!bySlurm()) {
            environment.put("TMPDIR", folder.toString());
        }
    }

    private boolean bySlurm() {
        return Path.of(launcher.getFirst()).endsWith(SLURM);
    }

    /// Takes from an environment what makes its process a rank of a job, if it is one, such as a process that has
    /// started Open MPI: a launcher that is a rank ends at once, and does not say why.
    static void leaveJob(Map<String, String> environment) {
        if (environment.containsKey("PMIX_RANK")) {
            environment.keySet().removeIf(name -> OF_A_RANK.matcher(name).matches());
        }
    }

    /// Slurm starts one program for all; which of the two it is goes by the number that a process gets.
    private List<String> bySlurm(List<String> first, List<String> others, Path folder) throws IOException {
        Path list = folder.resolve("places.txt"); // one line for each process, in their order
        List<String> names = new ArrayList<>(List.of(all.getFirst().name()));
        for (List<Host> some : peers()) {
            some.forEach(host -> names.addAll(Collections.nCopies(host.places(), host.name())));
        }
        Files.write(list, names);
        List<String> command = new ArrayList<>(List.of("env", "SLURM_HOSTFILE=" + list));
        command.addAll(launcher);
        if (launcher.stream().noneMatch(word -> word.startsWith("--mpi"))) {
            command.add("--mpi=pmix"); // by which Open MPI learns who else there is
        }
        command.addAll(List.of(
                "--ntasks=" + places(),
                "--distribution=arbitrary", // as the list says
                "--kill-on-bad-exit=1",
                "--cpu-bind=none",
                "sh",
                "-c",
                "if [ \"$SLURM_PROCID\" = 0 ]; then exec %s; else exec %s; fi"
                        .formatted(quoted(first), quoted(others))));
        return command;
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private List<String> byMpirun(List<String> first, List<String> others) {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("--bind-to", "none")); // whoever measures pins its threads itself
        if (System.getProperty("user.name").equals("root")) {
            command.add("--allow-run-as-root");
        }
        add(command, all, 1, first);
        for (List<Host> some : peers()) {
            int count = some.stream().mapToInt(Host::places).sum();
            command.add(":");
            add(command, peers().size() == 1 || isFirst(some) ? all : some, count, others);
        }
        return command;
    }

    /// The places of the peers in their order. Further ones of the first host are the last, else the one server of
    /// `A:2,B:1` would be beside its worker, and so would both ends of what is the floor of the two hosts. Where
    /// another name is this host's, too, their order is all the same, and `mpirun` must have all places at once.
    private List<List<Host>> peers() {
        Host first = all.getFirst();
        List<Host> others = all.subList(1, all.size());
        List<Host> rest = first.places() > 1 ? List.of(new Host(first.name(), first.places() - 1)) : List.of();
        if (others.stream().anyMatch(Hosts::isHere)) {
            return List.of(Stream.concat(rest.stream(), others.stream()).toList());
        }
        return Stream.of(others, rest).filter(some -> !some.isEmpty()).toList();
    }

    private boolean isFirst(List<Host> some) {
        return some.getFirst().name().equals(all.getFirst().name());
    }

    private static boolean isHere(Host host) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(host.name())) != null;
        } catch (IOException _) {
            return false; // not to be seen
        }
    }

    /// Hosts for a program: their places are filled in turn.
    private static void add(List<String> command, List<Host> hosts, int count, List<String> program) {
        String places =
                hosts.stream().map(host -> host.name() + ":" + host.places()).collect(Collectors.joining(","));
        command.addAll(List.of("-H", places, "-np", Integer.toString(count)));
        command.addAll(program);
    }

    /// The one host, if there is but one.
    public Optional<String> only() {
        return all.size() == 1 ? Optional.of(all.getFirst().name()) : Optional.empty();
    }

    /// The number of processes for which there is room, the one that measures included.
    public int places() {
        return all.stream().mapToInt(Host::places).sum();
    }
}
