import { createLinks } from '../../src/features/canvas/placing/links.ts';
import { APPLICATIONS } from '../features/canvas/lines/applications.ts';
import { countLines } from '../features/canvas/lines/count-lines.ts';
import { BEFORE, drawApplication, mostCrossings } from '../features/canvas/lines/drawn-applications.ts';
import type { Finding, RowResult } from './row.ts';

/** Row 13: how well the lines of whole applications can be told apart. Needs no rounds: the same board is drawn the same everywhere. */
export function measureLines(): RowResult {
  const findings = Object.entries(APPLICATIONS).flatMap(([name, objects]): Finding[] => {
    const { services, sharing, crossings } = countLines(createLinks(drawApplication(objects)) ?? []);
    const before = BEFORE[name];
    if (before === undefined) throw new Error(`Nobody drew ${name} before.`);
    const here = {
      row: 13,
      work: `the board of an application: ${name}, ${services} Services`,
      against: 'the layout of 2026-11-23',
      disturbed: 0,
    };
    const ratio = crossings / before.crossings;
    const most = mostCrossings(before.crossings);
    return [
      {
        ...here,
        figure: 'crossings of lines of two Services',
        ours: String(crossings),
        reference: String(before.crossings),
        ratio: { value: ratio, least: ratio, greatest: ratio },
        target: `≤ ${Math.floor(most)}`,
        met: crossings <= most,
      },
      {
        ...here,
        figure: 'Services that share a line with another',
        ours: String(sharing),
        reference: String(before.sharing),
        target: '0',
        met: sharing === 0,
      },
    ];
  });
  return { findings, notes: [] };
}
