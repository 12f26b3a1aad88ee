// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.messaging.ChannelSpec;
import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.shm.contract.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    void aDiskWithTooLittleRoomIsRefusedBeforeAnythingIsSent() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder, "size=1m");
                Transport.Carrier carrier =
                        new ChronicleTransport().start(new TransportOptions(Optional.of(disk.path())))) {
            String why = assertThrows(
                            IllegalStateException.class, () -> carrier.open(new ChannelSpec("small", 1, 1, 64, 24)))
                    .getMessage();

            assertTrue(why.matches("channel small of chronicle needs [0-9,]+ bytes .* make room, .*"), why);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 4096})
    void aDiskThatOthersFillMeanwhileIsOneLineAndNoCrash(int payloadBytes) throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(folder, "size=64m")) {
            Child child = Child.run(Filled.class, disk.path().toString(), Integer.toString(payloadBytes));

            assertEquals(7, child.status(), child.output());
            assertTrue(
                    child.output().matches("cannot go on in " + disk.path() + ": .* there is no room .*\\R"),
                    child.output());
            try (Stream<Path> left = Files.list(disk.path())) {
                assertEquals(
                        List.of(disk.path().resolve("filler")), left.toList(), "of chronicle's folder nothing is left");
            }
        }
    }
}
