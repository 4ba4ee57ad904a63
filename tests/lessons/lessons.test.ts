import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/engine/routing/outcome/outcome.ts';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { createIp } from '../../src/engine/net/ip.ts';
import { isPrivateIp } from '../../src/engine/net/private-ranges.ts';
import { applyFix } from '../../src/engine/routing/causes/apply-fix.ts';
import { sketchBoard } from '../../src/app/opening/sketch.ts';
import { CHAPTERS, lessonAfter, SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { FIRST_LESSON } from '../../src/lessons/catalog/first-lesson.ts';
import { lookupLesson } from '../../src/lessons/catalog/lookup-lesson.ts';
import type { ScenarioDocument } from '../../src/scenario/document/document.ts';
import { restoreScenario } from '../../src/scenario/restore/restore.ts';
import { cueOf } from '../../src/simulation/playback/step-address.ts';
import { showStoryStep } from '../../src/simulation/workspace/story.ts';
import { beatAt, cueStep } from '../../src/simulation/playback/timeline.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { playToStop } from '../play-to-stop.ts';
import { SHOWN } from './shown.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';
import { createSimulation } from '../whole-simulation.ts';

interface Intended {
  readonly verdict: Verdict;
  /** Causes of its outcomes that fail. */
  readonly causes?: readonly string[];
  /** HTTP statuses of its outcomes. */
  readonly statuses?: readonly number[];
}

const REACHABLE: Intended = { verdict: 'REACHABLE' };
const unreachable = (...causes: readonly string[]): Intended => ({ verdict: 'UNREACHABLE', causes });
const DENIED = unreachable('POLICY_DENIES_INGRESS');

/** By lesson, in the order of its requests. */
const INTENDED: Readonly<Record<string, readonly Intended[]>> = {
  'container-to-container': [
    REACHABLE,
    REACHABLE,
    unreachable('NOTHING_LISTENS'),
    unreachable('NOTHING_LISTENS'),
    REACHABLE,
  ],
  'pod-to-pod': [REACHABLE, REACHABLE, REACHABLE, unreachable('NOTHING_LISTENS'), REACHABLE],
  'pod-to-service': [REACHABLE, REACHABLE, REACHABLE, unreachable('PORT_NOT_IN_SERVICE')],
  'external-to-service': [REACHABLE, REACHABLE, REACHABLE, { verdict: 'UNREACHABLE', statuses: [404] }],
  'what-a-name-costs': [REACHABLE, REACHABLE, REACHABLE, REACHABLE, REACHABLE, REACHABLE],
  'who-may-talk': [
    REACHABLE,
    unreachable('POLICY_DENIES_EGRESS'),
    unreachable('POLICY_DENIES_INGRESS'),
    REACHABLE,
    unreachable('DNS_UNREACHABLE'),
  ],
  'default-deny': [REACHABLE, unreachable('DNS_UNREACHABLE'), DENIED, REACHABLE, DENIED],
  'way-out': [REACHABLE, REACHABLE, REACHABLE, unreachable('POLICY_DENIES_EGRESS')],
  'four-networks': [REACHABLE, REACHABLE, DENIED, REACHABLE, DENIED],
  'service-types': [REACHABLE, REACHABLE, REACHABLE, REACHABLE],
  'whose-address': [REACHABLE, REACHABLE, REACHABLE, REACHABLE, REACHABLE],
  'external-traffic-policy': [
    REACHABLE,
    REACHABLE,
    unreachable('NO_LOCAL_ENDPOINTS'),
    REACHABLE,
    unreachable('NO_LOCAL_ENDPOINTS'),
  ],
  'one-address-many-routes': [
    { verdict: 'REACHABLE', statuses: [200] },
    { verdict: 'REACHABLE', statuses: [200] },
    { verdict: 'REACHABLE', statuses: [200] },
    { verdict: 'UNREACHABLE', causes: ['REFERENCE_NOT_GRANTED'], statuses: [500] },
    { verdict: 'UNREACHABLE', causes: ['ROUTE_NO_MATCH'], statuses: [404] },
  ],
  'ingress-to-gateway': [
    { verdict: 'REACHABLE', statuses: [200] },
    { verdict: 'REACHABLE', statuses: [200] },
    { verdict: 'REACHABLE', statuses: [200] },
    { verdict: 'UNREACHABLE', causes: ['ROUTE_NO_MATCH'], statuses: [404] },
  ],
  'what-a-pod-shares': [
    REACHABLE,
    REACHABLE,
    REACHABLE,
    unreachable('NOTHING_LISTENS'),
    unreachable('NOTHING_LISTENS'),
    REACHABLE,
  ],
  'kube-proxy': [REACHABLE, REACHABLE, unreachable('SERVICE_SELECTOR_MATCHES_NOTHING')],
  'dual-stack': [REACHABLE, REACHABLE, REACHABLE, REACHABLE],
  'under-another-cni': [REACHABLE, REACHABLE, REACHABLE],
  'on-eks': [REACHABLE, REACHABLE, REACHABLE, REACHABLE, REACHABLE],
  'on-gke': [REACHABLE, REACHABLE, REACHABLE, REACHABLE, REACHABLE],
  'on-aks': [REACHABLE, REACHABLE, REACHABLE, REACHABLE],
  'endpoints-follow': [REACHABLE],
  'rolling-update': [REACHABLE, REACHABLE],
  'reading-a-node': [REACHABLE, REACHABLE],
  'six-failures': [
    unreachable('NAME_NOT_FOUND'),
    unreachable('SERVICE_SELECTOR_MATCHES_NOTHING'),
    unreachable('SERVICE_HAS_NO_ENDPOINTS'),
    unreachable('PORT_NOT_IN_SERVICE'),
    unreachable('DNS_UNREACHABLE'),
    unreachable('NOTHING_LISTENS'),
    REACHABLE,
  ],
  'broken-shop': [
    unreachable('SERVICE_SELECTOR_MATCHES_NOTHING'),
    unreachable('SERVICE_HAS_NO_ENDPOINTS'),
    { verdict: 'UNREACHABLE', statuses: [503] },
    REACHABLE,
  ],
};

const FAULTS: Readonly<Record<string, readonly string[]>> = {
  'container-to-container': ['PORT_CONFLICT'],
  'broken-shop': ['SELECTOR_MATCHES_NOTHING', 'TARGET_PORT_NOT_FOUND', 'INGRESS_BACKEND_NOT_FOUND'],
  'who-may-talk': ['POLICY_BLOCKS_DNS'],
  'way-out': ['POLICY_BLOCK_HOLDS_PODS'],
  'four-networks': ['POLICY_BLOCK_HOLDS_PODS', 'POLICY_PEER_MATCHES_NOTHING'],
  'kube-proxy': ['SELECTOR_MATCHES_NOTHING'],
  'six-failures': ['SELECTOR_MATCHES_NOTHING', 'TARGET_PORT_NOT_FOUND', 'POLICY_BLOCKS_DNS'],
  'on-eks': ['POLICIES_NOT_ENFORCED'],
  'on-gke': ['POLICIES_NOT_ENFORCED'],
  'on-aks': ['POLICIES_NOT_ENFORCED'],
  'one-address-many-routes': ['REFERENCE_NOT_GRANTED'],
};

/** A board as its picture shows it: names are not drawn. */
const drawnOf = ({ nodes, services, ...counts }: ReturnType<typeof sketchBoard>): string =>
  JSON.stringify([nodes.map(({ containers }) => containers), services.map(({ entry }) => entry), counts]);

const readNode = (object: RawObject) =>
  object as { readonly status?: { readonly addresses?: readonly { readonly address: string }[] } };

function results(document: ScenarioDocument) {
  const { objects, interventions, overrides } = document;
  const router = createRouter(buildCluster({ objects, interventions, overrides }));
  return document.requests.map((request) => {
    const traced = router.trace(request);
    if (!traced.ok) throw new Error(`${request.title}: ${traced.error.code}`);
    return traced.value;
  });
}

test('each has an id of its own, and the one that opens by itself is one of them', () => {
  expect(SCENARIOS.map(({ id }) => id)).toEqual(Object.keys(INTENDED));
  expect(SCENARIOS.map(({ id }) => id)).toContain(FIRST_LESSON.id);
});

test('the path goes through the chapters in their order, and begins with the four networking models', () => {
  const chapters = SCENARIOS.map(({ chapter }) => CHAPTERS.indexOf(chapter));
  expect(chapters).toEqual(chapters.toSorted((a, b) => a - b));
  expect(new Set(chapters).size).toBe(CHAPTERS.length);
  expect(SCENARIOS.filter(({ chapter }) => chapter === CHAPTERS[0]).map(({ id }) => id)).toEqual([
    'container-to-container',
    'pod-to-pod',
    'pod-to-service',
    'external-to-service',
  ]);
  const walked = [SCENARIOS[0]?.id];
  for (let id = walked[0]; id !== undefined; ) {
    id = lessonAfter(id)?.id;
    if (id !== undefined) walked.push(id);
  }
  expect(walked).toEqual(SCENARIOS.map(({ id }) => id));
  expect(lessonAfter('constructor')).toBeUndefined();
});

test('the pictures in the Gallery are of the boards, and no two are alike', async () => {
  const pictures = await Promise.all(SCENARIOS.map(async ({ load }) => drawnOf(sketchBoard(await load()))));
  expect(new Set(pictures).size).toBe(SCENARIOS.length);
});

test('a lesson is found by its id, and no other name finds one', async () => {
  for (const { id, title } of SCENARIOS) expect((await lookupLesson(id))?.title).toBe(title);
  expect(await lookupLesson('constructor')).toBeUndefined();
});

describe.each(SCENARIOS.map((lesson) => [lesson.id, lesson] as const))('%s', (id, lesson) => {
  test('is a whole document: nothing is left out on restoring, and a link brings it back', async () => {
    const document = await lesson.load();
    const { scenario, problems } = restoreScenario(document);
    expect(problems).toEqual([]);
    expect(scenario.document).toEqual(document);
    const decoded = decodeShareLink(encodeShareLink(scenario));
    expect(decoded).toMatchObject({
      ok: true,
      problems: [],
      scenario: { document: { requests: document.requests, story: document.story } },
    });
  });

  test('its story has 4 to 7 steps that point to requests that exist', async () => {
    const { story, requests, title } = await lesson.load();
    expect(title).toBe(lesson.title);
    expect(story.length).toBeGreaterThanOrEqual(4);
    expect(story.length).toBeLessThanOrEqual(7);
    for (const { request = 0 } of story) expect(requests[request]).toBeDefined();
    for (const { title: name } of requests) expect(name).toBeTruthy();
  });

  test('every part of its story that stops somewhere stops where its text says', async () => {
    const document = await lesson.load();
    const { playback, ...simulation } = createSimulation({ initial: document });
    document.story.forEach(({ step: named }, index) => {
      showStoryStep({ playback, ...simulation }, index);
      playToStop(playback);
      const { timeline, cue: at } = playback.getState();
      const shown = timeline?.cues[at];
      const [place, what] = SHOWN[id]?.[index] ?? [];
      if (named === undefined) return expect(place).toBeUndefined();
      const step = timeline && shown && cueStep(timeline, shown);
      expect(timeline && cueOf(timeline, named), `${id} ${index + 1}`).toBe(at);
      expect(`${step?.type} ${step?.action}`, `${id} ${index + 1}`).toBe(what);
      expect(shown?.namespace.startsWith(place ?? 'none'), `${id} ${index + 1}: ${shown?.namespace}`).toBe(true);
    });
  });

  test('a press of Next comes to the beat that a part is about within two seconds', async () => {
    const document = await lesson.load();
    const simulation = createSimulation({ initial: document });
    for (const [index, { step }] of document.story.entries()) {
      showStoryStep(simulation, index);
      const { timeline, time, until } = simulation.playback.getState();
      if (index === 0) expect(time(), 'the first part tells of all before').toBe(0);
      else if (step !== undefined && timeline !== undefined) {
        const begin = timeline.cues[beatAt(timeline, until ?? -1)?.first ?? -1]?.start ?? Number.NaN;
        expect(begin - time(), `${id} ${index + 1}`).toBeLessThanOrEqual(2000);
      }
      playToStop(simulation.playback);
    }
  });

  test('told as a story, a part stops at what a beat tells of', async () => {
    const document = await lesson.load();
    const simulation = createSimulation({ initial: document });
    for (const [index, { step, depth = 'story' }] of document.story.entries()) {
      showStoryStep(simulation, index);
      playToStop(simulation.playback);
      const { timeline, cue, depth: shown } = simulation.playback.getState();
      expect(shown).toBe(depth);
      if (step === undefined || depth !== 'story' || timeline === undefined) continue;
      expect(beatAt(timeline, cue)?.marks, `${id} ${index + 1}`).toContain(cue);
    }
  });

  test('a part that does not say of which proxy modes it tells stops at its step in all of them', async () => {
    const document = await lesson.load();
    for (const proxyMode of ['iptables', 'nftables', 'ipvs', 'ebpf'] as const) {
      const overrides = { ...document.overrides, proxyMode };
      const simulation = createSimulation({ initial: { ...document, overrides } });
      for (const [index, { step, holds }] of document.story.entries()) {
        if (step === undefined || holds?.proxyModes?.includes(proxyMode) === false) continue;
        showStoryStep(simulation, index);
        playToStop(simulation.playback);
        const { timeline, cue } = simulation.playback.getState();
        const now = timeline?.cues[cue];
        const shown = timeline && now && cueStep(timeline, now);
        expect(shown?.type, `${id} ${index + 1} with ${proxyMode}`).toBe(step.type);
      }
    }
  });

  test('every request ends as intended', async () => {
    const traced = results(await lesson.load());
    expect(
      traced.map(({ verdict, outcomes }, index) => {
        const { causes, statuses } = INTENDED[id]?.[index] ?? REACHABLE;
        return {
          verdict,
          ...(causes !== undefined && { causes: [...new Set(outcomes.map(({ cause }) => cause?.code ?? '-'))] }),
          ...(statuses !== undefined && { statuses: [...new Set(outcomes.map(({ http }) => http?.status))] }),
        };
      }),
    ).toEqual(INTENDED[id]);
    for (const { outcomes } of traced)
      expect(outcomes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1);
  });

  test('it has the faults it is meant to have, and no other', async () => {
    const { objects, interventions, overrides } = await lesson.load();
    const { findings } = buildCluster({ objects, interventions, overrides });
    expect(findings.map(({ code }) => code)).toEqual(FAULTS[id] ?? []);
  });

  test('a link with it stays below what breaks anywhere', async () => {
    const { scenario } = restoreScenario(await lesson.load());
    expect(encodeShareLink(scenario).length).toBeLessThan(4000);
  });
});

async function lessonOf(wanted: string): Promise<ScenarioDocument> {
  const document = await SCENARIOS.find(({ id }) => id === wanted)?.load();
  if (document === undefined) throw new Error(`no lesson ${wanted}`);
  return document;
}

test('who may talk: with the fix for the forgotten DNS the name works, and what was denied stays denied', async () => {
  const document = await lessonOf('who-may-talk');
  const fix = results(document)[4]?.outcomes[0]?.cause?.fix;
  if (fix === undefined) throw new Error('no fix');
  const repaired = results({ ...document, objects: applyFix(document.objects, fix) });
  expect(repaired.map(({ verdict }) => verdict)).toEqual([
    'REACHABLE',
    'UNREACHABLE',
    'UNREACHABLE',
    'REACHABLE',
    'REACHABLE',
  ]);
});

test('whose address arrives: the source that each receiver sees', async () => {
  const seen = results(await lessonOf('whose-address')).map(({ outcomes }) =>
    outcomes.map(({ final }) => final.sourceIP),
  );
  expect(seen).toEqual([['10.244.1.2'], ['192.0.2.11'], ['192.0.2.11'], ['198.51.100.10'], ['10.244.2.1']]);
});

test('what a name costs: the questions its requests are named after', async () => {
  const asked = results(await lessonOf('what-a-name-costs')).map(({ outcomes }) =>
    (outcomes[0]?.legs ?? []).flatMap((leg) => (leg.kind === 'DNS' ? [leg.lookup.questions.length] : [])),
  );
  expect(asked).toEqual([[2], [4], [8], [8, 2], [2, 2], [2, 2]]);
});

test('one address, many routes: nine to one', async () => {
  const [, weighted, header] = results(await lessonOf('one-address-many-routes'));
  const share = (name: string) =>
    (weighted?.outcomes ?? [])
      .filter(({ destination }) => destination?.name === name)
      .reduce((sum, { probability }) => sum + probability, 0);
  expect(share('cart')).toBeCloseTo(0.9);
  expect(share('cart-next')).toBeCloseTo(0.1);
  expect(new Set(header?.outcomes.map(({ destination }) => destination?.name))).toEqual(new Set(['cart-next']));
});

test('another CNI: without the overlay nothing is wrapped, and 1500 bytes stay whole', async () => {
  const document = await lessonOf('under-another-cni');
  const steps = (cni: string) =>
    new Set(
      results({ ...document, overrides: { cni } })
        .flatMap(({ outcomes }) =>
          outcomes.flatMap(({ legs }) => legs.flatMap(({ request }) => request.hops.flatMap((hop) => hop.steps))),
        )
        .map(({ type }) => type),
    );
  expect(steps('flannel')).toContain('TUNNEL');
  expect(steps('flannel')).toContain('MTU');
  expect(steps('bridge')).not.toContain('TUNNEL');
  expect(steps('bridge')).not.toContain('MTU');
});

test('what the pod-to-service lesson opens with crosses from node-1 to another node', async () => {
  const document = await lessonOf('pod-to-service');
  const outcome = results(document)[0]?.outcomes[0];
  const places = outcome?.legs.at(-1)?.request.hops.map(({ namespace }) => namespace) ?? [];
  expect(places.filter((place) => place.startsWith('node/')).length).toBeGreaterThanOrEqual(2);
});

test('the broken shop: each complaint has a fix, and with all three everything answers', async () => {
  const document = await lessonOf('broken-shop');
  const fixes = results(document)
    .slice(0, 3)
    .map(({ outcomes }) => outcomes[0]?.cause?.fix);
  const objects = fixes.reduce((now, fix) => {
    expect(fix).toBeDefined();
    return fix === undefined ? now : applyFix(now, fix);
  }, document.objects);
  expect(results({ ...document, objects }).map(({ verdict }) => verdict)).toEqual(Array(4).fill('REACHABLE'));
});

test('a lesson opens with the request that the first of its parts to have one tells of', async () => {
  for (const { load, id } of SCENARIOS) {
    const { story } = await load();
    expect(story.find(({ request }) => request !== undefined)?.request, id).toBe(0);
  }
});

test('what the internet asks by a node’s address has a public one', async () => {
  for (const { load, id } of SCENARIOS) {
    const { requests, objects } = await load();
    const inside = objects.flatMap((object) =>
      object.kind === 'Node' ? (readNode(object).status?.addresses ?? []).map(({ address }) => address) : [],
    );
    const asked = requests.filter(({ from }) => 'internet' in from).map(({ to }) => new URL(to).hostname);
    for (const host of asked)
      if (inside.includes(host)) expect(isPrivateIp(createIp(host)), `${id} ${host}`).toBe(false);
  }
});

test('the broken shop: the cause names the object at fault', async () => {
  const document = await SCENARIOS.find(({ id }) => id === 'broken-shop')?.load();
  const [cart, payment] = results(document as ScenarioDocument).map(({ outcomes }) => outcomes[0]?.cause);
  expect(cart?.object).toEqual({ kind: 'Service', namespace: 'shop', name: 'cart' });
  expect(payment?.object).toEqual({ kind: 'Service', namespace: 'shop', name: 'payment' });
});
