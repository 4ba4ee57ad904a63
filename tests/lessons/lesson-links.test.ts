import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { loadEdition } from '../../src/lessons/catalog/load-edition.ts';
import { setAtPath } from '../../src/manifests/set-at-path.ts';
import type { ScenarioDocument, SharedScenario } from '../../src/scenario/document/document.ts';
import { editionOf } from '../../src/scenario/edition.ts';
import { fromLessonForm } from '../../src/scenario/lesson-form.ts';
import { createShareHash, isUntouched } from '../../src/scenario/share-hash.ts';
import { decodeShareLink } from '../../src/scenario/share-link.ts';
import { intervene, putObjects, removeObjects, setPosition } from '../../src/simulation/edits.ts';
import { refOf } from '../../src/simulation/object-refs.ts';
import type { Simulation } from '../../src/simulation/workspace/simulation.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { whatIsShown, whatShows } from '../scenario/shown.ts';
import { createSimulation } from '../whole-simulation.ts';
import { namedEdit } from '../named-edit.ts';

/** As long as the address of the page in front of a hash. */
const PLACE = 'https://packetwalk.example.org/#';

async function openLesson(id: string): Promise<{ readonly simulation: Simulation; readonly lesson: ScenarioDocument }> {
  const lesson = await SCENARIOS.find((each) => each.id === id)?.load();
  if (lesson === undefined) throw new Error(`no lesson ${id}`);
  const simulation = createSimulation();
  simulation.open({ ...lesson, lesson: id }, { edit: namedEdit('Open'), clean: true, play: false });
  await simulation.opened();
  showStoryStep(simulation, 2);
  simulation.playback.getState().pause();
  return { simulation, lesson };
}

/** One edit of each kind, where a lesson has something to edit so; the document as it is where it has not. */
const EDITS: Readonly<Record<string, (document: ScenarioDocument, simulation: Simulation) => ScenarioDocument>> = {
  'scale a Deployment': (document) => change(document, ({ kind }) => kind === 'Deployment', [['spec', 'replicas'], 5]),
  'change a label': (document) =>
    change(document, ({ kind }) => kind === 'Pod', [['metadata', 'labels', 'app'], 'other']),
  'change a targetPort': (document) =>
    change(document, ({ kind }) => kind === 'Service', [['spec', 'ports', 0, 'targetPort'], 9999]),
  'move a pod to another node': (document, { document: store }) => {
    const { pods, nodes } = store.getState().router.cluster;
    const pod = pods.find(({ nodeName, namespace }) => nodeName !== undefined && namespace !== 'kube-system');
    const node = nodes.findLast(({ name }) => name !== pod?.nodeName);
    if (pod === undefined || node === undefined) return document;
    const { namespace, name } = pod;
    return intervene(document, { type: 'reschedule', namespace, pod: name, node: node.name });
  },
  'drag an element': (document, { document: store }) => {
    const [pod] = store.getState().router.cluster.pods;
    return setPosition(document, `Pod/${pod?.namespace}/${pod?.name}`, { x: 312, y: 144 });
  },
  'delete an object': (document) => {
    const object = document.objects.at(-1);
    return object === undefined ? document : removeObjects(document, [refOf(object, 'default')]);
  },
  'add a NetworkPolicy': (document) =>
    putObjects(document, [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'deny-all', namespace: 'shop' },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      },
    ]),
  'switch to nftables': (document) => ({ ...document, overrides: { ...document.overrides, proxyMode: 'nftables' } }),
};

function change(
  document: ScenarioDocument,
  which: (object: RawObject) => boolean,
  [path, value]: readonly [readonly (string | number)[], unknown],
): ScenarioDocument {
  const object = document.objects.find(which);
  return object === undefined ? document : putObjects(document, [setAtPath(object, path, value)]);
}

async function reopened(hash: string): Promise<SharedScenario> {
  const decoded = decodeShareLink(hash);
  if (!decoded.ok) throw new Error(decoded.why.code);
  const whole = await fromLessonForm(decoded, loadEdition);
  if (!whole.ok) throw new Error(whole.why.code);
  expect(whole.problems).toEqual([]);
  return whole.scenario;
}

const lengths = new Map<string, number[]>();

describe.each(SCENARIOS)('$id', ({ id }) => {
  test('its third part with another pod, a hop on, by rules and on wires: the link is short and opens as that', async () => {
    const { simulation, lesson } = await openLesson(id);
    const metadata = { name: 'guest', namespace: 'shop', labels: { app: 'guest' } };
    const spec = { nodeName: 'node-1', containers: [{ name: 'sh', image: 'busybox' }] };
    simulation.document
      .getState()
      .edit(namedEdit('guest'), (document) =>
        putObjects(document, [{ apiVersion: 'v1', kind: 'Pod', metadata, spec }]),
      );
    await simulation.opened();
    simulation.playback.getState().setDepth('rules');
    simulation.view.getState().setLens('wires');
    simulation.playback.getState().pause();
    simulation.playback.getState().stepHop(1);
    const snapshot = simulation.snapshot();
    const { hash } = createShareHash(snapshot, { id, document: lesson });
    // Longer only where pods keep what the guest would have been given.
    const most = snapshot.document.overrides.allocated === undefined ? 400 : 420;
    expect(PLACE.length + hash.length).toBeLessThanOrEqual(most);
    const opened = await reopened(hash);
    expect(opened).toEqual(JSON.parse(JSON.stringify(snapshot)));
    expect(await whatIsShown(opened)).toEqual(whatShows(simulation));
  });

  test.each(Object.entries(EDITS))('%s: the link opens as what was shared', async (what, edit) => {
    const { simulation, lesson } = await openLesson(id);
    const before = simulation.document.getState().document;
    simulation.document.getState().edit(namedEdit(what), (document) => edit(document, simulation));
    await simulation.opened();
    const snapshot = simulation.snapshot();
    if (snapshot.document === before) return;
    expect(isUntouched(snapshot.document, lesson)).toBe(false);
    const { hash, form } = createShareHash(snapshot, { id, document: lesson });
    expect(form).toBe('change');
    lengths.set(what, [...(lengths.get(what) ?? []), PLACE.length + hash.length]);
    const opened = await reopened(hash);
    expect(opened).toEqual(JSON.parse(JSON.stringify(snapshot)));
    expect(await whatIsShown(opened)).toEqual(whatShows(simulation));
  });
});

