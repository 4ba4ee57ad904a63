import { expect, test } from 'vitest';
import { type Camera, readingCamera } from '../../../src/features/canvas/board/camera.ts';
import { coveredCards, followCamera } from '../../../src/features/canvas/packets/places/follow-camera.ts';
import { movesOf } from '../../../src/features/canvas/packets/places/place.ts';
import { createBoard } from '../../../src/features/canvas/placing/board.ts';
import { SCENARIOS } from '../../../src/lessons/catalog/catalog.ts';
import { createSimulation } from '../../whole-simulation.ts';

const PHONE = { width: 390, height: 354 };

test('on a phone the view that follows a packet leaves something to touch of every card below the controls', async () => {
  const found = { followed: 0, centred: 0, views: 0 };
  for (const { load } of SCENARIOS) {
    const simulation = createSimulation({ initial: await load() });
    const { router, document } = simulation.document.getState();
    const board = createBoard({ cluster: router.cluster, layout: document.layout, hidden: new Set(), lens: 'objects' });
    for (const request of document.requests.slice(0, 2)) {
      simulation.playback.getState().send(request, { choices: [], cue: 0 });
      const { timeline } = simulation.playback.getState();
      for (const { way } of timeline === undefined ? [] : movesOf({ board }, timeline)) {
        const end = way.at(-1);
        if (end === undefined) continue;
        const covered = (camera: Camera): number => coveredCards(board, camera, PHONE);
        const camera = followCamera(board, end, PHONE);
        const y = end.y * camera.zoom + camera.y;
        expect(y, 'the packet stays in the middle half').toBeGreaterThan(54 + 0.2 * PHONE.height);
        expect(y).toBeLessThan(0.85 * PHONE.height);
        found.views += 1;
        found.followed += covered(camera);
        found.centred += covered(readingCamera(end, PHONE));
      }
    }
  }
  expect(found.centred, 'a packet in the middle alone leaves cards under them').toBeGreaterThan(100);
  expect(found.followed, `${found.followed} of ${found.centred} in ${found.views} views`).toBe(0);
});
