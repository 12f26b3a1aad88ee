// SPDX-License-Identifier: Apache-2.0

/// Same or no number: a side is measured only after it has given the specification's answers.
package dev.duality.workloads.verify;
