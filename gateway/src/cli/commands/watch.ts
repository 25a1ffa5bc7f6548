// SPDX-License-Identifier: Apache-2.0
import process from 'node:process';
import { Command } from 'commander';
import { z } from 'zod';
import {
  compareInstants,
  RepresentativeId,
  toEpochMilliseconds,
  plus,
  type Checkpoint,
  type Envelope,
  type Instant,
} from '../../../../chaincode/src/protocol/index.ts';
import { now } from '../../draft.ts';
import { CheckpointFile } from '../../events/checkpoint-file.ts';
import type { Observed, TreatyClient } from '../../treaty-client.ts';
import { Concern } from '../concern.ts';
import { envelopeWords } from '../event-words.ts';
import { exemplified } from '../guidance.ts';
import { parsedOption } from '../parsed.ts';
import { foundOrNot } from '../reading.ts';
import { inTreaty, Session } from '../session.ts';
import type { Streams } from '../streams.ts';
