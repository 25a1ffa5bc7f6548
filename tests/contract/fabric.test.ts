// SPDX-License-Identifier: Apache-2.0
import { FabricRig, FIRST_START } from '../support/fabric-rig.ts';
import { contractOf } from './contract.ts';

contractOf('a Fabric network', () => FabricRig.start(31_000), FIRST_START);
