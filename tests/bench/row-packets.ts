import { figuresOf, openPage } from './browser.ts';
import type { FrameTimes } from './pages/frames.ts';
import { formatMilliseconds } from './report.ts';
import type { Finding, RowOptions, RowResult } from './row.ts';
import { type Contestant, runRounds } from './rounds.ts';
import { median, ratioOf } from './statistics.ts';

const PODS = 1000;
const TIME = 4000;
const SETTLE = 500;
const CASES = [
  { packets: 300, limit: 3 },
  { packets: 1000, limit: 4 },
] as const;

/** Row 1: packets in flight on a board nobody touches, against the same board without any. */
export async function measurePackets(options: RowOptions): Promise<RowResult> {
  const { browser, page } = await openPage(options, `board.html?pods=${PODS}`);
  const contestant = (packets: number): Contestant<FrameTimes & { readonly flying: number }> => ({
    name: `${packets} packets`,
    browser,
    prepare: async () => {
      await page.evaluate(([count, time]) => window.measured?.sendPackets?.(count, time), [
        packets,
        TIME + 4 * SETTLE,
      ] as const);
      await page.waitForTimeout(SETTLE);
    },
    measure: () =>
      page.evaluate(async (time) => {
        const { measured } = window;
        if (measured === undefined) throw new Error('The page offers nothing to measure');
        const times = await measured.watch(time);
        return { ...times, flying: measured.inFlight?.() ?? 0 };
      }, TIME),
  });
  const { results, disturbed } = await runRounds(
    [contestant(0), ...CASES.map(({ packets }) => contestant(packets))],
    options.rounds,
  );
  await browser.close();

  const [idle = [], ...flying] = results.map((rounds) => rounds.map(figuresOf));
  const counts = results.map((rounds) => rounds.map(({ value }) => value));
  const findings = CASES.flatMap(({ packets, limit }, index): Finding[] => {
    const ours = flying[index] ?? [];
    const here = {
      row: 1,
      work: `${packets} packets in flight, ${PODS} pods`,
      against: 'the same board with no packet',
      disturbed,
    };
    const ratio = ratioOf(
      ours.map(({ processor }) => processor),
      idle.map(({ processor }) => processor),
    );
    const missed = median(ours.map((round) => round.missed));
    return [
      {
        ...here,
        figure: 'CPU per frame',
        target: `≤ ${limit}×`,
        ours: formatMilliseconds(median(ours.map(({ processor }) => processor))),
        reference: formatMilliseconds(median(idle.map(({ processor }) => processor))),
        ratio,
        met: ratio.value <= limit,
      },
      {
        ...here,
        figure: `missed frames of ${Math.round(median((counts[index + 1] ?? []).map(({ frames }) => frames.length)))}`,
        target: packets === 300 ? '0' : '–',
        ours: String(missed),
        reference: String(median(idle.map((round) => round.missed))),
        met: packets !== 300 || missed === 0,
      },
    ];
  });
  const notes = CASES.map(({ packets }, index) => {
    const rounds = counts[index + 1] ?? [];
    const least = Math.min(...rounds.map((round) => round.flying));
    const mutations = Math.max(...rounds.map((round) => round.mutations));
    const mean = median((flying[index] ?? []).map((round) => round.mean));
    const p95 = median((flying[index] ?? []).map((round) => round.p95));
    return `Row 1, ${packets} packets: at least ${least} in flight to the end; frames ${formatMilliseconds(mean)} (mean), ${formatMilliseconds(p95)} (p95); at most ${mutations} changes of elements in a round.`;
  });
  return { findings, notes };
}
