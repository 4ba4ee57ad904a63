import { describe, expect, it } from 'vitest';
import { pickedEndpoint } from '../../../src/features/canvas/packets/places/picked.ts';
import { TO_INGRESS, walkOf } from '../fixture-board.ts';

describe('pickedEndpoint', () => {
  const timeline = walkOf(TO_INGRESS);
  const at = (leg: string, direction: string): string => {
    const cues = timeline.cues.filter((cue) => {
      const { kind } = timeline.outcome.legs[cue.leg] ?? {};
      return kind === leg && cue.direction === direction;
    });
    return pickedEndpoint({ timeline, cue: cues.at(-1)?.index ?? -1 });
  };

  it('is the controller on the way to it and back, and the backend between', () => {
    const [service, address] = at('CONNECTION', 'request').split(' ');
    expect(service).toBe('Service/ingress-nginx/ingress-nginx-controller');
    expect(at('CONNECTION', 'reply')).toBe(`${service} ${address} reply`);
    const backend = timeline.outcome.http?.backend;
    expect(at('PROXIED', 'request').split(' ')[0]).toBe(`Service/${backend?.namespace}/${backend?.service}`);
  });
});
