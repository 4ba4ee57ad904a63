import type { SavedRequest, ScenarioDocument, SharedScenario } from '../../scenario/document/document.ts';
import { CURRENT_VERSION } from '../../scenario/restore/migrations.ts';
import type { Problem } from '../../scenario/restore/problem.ts';
import { restoreSent } from '../../scenario/restore/restore-screen.ts';
import { restoreScenario } from '../../scenario/restore/restore.ts';
import type { DocumentState } from '../../simulation/stores/document-store.ts';
import { inTasks } from '../files/in-tasks.ts';
import type { AsideReason } from './storage/aside.ts';
import { type BoardStore, CONTENT_FORMAT } from './storage/board-store.ts';
import { type OpeningOf, unpackHistory } from './storage/history.ts';
import { documentOf, type Register, registerOf, unpack } from './storage/packed.ts';
import type { BoardInfo, StoredBoard } from './storage/records.ts';

/** A stored board, restored. */
export interface ReadBoard {
  readonly info: BoardInfo;
  readonly scenario: SharedScenario;
  /** What of it could not be used; its original was set aside. */
  readonly problems: readonly Problem[];
  /** What was sent on it, the last one first. */
  readonly sent: readonly SavedRequest[];
  /** Its undo history, given the number of an opening for each board in it, and where all of it is in the store. */
  readonly history: (openingOf: OpeningOf) => ReadHistory;
}

interface ReadHistory extends Pick<DocumentState, 'past' | 'future'> {
  readonly register: Register | undefined;
}

/** A board, or why there is none: it was never there, or holds nothing that can be shown and was set aside. */
export type BoardReading =
  | { readonly state: 'read'; readonly board: ReadBoard }
  | { readonly state: 'none' }
  | { readonly state: 'unreadable' };

/**
 * Reads a board as far as it can be read. What is of a newer version or partly unreadable is first set aside in its original
 * form: the next save will not have it. Rejects when the store does.
 */
export async function readBoard(store: BoardStore, id: string): Promise<BoardReading> {
  const stored = await store.read(id);
  if (stored === undefined) return { state: 'none' };
  const { info, moment } = stored;
  const places = new Map<unknown, number>();
  const content = stored.content && (await inTasks(unpack(stored.content, places)));
  if (content === undefined || !isFields(content.document) || !Array.isArray(content.document['objects'])) {
    await setAside(store, stored, { code: 'UNREADABLE', detail: {} });
    const reason: AsideReason = { code: 'EARLIER_VERSION', detail: {} };
    for (const { version, title, changed: at } of await store.earlier(id)) {
      // oxlint-disable-next-line no-await-in-loop
      const value = documentOf((await store.readEarlier(id, version)) ?? {});
      // oxlint-disable-next-line no-await-in-loop
      await store.putAside({ id: `${id}-${version}`, title, at, reason, value });
    }
    await store.discard(id, info.stamp);
    return { state: 'unreadable' };
  }
  const shown = isFields(moment) ? moment : {};
  const { scenario, problems } = restoreScenario({ ...shown, document: content.document });
  const newer = content.format > CONTENT_FORMAT || Number(content.document['version']) > CURRENT_VERSION;
  if (newer) await setAside(store, stored, { code: 'NEWER', detail: {} });
  else if (problems.length > 0) await setAside(store, stored, { code: 'PARTS_UNUSED', detail: { problems } });
  const { document: raw, past, future } = content;
  const found = stored.content;
  const history: ReadBoard['history'] = (openingOf) => {
    const kept = { raw, document: scenario.document, past, future };
    const { known, ...steps } = unpackHistory(kept, restoreScenario, openingOf);
    return { ...steps, register: found && registerOf(found, places, known) };
  };
  return { state: 'read', board: { info, scenario, problems, sent: restoreSent(shown['sent']), history } };
}

/** What was put away as it was found, with everything in its place. */
export async function unpackFound(value: unknown): Promise<unknown> {
  return isFields(value) ? inTasks(unpack(value)) : value;
}

/** The document of a board that was put away, in a version of before or in whatever state it was found. */
export async function restoreDocument(value: unknown): Promise<{
  readonly document: ScenarioDocument;
  readonly problems: readonly Problem[];
}> {
  const { scenario, problems } = restoreScenario(await unpackFound(value));
  return { document: scenario.document, problems };
}

/** Under the name of its save: it is set aside once, however often it is opened. */
async function setAside(store: BoardStore, { info, content, moment }: StoredBoard, reason: AsideReason): Promise<void> {
  const { title, changed, stamp } = info;
  await store.putAside({ id: stamp, title, at: changed, reason, value: { ...content, moment } });
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
