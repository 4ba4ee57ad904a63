import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cueAt, cueHop, cueStep, createTimeline, neighborHop } from '../../src/simulation/playback/timeline.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { connection, outcome, trace } from './fixture.ts';

const steps = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
const outcomes = fc
  .array(fc.tuple(steps, fc.option(steps, { nil: undefined })), { minLength: 1, maxLength: 3 })
  .map((legs) => outcome(legs.map(([way, back]) => connection(trace(way), back && trace(back)))));

describe('createTimeline', () => {
  test('every step of every trace is one cue, and cues lie end to end', () => {
    fc.assert(
      fc.property(outcomes, (walked) => {
        const timeline = createTimeline(walked, { skipDns: false });
        const count = walked.legs
          .flatMap((leg) => [leg.request, ...(leg.reply === undefined ? [] : [leg.reply])])
          .flatMap(({ hops }) => hops)
          .reduce((sum, hop) => sum + hop.steps.length, 0);
        expect(timeline.cues).toHaveLength(count);
        let end = 0;
        for (const [index, cue] of timeline.cues.entries()) {
          expect(cue.index).toBe(index);
          expect(cue.start).toBe(end);
          expect(cue.duration).toBeGreaterThan(0);
          expect(cueStep(timeline, cue)?.packet).toBe(cue.packet);
          expect(cueHop(timeline, cue)?.namespace).toBe(cue.namespace);
          end += cue.duration;
        }
        expect(timeline.duration).toBe(end);
      }),
    );
  });

  test.each([
    [200, 'reply'],
    [404, 'rejected'],
    [503, 'rejected'],
  ])('an answer of HTTP %i comes back as %s', (status, state) => {
    const walked = outcome([connection(trace([2]), trace([2, 1]))]);
    const { cues, beats } = createTimeline({ ...walked, http: { status } }, { skipDns: false });
    expect(new Set(cues.filter(({ direction }) => direction === 'reply').map((cue) => cue.state))).toEqual(
      new Set([state]),
    );
    const [told] = beats.slice(-1).map(({ beat }) => ENGLISH.beat(beat).caption);
    expect(told).toContain(status < 400 ? 'The answer is back' : `HTTP ${status} is back`);
  });

  test('cueAt finds the cue a linear search finds', () => {
    fc.assert(
      fc.property(outcomes, fc.double({ min: 0, max: 1.2, noNaN: true }), (walked, part) => {
        const timeline = createTimeline(walked, { skipDns: false });
        const time = part * timeline.duration;
        const expected = timeline.cues.findLastIndex(({ start }) => start <= time);
        expect(cueAt(timeline, time)).toBe(expected);
      }),
    );
  });

  test('stepping by hops visits the first cue of every hop, forward and back', () => {
    fc.assert(
      fc.property(outcomes, (walked) => {
        const timeline = createTimeline(walked, { skipDns: false });
        const { cues } = timeline;
        const starts = cues.filter(({ step }) => step === 0).map(({ index }) => index);
        for (const [at, start] of starts.entries()) {
          expect(neighborHop(timeline, start, 1)).toBe(starts[at + 1] ?? cues.length - 1);
          expect(neighborHop(timeline, start, -1)).toBe(starts[at - 1] ?? 0);
        }
      }),
    );
  });

  test('stepping back from inside a hop goes to its first cue', () => {
    const timeline = createTimeline(outcome([connection(trace([3, 3]))]), { skipDns: false });
    expect(neighborHop(timeline, 5, -1)).toBe(3);
    expect(neighborHop(timeline, 3, -1)).toBe(0);
  });

  test('leaves out the name lookup when told to, unless there is nothing else', () => {
    const lookup = {
      kind: 'DNS' as const,
      request: trace([2]),
      lookup: {
        question: 'web',
        questions: [],
        ndots: 5,
        tried: [],
        rcode: 'NOERROR' as const,
        addresses: [],
        aliases: [],
        server: trace([1]).final.destinationIP,
      },
    };
    const both = outcome([lookup, connection(trace([1, 1]))]);
    expect(createTimeline(both, { skipDns: false }).cues).toHaveLength(4);
    expect(createTimeline(both, { skipDns: true }).cues.map(({ leg }) => leg)).toEqual([1, 1]);
    expect(createTimeline(outcome([lookup]), { skipDns: true }).cues).toHaveLength(2);
  });

  test('a packet looks like its fate only where it meets it', () => {
    const states = (walked: Parameters<typeof createTimeline>[0]) =>
      createTimeline(walked, { skipDns: false }).cues.map(({ state }) => state);
    expect(states(outcome([connection(trace([1, 1]), trace([1]))]))).toEqual(['request', 'request', 'reply']);
    expect(states(outcome([connection(trace([1, 1], 'DROPPED'))]))).toEqual(['request', 'dropped']);
    expect(states(outcome([connection(trace([1, 1], 'REJECTED'), trace([1]))]))).toEqual([
      'request',
      'rejected',
      'rejected',
    ]);
    expect(states(outcome([connection(trace([1, 1], 'EXITS_NETWORK'), trace([1]))]))).toEqual([
      'request',
      'request',
      'reply',
    ]);
  });
});
