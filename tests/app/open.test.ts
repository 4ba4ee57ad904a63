import type { Problem } from '../../src/scenario/restore/problem.ts';
import { beforeEach, expect, test, vi } from 'vitest';
import { importReading } from '../../src/app/files/import-reading.ts';
import { openLink } from '../../src/app/opening/links.ts';
import { askedFor, openLesson, openScenario, type Workspace } from '../../src/app/opening/open.ts';
import { openRestored } from '../../src/app/opening/open-restored.ts';
import { createPageStore } from '../../src/app/opening/page-store.ts';
import { readManifests } from '../../src/app/worker/read-manifests.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { encodeShareLink } from '../../src/scenario/share-link.ts';
import type { Fetched } from '../../src/simulation/stores/programs.ts';
import { createSimulation } from '../whole-simulation.ts';
import { namedEdit } from '../named-edit.ts';

/** Programs that arrive when a test says so, for documents called "slow". */
const fetched = vi.hoisted(() => ({ waiting: [] as (() => void)[] }));

vi.mock('../../src/simulation/stores/programs.ts', async (original) => ({
  ...(await original<object>()),
  wantsPrograms: (_engine: unknown, { title }: ScenarioDocument) => title.startsWith('slow'),
  fetchRare: () => new Promise<Fetched>((resolve) => fetched.waiting.push(() => resolve({ programs: [] }))),
}));

beforeEach(() => {
  fetched.waiting.length = 0;
  vi.stubGlobal('window', { matchMedia: () => ({ matches: true }) });
});

