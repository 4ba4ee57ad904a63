import { createChangeStore as createChanges } from '../src/simulation/changes/change-store.ts';
import {
  createDocumentStore as createDocument,
  type DocumentOptions,
} from '../src/simulation/stores/document-store.ts';
import { createEngine } from '../src/engine/engine.ts';
import { createSimulation as create } from '../src/simulation/workspace/simulation.ts';
import type { SimulationOptions } from '../src/simulation/workspace/simulation-options.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../src/scenario/document/document.ts';
import { ENGLISH_PAGE } from '../src/narration/en/language.ts';
import { RARE_WORDS } from '../src/narration/en/rare-words.ts';
import { ENGINE } from './whole-engine.ts';

/** A page that has fetched nothing yet but what walks. */
export const createBareSimulation = (options: Partial<SimulationOptions> = {}) =>
  create({ language: ENGLISH_PAGE, engine: createEngine(), ...options });

/** A page that has fetched everything. */
export const createSimulation = (options: Partial<SimulationOptions> = {}) =>
  createBareSimulation({ engine: ENGINE, words: RARE_WORDS, ...options });

export const createDocumentStore = (initial?: ScenarioDocument, options: Partial<DocumentOptions> = {}) =>
  createDocument(initial ?? EMPTY_DOCUMENT, { language: ENGLISH_PAGE, engine: ENGINE, words: RARE_WORDS, ...options });

export const createChangeStore = () => createChanges(() => ENGINE.programs);
