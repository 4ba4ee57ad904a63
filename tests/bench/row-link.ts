import { deflateRawSync } from 'node:zlib';
import { encodeShareLink } from '../../src/scenario/share-link.ts';
import { CLINIC, createBoard, SHOP } from '../scenario/reference-board.ts';
import type { Finding, RowResult } from './row.ts';

const RATIO_LIMIT = 0.45;
const LIMIT = 1200;

/**
 * Row 10: the link of the reference board, against what diagram editors do. Needs no rounds: it is the same everywhere. A board of
 * the same shape with other names shows that the dictionary does not know this one by heart.
 */
export function measureLink(): RowResult {
  const boards = [
    { work: 'share link of the reference board', scenario: createBoard(SHOP) },
    { work: 'the same board with other names', scenario: createBoard(CLINIC) },
  ];
  const findings = boards.flatMap(({ work, scenario }): Finding[] => {
    const ours = encodeShareLink(scenario).length;
    const reference = deflateRawSync(JSON.stringify(scenario), { level: 9 }).toString('base64url').length;
    const ratio = ours / reference;
    const here = { row: 10, work, figure: 'characters', ours: String(ours), disturbed: 0 };
    return [
      {
        ...here,
        against: 'deflate level 9 of its compact JSON, base64url',
        reference: String(reference),
        ratio: { value: ratio, least: ratio, greatest: ratio },
        target: `≤ ${RATIO_LIMIT}×`,
        met: ratio <= RATIO_LIMIT,
      },
      { ...here, against: '–', reference: '–', target: `≤ ${LIMIT}`, met: ours <= LIMIT },
    ];
  });
  return {
    findings,
    notes: [`Row 10: the reference board is ${JSON.stringify(boards[0]?.scenario).length} characters of JSON.`],
  };
}
