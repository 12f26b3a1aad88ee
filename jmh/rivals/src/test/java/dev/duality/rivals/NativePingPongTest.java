// SPDX-License-Identifier: Apache-2.0
package dev.duality.rivals;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.duality.jmh.floor.PingPong;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NativePingPongTest {
    @TempDir
    private Path folder;

    /// It stops by itself if a payload comes back torn, and then there is no figure.
    @ParameterizedTest
    @EnumSource(PingPong.Form.class)
    void eachFormComesBack(PingPong.Form form) {
        NativePingPong c = NativePingPong.in(folder);
        try {
            assertTrue(c.nanos(form, 8, 20) > 1);
            if (new Contestant.Native(form).carriesPayloads()) {
                assertTrue(c.nanos(form, 4096, 20) > 1);
            }
        } catch (IllegalStateException e) {
            Assumptions.assumeFalse(e.getMessage().startsWith("needs "), e.getMessage());
            throw e;
        }
    }
}
