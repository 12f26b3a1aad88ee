// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.fork;

import dev.duality.workloads.BadInput;
import dev.duality.workloads.Placement;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
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
/// @param all two or more places, in the order in which they get processes
/// @param launcher a command that takes the options of `mpirun`, or `srun`, and options of its own
public record Hosts(List<Host> all, List<String> launcher) {
    /// A host, by a name or an address.
    ///
    /// @param places how many processes it gets
    public record Host(String name, int places) {}

    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)(?::([1-9][0-9]{0,3}))?");
    private static final Pattern REASON = Pattern.compile(
            ".*(noticed that process rank|Exit code:|not enough slots|not found|cannot reach its client|already filled|unable to|srun: error:).*");
    private static final Pattern OF_A_RANK =
            Pattern.compile("PMIX_.*|ORTE_.*|OMPI_(COMM_WORLD|APP_CTX|UNIVERSE)_.*|OMPI_MCA_(pmix|ess|orte_.*)");
    private static final String SLURM = "srun";

    public Hosts {
        all = List.copyOf(all);
        launcher = List.copyOf(launcher);
    }

    /// Those of a run: where parties are on hosts, and only there.
    /// @param text as [#parse] takes it, if it was given
    /// @throws BadInput if it is lacking, or there is nothing to place
    public static Optional<Hosts> of(List<Placement> placements, Optional<String> text, String launcher) {
        boolean asked = placements.contains(Placement.HOSTS);
        if (asked && text.isEmpty()) {
            throw new BadInput("--placement hosts needs --hosts; write --hosts A:1,B:1, this host first");
        }
        if (!asked && text.isPresent()) {
            throw new BadInput("--hosts is for --placement hosts, and this is --placement %s; leave out one of both"
                    .formatted(placements.stream().map(Placement::label).collect(Collectors.joining(","))));
        }
        return text.map(hosts -> parse(hosts, launcher));
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
                    "--hosts %s has room for one process, and two sides need two; write A:1,B:1".formatted(text));
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

    /// A command that starts one process on the first host, and another in each other place.
    /// @param first what measures
    /// @param others what the others run
    /// @param folder for what the launcher reads
    /// @throws IOException if nothing can be written there
    List<String> command(List<String> first, List<String> others, Path folder) throws IOException {
        return Path.of(launcher.getFirst()).endsWith(SLURM) ? bySlurm(first, others, folder) : byMpirun(first, others);
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
        Files.write(
                list,
                all.stream()
                        .flatMap(host -> Collections.nCopies(host.places(), host.name()).stream())
                        .toList());
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
        add(command, 1, first);
        command.add(":");
        add(command, places() - 1, others);
        return command;
    }

    /// All hosts for each program: they fill the places in turn.
    private void add(List<String> command, int count, List<String> program) {
        String places =
                all.stream().map(host -> host.name() + ":" + host.places()).collect(Collectors.joining(","));
        command.addAll(List.of("-H", places, "-np", Integer.toString(count)));
        command.addAll(program);
    }

    private int places() {
        return all.stream().mapToInt(Host::places).sum();
    }

    /// The reason of an end that the launcher, or a process that it started, gives in a log; empty if there is none.
    static Optional<String> reason(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> REASON.matcher(line).matches())
                    .reduce((_, last) -> last)
                    .map(String::strip);
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
