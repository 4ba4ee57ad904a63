import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { type BoardStore, createBoardStore } from '../../../src/app/boards/storage/board-store.ts';
import { openDatabase } from '../../../src/app/boards/storage/database.ts';
import type { KeeperEvents } from '../../../src/app/boards/keeper.ts';
import type { BoardSave } from '../../../src/app/boards/storage/records.ts';
import type { TabMessage, Tabs } from '../../../src/app/boards/tabs.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../../src/scenario/document/document.ts';

const MANIFESTS = `apiVersion: v1
kind: Node
metadata: { name: alpha }
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { nodeName: alpha, containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
`;

/** A small board of this title. */
export function board(title: string): ScenarioDocument {
  return { ...EMPTY_DOCUMENT, title, objects: parseManifests([{ name: 'a.yaml', text: MANIFESTS }]).objects };
}

/** A browser's storage of its own for the test. */
export function newBrowser(): void {
  vi.stubGlobal('indexedDB', new IDBFactory());
}

export async function newStore(): Promise<BoardStore> {
  return createBoardStore(await openDatabase());
}

/** A save of a board called "a" at a time; `bases`: what it goes on from. */
export function saveOf(stamp: string, { at = 0, bases = [], ...rest }: Partial<BoardSave> = {}): BoardSave {
  const content = { document: board(`at ${stamp}`), past: [], future: [] };
  return { id: 'a', title: `at ${stamp}`, clean: false, bases, stamp, at, content, moment: {}, ...rest };
}

/** Tabs of one browser, each hearing the others. */
export function createBus(): () => Tabs {
  const listeners = new Map<number, (message: TabMessage) => void>();
  let members = 0;
  return () => {
    members += 1;
    const own = members;
    return {
      send: (message) => {
        for (const [other, listener] of listeners) if (other !== own) setTimeout(() => listener(message), 0);
      },
      listen: (listener) => void listeners.set(own, listener),
    };
  };
}

/** Everything a keeper tells, in order. */
export function recordEvents(told: string[]): KeeperEvents {
  return {
    onFailure: (error) => told.push(`failure: ${error instanceof Error ? error.message : String(error)}`),
    onRecovery: () => told.push('recovery'),
    onCopy: (title) => told.push(`copy: ${title}`),
    onOtherCopy: (title) => told.push(`other copy: ${title}`),
    onTakenOver: () => told.push('taken over'),
    onShown: () => undefined,
  };
}

export async function pause(milliseconds = 0): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
