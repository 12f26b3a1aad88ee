// SPDX-License-Identifier: Apache-2.0
package dev.duality.messaging.peers.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.duality.messaging.Transport;
import dev.duality.messaging.TransportOptions;
import dev.duality.messaging.contract.TransportContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AeronTransportTest implements TransportContract {
    @Override
    public Transport transport() {
        return new AeronTransport();
    }

    @Override
    public int longestPayload() {
        return AeronFrame.LONGEST;
    }

    @Test
    void aClientThatDoesNotConnectLeavesNoDriverAndNoFolder(@TempDir Path directory) throws IOException {
        List<Thread> drivers = new ArrayList<>();
        AeronTransport failing = new AeronTransport(_ -> {
            drivers.addAll(drivers());
            throw new IllegalStateException("no client");
        });

        assertThrows(IllegalStateException.class, () -> failing.start(new TransportOptions(Optional.of(directory))));
        assertEquals(1, drivers.size());
        assertFalse(drivers.getFirst().isAlive());
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }

    /// The threads of drivers that run in this process.
    private static List<Thread> drivers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("driver"))
                .toList();
    }
}
