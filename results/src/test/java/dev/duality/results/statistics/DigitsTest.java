// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "3478912.7|3,480,000",
                "283.4|283",
                "28.34|28.3",
                "2.834|2.83",
                "0.2834|0.283",
                "0.00123|0.00123",
                "0.0009|<0.001",
                "0.001|0.00100",
                "-0.0009|>-0.001",
                "999.6|1,000",
                "9.999|10.0",
                "12|12",
                "-0.5|-0.5",
                "1e-9|<0.001"
            })
    void measuredValuesHaveThreeDigits(double value, String written) {
        assertEquals(written, Digits.three(value));
    }

    /// Nearly all that were published of one of them are below a thousandth.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "960.151|960",
                "34789|34,800",
                "13.7099|13.7",
                "2|2.00",
                "0.5|0.500",
                "0.0204539|0.0205",
                "0.00089096|0.000891",
                "-0.0037288|-0.00373",
                "0.0009999|0.00100",
                "0.0000033585|0.00000336",
                "1.254e-7|1.25e-7",
                "-9.996e-12|-1.00e-11"
            })
    void coefficientsHaveThreeDigitsHoweverSmall(double value, String written) {
        assertEquals(written, Digits.significant(value));
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "100, 100", "1.93, 1.93", "999999, 999999", "0.312, 0.312"})
    void whatWasGivenKeepsItsDigits(double value, String written) {
        assertEquals(written, Digits.all(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0.00234, 0.0023",
        "0.0994, 0.099",
        "0.1345, 0.13",
        "0.0001, <0.001",
        "0.001, 0.0010",
        "9.995, 10.0",
        "99.95, 100",
        "1, 1.00",
        "1.904, 1.90",
        "9.994, 9.99",
        "9.996, 10.0",
        "12.34, 12.3",
        "99.96, 100",
        "630.2, 630"
    })
    void ratiosHaveThreeDigits(double value, String written) {
        assertEquals(written, Digits.ratio(value));
    }

    @Test
    void sharesAreWrittenInPercentWithTwoPlaces() {
        assertEquals("70.42", Digits.percent(70.4215));
    }

    @Test
    void numbersAreWrittenTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("1,234,567", Digits.whole(1_234_567));
            assertEquals("1.50", Digits.ratio(1.5));
        } finally {
            Locale.setDefault(before);
        }
    }
}
