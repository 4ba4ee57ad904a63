import { vi } from 'vitest';
import type { Workspace } from '../../../src/app/opening/open.ts';
import { createPageStore } from '../../../src/app/opening/page-store.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { encodeShareLink } from '../../../src/scenario/share-link.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { holdStorage } from '../hold-storage.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: nginx }] }
`;
const { objects } = parseManifests([{ name: 'a.yaml', text: POD }]);

/** A board with a part that asks. */
export function board(title: string): ScenarioDocument {
  const story = [1, 2].map((part) => ({
    title: `${part}`,
    text: '',
    request: 0,
    question: { ask: 'ARRIVES' as const },
  }));
  return { ...EMPTY_DOCUMENT, title, objects, requests: [{ from: { pod: 'default/web' }, to: 'http://web/' }], story };
}

export const linkTo = (document: ScenarioDocument): string =>
  encodeShareLink({ document, choices: [], lens: 'objects' });

/** What the browser keeps, and its address, as a page sees them. */
export function browser(href = 'https://example.org/p/', kept: Readonly<Record<string, string>> = {}) {
  const held = holdStorage(kept);
  const location = { href };
  const history = { state: null, replaceState: (_state: unknown, _: string, url: URL) => (location.href = url.href) };
  vi.stubGlobal('window', { matchMedia: () => ({ matches: true }), location, history });
  return { held, location };
}

/** With the words of courses at hand. */
export async function workspace(options: { readonly readOnly?: boolean } = {}): Promise<Workspace> {
  const simulation = createSimulation(options);
  await simulation.words.fetch(['later', 'course']);
  return { simulation, page: createPageStore() };
}
