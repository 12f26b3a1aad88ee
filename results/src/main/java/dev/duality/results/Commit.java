// SPDX-License-Identifier: Apache-2.0
package dev.duality.results;

/// The source that was measured.
///
/// @param id the commit's hash, or `unknown`
/// @param dirty whether the working tree held changes that are not in the commit
public record Commit(String id, boolean dirty) {
    public Commit {
        Require.text("commit.id", id);
    }
}
