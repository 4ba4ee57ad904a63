import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beatAt, beatHop, beatStep, createTimeline, neighborHop } from '../../src/simulation/playback/timeline.ts';
import { connection, outcome, trace } from './fixture.ts';

const steps = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
const outcomes = fc
  .array(fc.tuple(steps, fc.option(steps, { nil: undefined })), { minLength: 1, maxLength: 3 })
  .map((legs) => outcome(legs.map(([way, back]) => connection(trace(way), back && trace(back)))));

describe('createTimeline', () => {
  test('every step of every trace is one beat, and beats lie end to end', () => {
    fc.assert(
      fc.property(outcomes, (walked) => {
        const timeline = createTimeline(walked, { skipDns: false });
        const count = walked.legs
          .flatMap((leg) => [leg.request, ...(leg.reply === undefined ? [] : [leg.reply])])
          .flatMap(({ hops }) => hops)
          .reduce((sum, hop) => sum + hop.steps.length, 0);
        expect(timeline.beats).toHaveLength(count);
        let end = 0;
        for (const [index, beat] of timeline.beats.entries()) {
          expect(beat.index).toBe(index);
          expect(beat.start).toBe(end);
          expect(beat.duration).toBeGreaterThan(0);
          expect(beatStep(timeline, beat)?.packet).toBe(beat.packet);
          expect(beatHop(timeline, beat)?.namespace).toBe(beat.namespace);
          end += beat.duration;
        }
        expect(timeline.duration).toBe(end);
      }),
    );
  });

  test('beatAt finds the beat a linear search finds', () => {
    fc.assert(
      fc.property(outcomes, fc.double({ min: 0, max: 1.2, noNaN: true }), (walked, part) => {
        const timeline = createTimeline(walked, { skipDns: false });
        const time = part * timeline.duration;
        const expected = timeline.beats.findLastIndex(({ start }) => start <= time);
        expect(beatAt(timeline, time)).toBe(expected);
      }),
    );
  });

  test('stepping by hops visits the first beat of every hop, forward and back', () => {
    fc.assert(
      fc.property(outcomes, (walked) => {
        const timeline = createTimeline(walked, { skipDns: false });
        const { beats } = timeline;
        const starts = beats.filter(({ step }) => step === 0).map(({ index }) => index);
        for (const [at, start] of starts.entries()) {
          expect(neighborHop(timeline, start, 1)).toBe(starts[at + 1] ?? beats.length - 1);
          expect(neighborHop(timeline, start, -1)).toBe(starts[at - 1] ?? 0);
        }
      }),
    );
  });

  test('stepping back from inside a hop goes to its first beat', () => {
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
    expect(createTimeline(both, { skipDns: false }).beats).toHaveLength(4);
    expect(createTimeline(both, { skipDns: true }).beats.map(({ leg }) => leg)).toEqual([1, 1]);
    expect(createTimeline(outcome([lookup]), { skipDns: true }).beats).toHaveLength(2);
  });

  test('a packet looks like its fate only where it meets it', () => {
    const states = (walked: Parameters<typeof createTimeline>[0]) =>
      createTimeline(walked, { skipDns: false }).beats.map(({ state }) => state);
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
