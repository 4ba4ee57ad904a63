import type { ReactNode } from 'react';
import type { Narrator } from '../../narration/narrator.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import { useWords } from '../../ui/words.ts';
import { type ComparedMode, countByPlace, type ModeWalk } from '../../simulation/views/compare-modes.ts';
import { Badge } from '../../ui/Badge.tsx';
import { answerer, changeWords, lookupKey, lookupWords, seenSource, VERDICT_TONES, wayWords } from './mode-words.ts';
import { RuleCounts } from './RuleCounts.tsx';
import { TranslationList } from './TranslationList.tsx';

type Pair<T> = readonly [T, T];

export interface ComparisonTableProps {
  readonly sides: Pair<ComparedMode>;
  /** The heads of the two columns. */
  readonly headers: Pair<ReactNode>;
}

interface Telling {
  readonly words: RoomWords['compare'];
  readonly narrator: Narrator;
}

interface Line {
  readonly row: keyof RoomWords['compare']['rows'];
  /** Equal texts: the modes agree. */
  readonly key: (walk: ModeWalk) => string;
  readonly cell: (walk: ModeWalk, other: ModeWalk, telling: Telling) => ReactNode;
}

const LINES: readonly Line[] = [
  {
    row: 'verdict',
    key: ({ result, outcome }) => [result.verdict, outcome.disposition, outcome.cause?.code].join(' '),
    cell: ({ result, outcome }, _, { words, narrator }) => (
      <div className="flex flex-col items-start gap-1">
        <Badge tone={VERDICT_TONES[result.verdict]}>{words.verdicts[result.verdict]}</Badge>
        <span>{narrator.outcome(outcome)}</span>
      </div>
    ),
  },
  {
    row: 'answerer',
    key: ({ outcome: { destination } }) => JSON.stringify(destination),
    cell: ({ outcome }, _, { words }) => answerer(outcome, words) ?? words.nobody,
  },
  {
    row: 'source',
    key: ({ outcome }) => seenSource(outcome) ?? '',
    cell: ({ outcome }, _, { words }) => {
      const source = seenSource(outcome);
      return source === undefined ? words.arrivesNowhere : <span className="font-mono">{source}</span>;
    },
  },
  {
    row: 'lookup',
    key: ({ lookup }) => lookupKey(lookup),
    cell: ({ lookup }, _, { words }) => lookupWords(lookup, words.lookups),
  },
  {
    row: 'rules',
    key: ({ hops }) => [...countByPlace(hops)].join(' '),
    cell: (walk, other) => <RuleCounts walk={walk} other={other} />,
  },
  {
    row: 'translations',
    key: ({ translations }) =>
      translations
        .flatMap(({ namespace, step: { detail } }) => [
          namespace,
          ...changeWords(detail.changes).flatMap(({ before, after }) => [before, after]),
        ])
        .join(' '),
    cell: ({ translations }) => <TranslationList translations={translations} />,
  },
  {
    row: 'hops',
    key: ({ hops }) => hops.map(({ namespace }) => namespace).join(' '),
    cell: ({ hops }, _, { words, narrator }) => (
      <>
        <p>{wayWords(hops, 'request', narrator)}</p>
        {hops.some(({ direction }) => direction === 'reply') && (
          <p className="pt-1 text-muted">{words.back(wayWords(hops, 'reply', narrator))}</p>
        )}
      </>
    ),
  },
];

/** Row by row what became of the request under either mode; rows that differ are marked. */
export function ComparisonTable({ sides, headers }: ComparisonTableProps) {
  const words = useWords('compare');
  const narrator = useWords('narrator');
  const [left, right] = sides;
  return (
    <table className="block w-full text-left text-small sm:table sm:table-fixed">
      <colgroup className="max-sm:hidden">
        <col className="w-40" />
        <col />
        <col />
      </colgroup>
      <thead className="block bg-raised sm:sticky sm:top-0 sm:z-10 sm:table-header-group sm:shadow-[0_1px_0_var(--color-line)]">
        <tr className="grid grid-cols-2 max-sm:border-b max-sm:border-line sm:table-row">
          <td className="max-sm:hidden">
            <span className="sr-only">{words.compared}</span>
          </td>
          {headers.map((header, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <th key={index} scope="col" className={`${CELL} font-normal`}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="block sm:table-row-group">
        {left.ok && right.ok ? (
          LINES.map((line) => <Row key={line.row} line={line} walks={[left.walk, right.walk]} />)
        ) : (
          <tr className="block sm:table-row">
            <td colSpan={3} className="block px-6 py-4 text-rejected sm:table-cell">
              {sides.map((side) => (side.ok ? '' : narrator.requestError(side.error))).find((text) => text !== '')}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

const CELL = 'min-w-0 px-3 py-3 align-top break-words max-sm:first-of-type:pl-6 last:pr-6';

function Row({ line, walks: [left, right] }: { readonly line: Line; readonly walks: Pair<ModeWalk> }) {
  const telling: Telling = { words: useWords('compare'), narrator: useWords('narrator') };
  const differs = line.key(left) !== line.key(right);
  return (
    <tr className="grid grid-cols-2 border-b border-line last:border-b-0 sm:table-row">
      <th scope="row" className="col-span-2 px-6 pt-3 align-top font-normal text-muted sm:py-3 sm:pr-3">
        {telling.words.rows[line.row]}
        {differs && (
          <span className="block font-semibold text-changed max-sm:ml-2 max-sm:inline">
            <span aria-hidden>≠ </span>
            {telling.words.differs}
          </span>
        )}
      </th>
      <td className={`${CELL} ${differs ? DIFFERS : ''}`}>{line.cell(left, right, telling)}</td>
      <td className={`${CELL} ${differs ? DIFFERS : ''}`}>{line.cell(right, left, telling)}</td>
    </tr>
  );
}

const DIFFERS = 'sm:shadow-[inset_2px_0_0_var(--color-changed)]';
