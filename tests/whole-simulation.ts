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
import { LATER_WORDS } from '../src/narration/en/page/later-words.ts';
import type { Language } from '../src/narration/page/language.ts';
import { RARE_WORDS } from '../src/narration/en/rare-words.ts';
import { ENGINE } from './whole-engine.ts';

/** With the words of later parts at hand. */
const WHOLE: Language = { ...ENGLISH_PAGE, first: { ...ENGLISH_PAGE.first, ...LATER_WORDS } };

/** A page that has fetched nothing yet but what walks. */
export const createBareSimulation = (options: Partial<SimulationOptions> = {}) =>
  create({ language: ENGLISH_PAGE, engine: createEngine(), ...options });

/** A page that has fetched everything. */
export const createSimulation = (options: Partial<SimulationOptions> = {}) =>
  createBareSimulation({ language: WHOLE, engine: ENGINE, words: RARE_WORDS, ...options });

export const createDocumentStore = (initial?: ScenarioDocument, options: Partial<DocumentOptions> = {}) =>
  createDocument(initial ?? EMPTY_DOCUMENT, {
    language: ENGLISH_PAGE,
    engine: ENGINE,
    words: RARE_WORDS,
    ...options,
  });

export const createChangeStore = () => createChanges(() => ENGINE.programs);
