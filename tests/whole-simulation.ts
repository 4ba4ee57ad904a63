import { createChangeStore as createChanges } from '../src/simulation/changes/change-store.ts';
import {
  createDocumentStore as createDocument,
  type DocumentOptions,
} from '../src/simulation/stores/document-store.ts';
import { createSimulation as create, type SimulationOptions } from '../src/simulation/workspace/simulation.ts';
import type { ScenarioDocument } from '../src/scenario/document/document.ts';
import { RARE_WORDS } from '../src/narration/en/rare-words.ts';
import { ENGINE } from './whole-engine.ts';

/** A page that has fetched everything. */
export const createSimulation = (options: SimulationOptions = {}) =>
  create({ engine: ENGINE, words: RARE_WORDS, ...options });

export const createDocumentStore = (initial?: ScenarioDocument, options: DocumentOptions = {}) =>
  createDocument(initial, { engine: ENGINE, words: RARE_WORDS, ...options });

export const createChangeStore = () => createChanges(() => ENGINE.programs);
