// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.OptionalDouble;

/// A way of working that a cell is asked for.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "load")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Load.Closed.class, name = "closed"),
    @JsonSubTypes.Type(value = Load.Open.class, name = "open"),
    @JsonSubTypes.Type(value = Load.Job.class, name = "job")
})
public sealed interface Load {
    /// Each worker issues its next operation when the window lets it.
    record Closed() implements Load {}

    /// Operations start by a schedule, whatever happens.
    ///
    /// @param perSecond of all workers together; empty if it is chosen while the run goes on
    record Open(OptionalDouble perSecond) implements Load {
        public Open {
            Require.present("perSecond", perSecond).ifPresent(rate -> Require.positive("perSecond", rate));
        }
    }

    /// A fixed number of operations, split over the workers.
    record Job(long operations) implements Load {
        public Job {
            Require.atLeast("operations", 1, operations);
        }
    }
}
