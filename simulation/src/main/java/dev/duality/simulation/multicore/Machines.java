// SPDX-License-Identifier: Apache-2.0
package dev.duality.simulation.multicore;

import dev.duality.results.folder.JsonComplaint;
import dev.duality.results.folder.Reasons;
import dev.duality.results.folder.RegularFile;
import dev.duality.workloads.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The machines that there are numbers for, and files of users that describe others.
///
/// A file is JSON: `title`, `sources`, `assumed`, `unit` (`cycles` or `ns`), `ghz`, `cores` (hardware threads),
/// `threadsPerCore`, `groups`, `sharingLastLevel`, `dieDistance`, `classes`, `times` and `rules`, as [MachineSpec]
/// names them; `homeBusy`
/// and `farUpdate` are in the unit, too.
public final class Machines {
    /// Those that come with Duality, by name.
    public static final List<String> NAMES = List.of(
            "opteron-6172",
            "opteron-8380",
            "xeon-e7-8867l",
            "niagara-2",
            "tile-gx36",
            "epyc-7742",
            "epyc-7773x",
            "epyc-7r13",
            "xeon-8275cl",
            "xeon-8375c",
            "ryzen-5950x",
            "graviton-2");

    private static final int MOST_BYTES = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Machines() {}

    /// One of [#NAMES], or a file that describes one.
    /// @throws BadInput if it is neither, or the file is wrong
    public static MachineSpec named(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            try (InputStream in = Machines.class.getResourceAsStream("machines/" + nameOrFile + ".json")) {
                return of(nameOrFile, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Path file = Path.of(nameOrFile);
        if (!nameOrFile.endsWith(".json")) {
            throw new BadInput("there is no machine '%s'; there are %s, and files that end in .json"
                    .formatted(nameOrFile, String.join(", ", NAMES)));
        }
        byte[] bytes;
        try {
            bytes = RegularFile.bytes(file, MOST_BYTES);
        } catch (IOException e) {
            throw new BadInput("cannot read the machine %s: %s".formatted(file, Reasons.of(e)), e);
        }
        return of(file.getFileName().toString().replaceFirst("\\.json$", ""), bytes);
    }

    private static MachineSpec of(String name, byte[] bytes) {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new BadInput("machine %s is no JSON: %s".formatted(name, JsonComplaint.of(e)), e);
        }
        try {
            return MachineFile.read(name, root);
        } catch (IllegalArgumentException e) {
            throw new BadInput("machine %s: %s".formatted(name, e.getMessage()), e);
        }
    }
}
