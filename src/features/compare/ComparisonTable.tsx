import type { ReactNode } from 'react';
import type { Narrator } from '../../narration/narrator.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import { useWords } from '../../ui/words.ts';
import { useHeldBack, withoutCause } from '../../simulation/challenge/held-back.ts';
import { type Compared, countByPlace, type ComparedWalk } from '../../simulation/views/compare-walks.ts';
import { Badge } from '../../ui/Badge.tsx';
import { answerer, changeWords, lookupKey, lookupWords, seenSource, VERDICT_TONES, wayWords } from './mode-words.ts';
import { CELL, DIFFERS, RowHead } from './cells.tsx';
import { HopRows } from './HopRows.tsx';
import { RuleCounts } from './RuleCounts.tsx';
import { TranslationList } from './TranslationList.tsx';

type Pair<T> = readonly [T, T];

export interface ComparisonTableProps {
  /** undefined: what is to be walked is being fetched. GONE: the board is there no more. */
  readonly sides: Pair<Compared | { readonly ok: false; readonly error: 'GONE' } | undefined>;
  /** The heads of the two columns. */
  readonly headers: Pair<ReactNode>;
  /** Rows by which one chooses what is compared. */
  readonly choices: ReactNode;
  /** Rows below the two walks. */
  readonly more: ReactNode;
}

interface Telling {
  readonly words: RoomWords['compare'];
  readonly narrator: Narrator;
}

interface Line {
  readonly row: keyof RoomWords['compare']['rows'];
  /** Equal texts: the walks agree. */
  readonly key: (walk: ComparedWalk) => string;
  readonly cell: (walk: ComparedWalk, other: ComparedWalk, telling: Telling) => ReactNode;
}

function useTelling(): Telling {
  const words = useWords('compare');
  const narrator = useWords('narrator');
  const isHeldBack = useHeldBack();
  return {
    words,
    narrator: isHeldBack ? { ...narrator, outcome: (outcome) => narrator.outcome(withoutCause(outcome)) } : narrator,
  };
}

const VERDICT: Line = {
  row: 'verdict',
  key: ({ result, outcome }) => [result.verdict, outcome.disposition, outcome.cause?.code].join(' '),
  cell: ({ result, outcome }, _, { words, narrator }) => (
    <div className="flex flex-col items-start gap-1">
      <Badge tone={VERDICT_TONES[result.verdict]}>{words.verdicts[result.verdict]}</Badge>
      <span>{narrator.outcome(outcome)}</span>
    </div>
  ),
};

const LINES: readonly Line[] = [
  VERDICT,
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

/** Row by row what became of both requests; rows that differ are marked. */
export function ComparisonTable({ sides, headers, choices, more }: ComparisonTableProps) {
  const words = useWords('compare');
  const [left, right] = sides;
  const walks = left?.ok === true && right?.ok === true ? ([left.walk, right.walk] as const) : undefined;
  return (
    <table className="block w-full text-left text-small sm:table sm:table-fixed">
      <colgroup className="max-sm:hidden">
        <col className="w-40" />
        <col />
        <col />
      </colgroup>
      <thead className="block bg-raised max-sm:sticky max-sm:top-0 max-sm:z-10 sm:sticky sm:top-0 sm:z-10 sm:table-header-group sm:shadow-[0_1px_0_var(--color-line)]">
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
      <tbody className="block border-b border-line sm:table-row-group">{choices}</tbody>
      <tbody className="block sm:table-row-group">
        {walks === undefined ? (
          <Unwalked sides={sides} />
        ) : (
          LINES.map((line) => <Row key={line.row} line={line} walks={walks} />)
        )}
      </tbody>
      {walks !== undefined && <HopRows walks={walks} />}
      {more}
    </table>
  );
}

/** Why a side cannot be walked, and how the other one went. */
function Unwalked({ sides }: Pick<ComparisonTableProps, 'sides'>) {
  const telling = useTelling();
  return (
    <tr className="grid grid-cols-2 sm:table-row">
      <RowHead title={telling.words.rows.verdict} differs={false} />
      {sides.map((side, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <td key={index} className={CELL}>
          {side === undefined ? (
            <span role="status" className="text-muted">
              {telling.words.isFetched}
            </span>
          ) : side.ok ? (
            VERDICT.cell(side.walk, side.walk, telling)
          ) : (
            <span className="text-rejected">
              {side.error === 'GONE' ? telling.words.isGone : telling.narrator.requestError(side.error)}
            </span>
          )}
        </td>
      ))}
    </tr>
  );
}

function Row({ line, walks: [left, right] }: { readonly line: Line; readonly walks: Pair<ComparedWalk> }) {
  const telling = useTelling();
  const differs = line.key(left) !== line.key(right);
  return (
    <tr className="grid grid-cols-2 border-b border-line last:border-b-0 sm:table-row">
      <RowHead title={telling.words.rows[line.row]} differs={differs} />
      <td className={`${CELL} ${differs ? DIFFERS : ''}`}>{line.cell(left, right, telling)}</td>
      <td className={`${CELL} ${differs ? DIFFERS : ''}`}>{line.cell(right, left, telling)}</td>
    </tr>
  );
}
