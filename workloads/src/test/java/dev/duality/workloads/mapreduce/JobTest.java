// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.mapreduce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTest {
    /// All sides ask the job, byte by byte.
    @ParameterizedTest
    @CsvSource({
        "' ', true",
        "'\t', true",
        "'\r', true",
        "'\0', true",
        "x, false",
        "\u00A0, false",
        "\uFEFF, false",
        "ä, false"
    })
    void wordsStandBetweenAsciiWhiteSpaceAndNothingElse(String sign, boolean separates) {
        for (byte b : sign.getBytes(StandardCharsets.UTF_8)) {
            assertEquals(separates, Job.WORDCOUNT.separates(b));
        }
    }
}
