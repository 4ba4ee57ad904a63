import { createStore, delMany, getMany, set, setMany } from 'idb-keyval';
import type { SharedScenario } from '../scenario/document.ts';
import type { Restored } from '../scenario/restore.ts';
import type { Simulation } from '../simulation/simulation.ts';
import { fetchPart } from '../ui/fetch-part.ts';
import { saveBeforeReload } from './reload-page.ts';

export type Kept =
  | { readonly state: 'none' }
  | { readonly state: 'kept'; readonly restored: Restored; readonly clean: boolean }
  /** What was kept could not be read; it has been put aside, not deleted. */
  | { readonly state: 'unreadable' }
  /** The browser offers no storage. */
  | { readonly state: 'unavailable' };

const PAUSE = 400;
const PATIENCE = 3000;

const database = () => createStore('packetwalk', 'autosave');

/** What was on the screen when the page was last open. Rejects with a MissingPart alone. */
export async function readKept(): Promise<Kept> {
  let document: unknown;
  let moment: unknown;
  try {
    [document, moment] = await withPatience(getMany<unknown>(['document', 'moment'], database()));
  } catch {
    return { state: 'unavailable' };
  }
  if (document === undefined) return { state: 'none' };
  const { restoreScenario } = await fetchPart('The reader of kept work', () => import('../scenario/restore.ts'));
  if (isRecord(document) && isRecord(document['document']) && Array.isArray(document['document']['objects'])) {
    const clean = document['clean'] === true;
    const shown = isRecord(moment) ? moment : {};
    return { state: 'kept', restored: restoreScenario({ ...shown, document: document['document'] }), clean };
  }
  await putAside(document).catch(() => undefined);
  return { state: 'unreadable' };
}

/** Keeps the document when it changes and the moment shown as it moves on; calls `onFailure` once when that is impossible. */
export function autosave(simulation: Simulation, onFailure: () => void): void {
  const store = database();
  let kept: unknown;
  let timer = 0;
  let failed = false;
  const save = async (): Promise<void> => {
    window.clearTimeout(timer);
    timer = 0;
    const { document, dirty } = simulation.document.getState();
    const moment: Partial<SharedScenario> = { ...simulation.snapshot() };
    delete (moment as { document?: unknown }).document;
    const entries: [IDBValidKey, unknown][] = [['moment', moment]];
    if (document !== kept) entries.push(['document', { document, clean: !dirty }]);
    kept = document;
    await setMany(entries, store).catch(() => {
      kept = undefined;
      if (!failed) onFailure();
      failed = true;
    });
  };
  const soon = (): void => {
    if (timer === 0) timer = window.setTimeout(() => void save(), PAUSE);
  };
  const now = (): void => {
    if (timer !== 0) void save();
  };
  simulation.document.subscribe(soon);
  simulation.playback.subscribe((state, previous) => {
    if (state.beat !== previous.beat || state.outcome !== previous.outcome) soon();
  });
  simulation.view.subscribe((state, previous) => {
    if (state.lens !== previous.lens) soon();
  });
  saveBeforeReload(save);
  window.addEventListener('pagehide', now);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) now();
  });
  soon();
}

async function putAside(value: unknown): Promise<void> {
  await set('unreadable', value, database());
  await delMany(['document', 'moment'], database());
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A storage that never answers counts as none. */
function withPatience<T>(promise: Promise<T>): Promise<T> {
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => {
      window.setTimeout(() => reject(new Error('The storage does not answer')), PATIENCE);
    }),
  ]);
}
