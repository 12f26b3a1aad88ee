// SPDX-License-Identifier: Apache-2.0

/// results
package dev.duality.results;
