// SPDX-License-Identifier: Apache-2.0
package dev.duality.workloads.paging;

import dev.duality.shm.contract.StructureContract;

class SharedFramesContractTest extends SharedFramesDescription
        implements StructureContract<SharedFramesDescription.Step> {}
