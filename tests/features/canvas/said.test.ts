import { beforeAll, expect, test } from 'vitest';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import type { Router } from '../../../src/engine/routing/engine/router.ts';
import { fetchLeader } from '../../../src/features/canvas/packets/label-view.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import { createSimulation } from '../../whole-simulation.ts';
import { APPLICATIONS } from './lines/applications.ts';
import { drawnLines, hiddenBySaid, hiddenInMotion, type Width } from './said.ts';

/** Requests of a board that are walked; of an application to its first Services, each from another pod. */
const MOST_REQUESTS = 2;
/** Milliseconds on a machine that has much else to do. */
const PATIENCE = 240_000;

function requestsTo({ cluster: { pods, services } }: Router): readonly TraceRequest[] {
  return services.slice(0, MOST_REQUESTS).flatMap(({ namespace, name }, index) => {
    const client = pods[(3 * index) % pods.length];
    if (client === undefined) return [];
    return [{ from: { pod: `${client.namespace}/${client.name}` }, to: `http://${name}.${namespace}/` }];
  });
}

/** Boards of lessons that have the least room: all of them are tried where windows are smaller. */
const FULLEST = ['broken-shop', 'one-address-many-routes', 'on-aks'];

async function hiddenOn(
  width: Width,
  hidden = hiddenBySaid,
  lessonIds: readonly string[] = width < 1440 ? SCENARIOS.map(({ id }) => id) : FULLEST,
): Promise<readonly string[]> {
  const tried = SCENARIOS.filter(({ id }) => lessonIds.includes(id));
  const lessons = await Promise.all(tried.map(async ({ id, load }) => ({ id, initial: await load() })));
  const applications = Object.entries(APPLICATIONS).map(([id, objects]) => ({
    id,
    initial: { ...EMPTY_DOCUMENT, objects },
  }));
  return [...lessons, ...applications].flatMap(({ id, initial }) => {
    const simulation = createSimulation({ initial });
    const { router, narrator, document } = simulation.document.getState();
    const board = createBoard({ cluster: router.cluster, layout: document.layout, hidden: new Set(), lens: 'objects' });
    const requests = document.requests.length > 0 ? document.requests : requestsTo(router);
    return requests.slice(0, MOST_REQUESTS).flatMap((request) => {
      simulation.playback.getState().send(request, { choices: [], cue: 0 });
      const playback = simulation.playback.getState();
      const told = hidden({ board }, playback, { width, caption: ({ beat }) => narrator.beat(beat).caption });
      return told.map((each) => `${id}, ${request.to}, ${each}`);
    });
  });
}

beforeAll(async () => {
  await new Promise<void>((resolve) => fetchLeader(resolve));
});

test.each([1440, 1024] as const)(
  'a caption and what a packet carries hide no name, no address and not each other in a window %d pixels wide',
  async (width) => {
    const before = drawnLines();
    expect(await hiddenOn(width)).toEqual([]);
    expect(drawnLines() - before, 'lines lead to labels that stand away').toBeGreaterThan(20);
  },
  PATIENCE,
);

test.each([1440, 1024] as const)(
  'nor do they while the packet is on its way, in a window %d pixels wide',
  async (width) => {
    expect(await hiddenOn(width, hiddenInMotion, [...FULLEST, 'pod-to-service', 'external-to-service'])).toEqual([]);
  },
  PATIENCE,
);

/** Where a board fills a phone there are places with no room for both: of some 500 beats so many. */
const MOST_ON_A_PHONE = 30;

test(
  'on a phone they do so only where there is no room',
  async () => {
    const found = await hiddenOn(390);
    expect(found.length, found.join('\n')).toBeLessThanOrEqual(MOST_ON_A_PHONE);
    expect(found.filter((each) => /off the screen|over the packet|over the caption|under controls/.test(each))).toEqual(
      [],
    );
  },
  PATIENCE,
);

test(
  'on a phone, where the view follows the packet, nor do they on the way where there is room',
  async () => {
    const found = await hiddenOn(390, hiddenInMotion);
    expect(found).toEqual([]);
  },
  PATIENCE,
);
