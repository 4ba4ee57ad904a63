import { loadPrograms, loadWalking } from '../../engine/fetched.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { DocumentStore } from '../stores/document-store.ts';
import type { SimulationOptions } from './simulation-options.ts';

/** What walks requests, which an engine may have yet to fetch. */
export interface WalkingFetch {
  /** Fetches it once; at once done where it is there. Rejects when it cannot be fetched. */
  readonly fetch: () => Promise<void>;
  /** The same where nobody waits for it: that it is missing is told. */
  readonly want: () => void;
  /** Whether it has to come before a document is opened: what that begins with is not known beforehand. */
  readonly isNeededFor: (document: ScenarioDocument) => boolean;
}

export function createWalkingFetch(
  document: DocumentStore,
  { recall, onMissing }: Pick<SimulationOptions, 'recall' | 'onMissing'>,
): WalkingFetch {
  let fetching: Promise<void> | undefined;
  const isWaiting = (): boolean => document.getState().router.isWaiting === true;
  const fetch = (): Promise<void> => {
    if (!isWaiting()) return Promise.resolve();
    // Whoever asks what becomes of a packet may edit next, and what was given stays.
    fetching ??= Promise.all([loadWalking(), loadPrograms(['edits'])])
      .then(([walking, programs]) => document.getState().extend({ programs, walking }, 'route'))
      .finally(() => (fetching = undefined));
    return fetching;
  };
  const want = (): void => void fetch().catch((error: unknown) => onMissing?.('walking', error, want));
  return {
    fetch,
    want,
    isNeededFor: (wanted) => {
      const { requests, story } = wanted;
      const first = requests[story[0]?.request ?? 0];
      return isWaiting() && first !== undefined && recall?.(wanted, first) === undefined;
    },
  };
}