const POD = `apiVersion: v1
kind: Node
metadata: { name: alpha }
---
apiVersion: v1
kind: Pod
metadata: { name: NAME, labels: { app: web } }
spec: { nodeName: alpha, containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: NAME }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

function board(title: string): ScenarioDocument {
  const { objects } = parseManifests([{ name: 'a.yaml', text: POD.replaceAll('NAME', title) }]);
  return { ...EMPTY_DOCUMENT, title, objects };
}

function workspace(): Workspace {
  return { simulation: createSimulation(), page: createPageStore() };
}

const titleOf = ({ simulation }: Workspace): string => simulation.document.getState().document.title;
const retitle = ({ simulation }: Workspace, title: string): void =>
  void simulation.document.getState().edit(namedEdit('Rename'), (document) => ({ ...document, title }));

async function arrive(): Promise<void> {
  // What waits for programs asks for them in a task of its own.
  await new Promise((resolve) => setTimeout(resolve));
  for (const resolve of fetched.waiting.splice(0)) resolve();
  await new Promise((resolve) => setTimeout(resolve));
}

test('of two openings the last one asked for is shown, however late the earlier one arrives', async () => {
  const space = workspace();
  const first = askedFor(space, 'the link');
  const second = askedFor(space, 'the file');
  expect(await openScenario(space, { scenario: board('second'), edit: namedEdit('b'), asked: second })).toBe(true);
  expect(await openScenario(space, { scenario: board('first'), edit: namedEdit('a'), asked: first })).toBe(false);
  expect(titleOf(space)).toBe('second');
});

test('an opening that waits for programs gives way to a later one', async () => {
  const space = workspace();
  const slow = openScenario(space, {
    scenario: board('slow'),
    edit: namedEdit('a'),
    asked: askedFor(space, 'the link'),
  });
  await openScenario(space, { scenario: board('fast'), edit: namedEdit('b'), asked: askedFor(space, 'the lesson') });
  await arrive();
  expect(await slow).toBe(false);
  expect(titleOf(space)).toBe('fast');
});

test('the simulation itself shows what it was told to open last, and calls back for that alone', async () => {
  const { simulation } = workspace();
  const shown: string[] = [];
  simulation.open(board('slow'), { edit: namedEdit('a'), clean: true, onShown: () => shown.push('slow') });
  simulation.open(board('fast'), { edit: namedEdit('b'), clean: true, onShown: () => shown.push('fast') });
  await arrive();
  expect(shown).toEqual(['fast']);
  expect(simulation.document.getState().document.title).toBe('fast');
});

test('a board changed while something is on its way is asked about, and again when it changed during the question', async () => {
  const space = workspace();
  space.simulation.open(board('mine'), { edit: namedEdit('a'), clean: true });
  const opening = openScenario(space, {
    scenario: board('slow'),
    edit: namedEdit('b'),
    asked: askedFor(space, 'the lesson'),
  });
  retitle(space, 'mine, changed');
  await arrive();
  await vi.waitFor(() => expect(space.page.getState().question?.changed).toBe('mine, changed'));
  retitle(space, 'mine, changed again');
  space.page.getState().question?.answer(true);
  await arrive();
  await vi.waitFor(() => expect(space.page.getState().question?.changed).toBe('mine, changed again'));
  space.page.getState().question?.answer(true);
  expect(await opening).toBe(true);
  await arrive();
  expect(titleOf(space)).toBe('slow');
});

test('a question about an opening that something else has overtaken is gone, and nothing of it happens', async () => {
  const space = workspace();
  space.simulation.open(board('mine'), { edit: namedEdit('a'), clean: false });
  const link = { isLast: space.page.takeTicket(), what: 'the link' };
  const opening = openScenario(space, { scenario: board('link'), edit: namedEdit('b'), asked: link });
  await vi.waitFor(() => expect(space.page.getState().question).toBeDefined());
  await openScenario(space, { scenario: board('lesson'), edit: namedEdit('c'), asked: askedFor(space, 'the lesson') });
  expect(space.page.getState().question).toBeUndefined();
  expect(await opening).toBe(false);
  expect(titleOf(space)).toBe('lesson');
});

test('the first request of an import is sent in its own document, not in what is changed while it waits', async () => {
  const space = workspace();
  space.simulation.open(board('mine'), { edit: namedEdit('a'), clean: true });
  const files = [{ name: 'slow.yaml', text: POD.replaceAll('NAME', 'imported') }];
  const choice = { reading: readManifests(files).result, way: 'replace', files: ['slow.yaml'] } as const;
  const done = importReading(space, choice);
  retitle(space, 'edited meanwhile');
  await vi.waitFor(() => expect(fetched.waiting).toHaveLength(1));
  expect(space.simulation.playback.getState().request).toBeUndefined();
  // Once for the cluster that is built step by step, once for the board that shows it.
  await arrive();
  await done;
  await arrive();
  expect(titleOf(space)).toBe('slow');
  await vi.waitFor(() => expect(space.simulation.playback.getState().request?.to).toContain('imported'));
});

test('of several problems the first is told and all of them are a click away', async () => {
  const space = workspace();
  await space.simulation.words.fetch(['later']);
  const problems: readonly Problem[] = [
    { code: 'OBJECT_NAMELESS', detail: { number: 1, kind: 'Pod' } },
    { code: 'OBJECT_NAMELESS', detail: { number: 2, kind: 'Pod' } },
    { code: 'REQUEST_UNUSABLE', detail: { number: 1 } },
  ];
  await openRestored(space, {
    scenario: board('link'),
    edit: namedEdit('a'),
    problems,
    asked: askedFor(space, 'the link'),
  });
  const toast = space.simulation.view.getState().toasts.find(({ tone }) => tone === 'error');
  expect(toast?.text).toContain('Object 1 was left out: this Pod has no name.');
  expect(toast?.action?.label).toBe('All 3 problems');
  toast?.action?.run();
  expect(space.page.getState().problems).toEqual(problems);
});

test('what is added to a board goes to the board as it is by then, in one step; stopped before, nothing of it', async () => {
  const space = workspace();
  space.simulation.open(EMPTY_DOCUMENT, { edit: namedEdit('a'), clean: true });
  const files = [{ name: 'more.yaml', text: POD.replaceAll('NAME', 'imported') }];
  const choice = { reading: readManifests(files).result, way: 'add', files: ['more.yaml'] } as const;
  const stop = new AbortController();
  const stopped = importReading(space, choice, { signal: stop.signal });
  stop.abort();
  await arrive();
  await stopped;
  expect(space.simulation.document.getState().document).toBe(EMPTY_DOCUMENT);
  const done = importReading(space, choice);
  retitle(space, 'edited meanwhile');
  const steps = space.simulation.document.getState().past.length;
  await arrive();
  await done;
  const { document, past, router } = space.simulation.document.getState();
  expect(document.title).toBe('edited meanwhile');
  expect(document.objects).toEqual(choice.reading.objects);
  expect(past).toHaveLength(steps + 1);
  expect(router.cluster.pod('default', 'imported')).toBeDefined();
});

test.each(['99', '8', '0', 'three'])(
  'an address with the part %s of a lesson of seven says that there is none',
  async (part) => {
    const space = workspace();
    expect(await openLesson(space, 'pod-to-service', undefined, { part })).toBe(true);
    await space.simulation.opened();
    const text = JSON.stringify(space.simulation.view.getState().toasts);
    const far = Number(part) > 7;
    expect(text).toContain(far ? `The story has no part ${part}: its last, part 7, is shown.` : 'does not exist');
    expect(space.simulation.view.getState().part).toBe(far ? 6 : 0);
  },
);

test('an address with a part of the lesson opens it without a word', async () => {
  const space = workspace();
  expect(await openLesson(space, 'pod-to-service', undefined, { part: '7' })).toBe(true);
  expect(space.simulation.view.getState()).toMatchObject({ part: 6, toasts: [] });
});

test('a link with a part that its story has not says so', async () => {
  const space = workspace();
  const story = [{ title: 'One', text: 'One.' }];
  const link = encodeShareLink({ document: { ...board('link'), story }, choices: [], lens: 'objects', part: 98 });
  expect(await openLink(space, link)).toBe(true);
  expect(JSON.stringify(space.simulation.view.getState().toasts)).toContain(
    'The story has no part 99: its last, part 1, is shown.',
  );
});