test('a link to a lesson with one edit has at most 400 characters in the median, whatever the edit', () => {
  for (const [what, each] of lengths) {
    const sorted = each.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? Infinity;
    console.log(`${what}: ${sorted.length} lessons, median ${median}, longest ${sorted.at(-1)} characters`);
    expect(median, what).toBeLessThanOrEqual(400);
  }
  expect([...lengths.keys()].toSorted()).toEqual(Object.keys(EDITS).toSorted());
});

test('what a link leaves out is left out of a change, too; what is the lesson’s own stays', async () => {
  const { simulation, lesson } = await openLesson('rolling-update');
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'key', namespace: 'shop' },
    data: { a: 'aHVzaA==' },
  };
  simulation.document.getState().edit(namedEdit('edit'), (document) => {
    const changed = change(document, ({ kind }) => kind === 'Deployment', [
      ['spec', 'template', 'spec', 'containers', 0, 'env'],
      [{ name: 'PASSWORD', value: 'hush-hush' }],
    ]);
    return putObjects(
      change(changed, ({ kind }) => kind === 'Deployment', [['spec', 'replicas'], 3]),
      [secret],
    );
  });
  const { hash, report } = createShareHash(simulation.snapshot(), { id: 'rolling-update', document: lesson });
  const opened = await reopened(hash);
  expect(JSON.stringify(opened)).not.toMatch(/hush|aHVzaA|PASSWORD/);
  // The names of pods hang on the whole template, what is left out of it included.
  expect(await whatIsShown(opened)).toEqual(await whatIsShown(simulation.snapshot()));
  expect(JSON.stringify(opened)).toContain('readinessProbe');
  expect(report.omitted.map(({ object, reason }) => [object?.kind, reason])).toEqual([
    ['Deployment', 'environment'],
    ['Secret', 'secret'],
  ]);
});

test('a board that has little of the lesson left is told as a whole', async () => {
  const { simulation, lesson } = await openLesson('broken-shop');
  simulation.document
    .getState()
    .edit(namedEdit('empty'), (document) => ({ ...document, objects: [], requests: [], story: [] }));
  expect(createShareHash(simulation.snapshot(), { id: 'broken-shop', document: lesson }).form).toBe('board');
});

describe('a link made of a lesson', () => {
  const base = { lesson: 'pod-to-pod', edition: 'aaaaaaa', difference: {} };
  const scenario = { document: { version: 1 }, choices: [], lens: 'objects', base } as unknown as SharedScenario;

  test('in an edition that is not known says so', async () => {
    const opened = await fromLessonForm({ scenario, problems: [] }, loadEdition);
    expect(opened).toMatchObject({ ok: false, why: { code: 'EDITION_UNKNOWN', detail: { edition: 'aaaaaaa' } } });
  });

  test.each([[{ objects: 7 }], [{ objects: { 99: [1] } }], [{ title: [] }], [{ objects: [[7, 'x']] }], [[5]], [[]]])(
    'that changes it by %j opens as far as it goes, or says why not',
    async (difference) => {
      const load = () => loadNow('pod-to-pod');
      const opened = await fromLessonForm(
        { scenario: { ...scenario, base: { ...base, difference } } as SharedScenario, problems: [] },
        load,
      );
      if (opened.ok) expect(opened.scenario.document.version).toBe(1);
      else expect(opened.why.code).toBe('CHANGE_MISFITS');
    },
  );

  async function loadNow(id: string): Promise<ScenarioDocument | undefined> {
    return SCENARIOS.find((lesson) => lesson.id === id)?.load();
  }
});

test('a link of an older edition opens as it was when the lesson has changed', async () => {
  const { simulation, lesson } = await openLesson('pod-to-pod');
  const old = { ...lesson, title: 'As it once was', story: lesson.story.slice(0, 3) };
  const changed = putObjects({ ...old, lesson: 'pod-to-pod' }, [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'mine' } },
  ]);
  const { hash } = createShareHash(
    { ...simulation.snapshot(), document: changed },
    { id: 'pod-to-pod', document: old },
  );
  const decoded = decodeShareLink(hash);
  if (!decoded.ok) throw new Error(decoded.why.code);
  const opened = await fromLessonForm(decoded, async (id, edition) =>
    id === 'pod-to-pod' && edition === editionOf(old) ? old : undefined,
  );
  expect(opened).toMatchObject({ ok: true, scenario: { document: changed } });
});
