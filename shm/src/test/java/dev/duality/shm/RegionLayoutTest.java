// SPDX-License-Identifier: Apache-2.0
package dev.duality.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegionLayoutTest {
    @Test
    void spansShareNoPairOfLines() {
        RegionLayout layout = new RegionLayout();
        for (long bytes = 1; bytes <= 400; bytes += 13) {
            layout.span("span of " + bytes, bytes);
            layout.word("word after " + bytes);
        }
        long free = 0; // the first pair that no span has touched
        for (RegionLayout.Span span : layout.spans()) {
            assertEquals(0, span.offset() % Region.APART, span::name);
            assertTrue(span.offset() / Region.APART >= free, span::name);
            free = (span.offset() + span.bytes() - 1) / Region.APART + 1;
        }
        assertEquals(free * Region.APART, layout.bytes());
    }

    @Test
    void spansLieOneAfterTheOtherAndKeepTheirNames() {
        RegionLayout layout = new RegionLayout();
        assertEquals(0, layout.word("lock"));
        assertEquals(128, layout.span("table", 300));
        assertEquals(512, layout.span("nothing", 0));
        assertEquals(512, layout.word("head"));
        assertEquals(640, layout.bytes());
        assertEquals(
                List.of(
                        new RegionLayout.Span("lock", 0, 8),
                        new RegionLayout.Span("table", 128, 300),
                        new RegionLayout.Span("nothing", 512, 0),
                        new RegionLayout.Span("head", 512, 8)),
                layout.spans());
    }

    @Test
    void theSpansThatWereToldStayAsTheyWere() {
        RegionLayout layout = new RegionLayout();
        layout.word("one");
        List<RegionLayout.Span> told = layout.spans();
        layout.word("two");
        assertEquals(1, told.size());
        assertThrows(UnsupportedOperationException.class, () -> told.remove(0));
    }

    @Test
    void aLayoutOfNothingStillFillsARegion() {
        assertEquals(Region.APART, new RegionLayout().bytes());
    }

    @Test
    void aSpanOfNegativeLengthIsRefusedByName() {
        RegionLayout layout = new RegionLayout();
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> layout.span("table", -1));
        assertTrue(thrown.getMessage().contains("table"), thrown.getMessage());
        assertEquals(List.of(), layout.spans());
    }

    @Test
    void aLayoutTooLongForAnOffsetIsRefusedAndChangesNothing() {
        RegionLayout layout = new RegionLayout();
        layout.word("one");
        assertThrows(ArithmeticException.class, () -> layout.span("endless", Long.MAX_VALUE));
        assertEquals(128, layout.word("two"));
    }

    @Test
    void apartIsTheNextMultiple() {
        assertEquals(0, RegionLayout.apart(0));
        assertEquals(128, RegionLayout.apart(1));
        assertEquals(128, RegionLayout.apart(128));
        assertEquals(256, RegionLayout.apart(129));
        assertThrows(ArithmeticException.class, () -> RegionLayout.apart(Long.MAX_VALUE));
    }

    @Test
    void anOffsetThatSharesLinesWithWhatLiesBeforeIsRefused() {
        RegionLayout.requireApart(0);
        RegionLayout.requireApart(3L * Region.APART);

        for (long offset : new long[] {1, Region.LINE, Region.APART + Region.LINE, -Region.LINE}) {
            assertThrows(IllegalArgumentException.class, () -> RegionLayout.requireApart(offset));
        }
    }
}
