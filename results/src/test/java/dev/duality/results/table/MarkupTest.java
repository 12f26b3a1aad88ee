// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The strings of a stranger's run in each kind of output.
class MarkupTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"=cmd|'/C calc'!A0", "@SUM(1+1)", "+1+1", "-2+3", "=1", "\t=1", "--", "+", "-1e5x", "+1.", "-.5"
            })
    void whatASpreadsheetWouldComputeIsMarkedAsText(String formula) {
        assertEquals("'" + formula.strip(), Csv.text(formula));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+1", "-1.5", "-1.5E-3", "12", "a=b", "rpc/shm:lockfree/w1", ""})
    void numbersAndPlainWordsAreLeft(String text) {
        assertEquals(text, Csv.text(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '^',
            value = {
                "<!-- duality publish: end --> ^ &lt;\\!-- duality publish: end --&gt;",
                "![t](http://127.0.0.1/cpu.png) ^ \\!\\[t\\](http&#58;//127.0.0.1/cpu.png)",
                "[v](javascript:alert(1)) ^ \\[v\\](javascript:alert(1))",
                "<b>x</b> & `c` *d* _e_ ^ &lt;b&gt;x&lt;/b&gt; &amp; \\`c\\` \\*d\\* \\_e\\_",
            })
    void nothingBecomesMarkdown(String text, String shown) {
        assertEquals(shown, Markdown.text(text));
    }

    @Test
    void aLineStaysALine() {
        assertEquals("a  \\# HEAD", Markdown.text("a\n\n# HEAD"));
        assertEquals("`a?b`", Markdown.code("a`b"));
        assertEquals("[a\\]b](x%20y%29/z)", Markdown.link("a]b", "x y)/z"));
    }

    @Test
    void theHeadOfASheetCommandsNoTerminalEither() {
        Table sheet = Table.of(
                "what waiting costs",
                List.of("row", "\u001b[2J\u001b]0;title\u0007", "pause"),
                List.of(List.of("rpc", "1", "2")),
                List.of());

        sheet.text().forEach(line -> assertTrue(line.codePoints().noneMatch(Character::isISOControl), line));
    }
}
