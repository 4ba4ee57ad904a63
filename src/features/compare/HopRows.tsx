import { useMemo, useState } from 'react';
import { carries } from '../../engine/outcomes.ts';
import type { Step } from '../../engine/packets.ts';
import { ruleText } from '../../narration/rule-text.ts';
import { type AlignedHop, type AlignedStep, alignWalks, entering } from '../../simulation/views/align-walks.ts';
import type { ComparedWalk, WalkedHop } from '../../simulation/views/compare-walks.ts';
import { useWords } from '../../ui/words.ts';
import { CELL, Difference, DIFFERS } from './cells.tsx';

/** Steps that differ and are shown before all of a hop are asked for. */
const FEW = 5;

type Pair<T> = readonly [T, T];

/** Both walks hop by hop: where they differ also step by step, and each hop whole when it is unfolded. */
export function HopRows({ walks: [left, right] }: { readonly walks: Pair<ComparedWalk> }) {
  const words = useWords('compare').byHop;
  const hops = useMemo(() => alignWalks(left.hops, right.hops), [left, right]);
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const different = hops.filter(({ same }) => !same).length;
  const numbered = hops.map((hop, index) => ({ hop, number: index + 1 }));
  const shown = numbered.filter(({ hop }) => !onlyDifferent || !hop.same);
  return (
    <>
      <tbody className="block sm:table-row-group">
        <tr className="block border-y border-line bg-sunken sm:table-row">
          <th colSpan={3} scope="colgroup" className="block px-6 py-2 font-normal text-muted sm:table-cell">
            <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <span className="font-semibold text-ink">{words.title}</span>
              <span role="status">{different === 0 ? words.alike : words.different(different, hops.length)}</span>
              {different > 0 && different < hops.length && (
                <label className="ml-auto flex items-center gap-2">
                  <input
                    type="checkbox"
                    checked={onlyDifferent}
                    onChange={({ target }) => setOnlyDifferent(target.checked)}
                    className="size-4 accent-accent"
                  />
                  {words.onlyDifferent}
                </label>
              )}
            </span>
          </th>
        </tr>
      </tbody>
      {shown.map(({ hop, number }) => (
        <HopGroup key={number} hop={hop} number={number} walks={[left, right]} />
      ))}
    </>
  );
}

interface HopGroupProps {
  readonly hop: AlignedHop;
  readonly number: number;
  readonly walks: Pair<ComparedWalk>;
}

function HopGroup({ hop, number, walks }: HopGroupProps) {
  const words = useWords('compare').byHop;
  const [whole, setWhole] = useState(false);
  const { left, right, steps, same } = hop;
  const different = steps.filter((step) => !step.same);
  const shown = whole ? steps : different.slice(0, FEW);
  const edge = same ? '' : DIFFERS;
  const reply = (left ?? right)?.direction === 'reply';
  return (
    <tbody className="block border-b border-line last:border-b-0 sm:table-row-group">
      <tr className="grid grid-cols-2 sm:table-row">
        <th scope="rowgroup" className="col-span-2 px-6 pt-3 align-top font-normal text-muted sm:py-3 sm:pr-3">
          {reply ? words.hopBack(number) : words.hop(number)}
          {!same && <Difference text={words.differ(different.length)} />}
          {steps.length > shown.length || whole ? (
            <button
              type="button"
              aria-expanded={whole}
              className="block text-left text-accent underline underline-offset-2 max-sm:ml-2 max-sm:inline pointer-coarse:py-2"
              onClick={() => setWhole(!whole)}
            >
              {whole ? words.fewer : words.all(steps.length)}
              <span className="sr-only"> {words.ofHop(number)}</span>
            </button>
          ) : null}
        </th>
        <td className={`${CELL} ${edge}`}>
          <HopFacts hop={left} other={right} walk={walks[0]} />
        </td>
        <td className={`${CELL} ${edge}`}>
          <HopFacts hop={right} other={left} walk={walks[1]} />
        </td>
      </tr>
      {shown.map((step, index) => (
        // In order: the place identifies it.
        // oxlint-disable-next-line react/no-array-index-key
        <StepRow key={index} step={step} hop={hop} walks={walks} />
      ))}
    </tbody>
  );
}

interface HopFactsProps {
  readonly hop: WalkedHop | undefined;
  readonly other: WalkedHop | undefined;
  readonly walk: ComparedWalk;
}

/** Where it is, with which packet, and what that costs. */
function HopFacts({ hop, other, walk }: HopFactsProps) {
  const words = useWords('compare').byHop;
  const narrator = useWords('narrator');
  if (hop === undefined) return <span className="text-faint">{words.notHere}</span>;
  const tone = (differs: boolean): string => (other !== undefined && differs ? 'text-changed' : '');
  return (
    <>
      <p className={`font-semibold text-ink ${tone(hop.namespace !== other?.namespace)}`}>
        {narrator.place(hop.namespace, walk.cluster.settings.machine)}
      </p>
      <p className={`font-mono text-muted ${tone(!!other && entering(hop) !== entering(other))}`}>{entering(hop)}</p>
      {hop.rulesEvaluated + (other?.rulesEvaluated ?? 0) > 0 && (
        <p className={`text-muted ${tone(hop.rulesEvaluated !== other?.rulesEvaluated)}`}>
          {words.rules(hop.rulesEvaluated)}
        </p>
      )}
    </>
  );
}

interface StepRowProps {
  readonly step: AlignedStep;
  readonly hop: AlignedHop;
  readonly walks: Pair<ComparedWalk>;
}

function StepRow({ step: { left, right, same }, hop, walks }: StepRowProps) {
  const words = useWords('compare').byHop;
  const told = [useTold(left, hop.left, walks[0]), useTold(right, hop.right, walks[1])] as const;
  // Where both are called alike, what they rest on tells them apart.
  const isAlike = !same && told[0]?.title === told[1]?.title;
  const edge = same ? '' : DIFFERS;
  return (
    <tr className="grid grid-cols-2 sm:table-row">
      <th scope="row" className="px-6 py-1 align-top font-normal text-changed max-sm:sr-only sm:text-right">
        {same ? <span className="sr-only">{words.same}</span> : <span aria-hidden>≠</span>}
        {!same && <span className="sr-only">{words.other}</span>}
      </th>
      {told.map((each, index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <td key={index} className={`${CELL} py-1! ${edge} ${same ? 'text-muted' : 'text-ink'}`}>
          {each === undefined ? (
            <span className="text-faint">
              <span aria-hidden>–</span>
              <span className="sr-only">{words.nothing}</span>
            </span>
          ) : (
            <>
              {each.title}
              {isAlike && (
                <span className={`block text-muted ${each.rule === undefined ? '' : 'font-mono break-all'}`}>
                  {each.rule ?? each.sentence}
                </span>
              )}
            </>
          )}
        </td>
      ))}
    </tr>
  );
}

function useTold(step: Step | undefined, hop: WalkedHop | undefined, { cluster }: ComparedWalk) {
  const narrator = useWords('narrator');
  if (step === undefined || hop === undefined) return undefined;
  const direction = carries(hop.leg, hop.direction);
  return {
    ...narrator.step(step, { cluster, hop, direction }),
    ...(step.type === 'RULE' && { rule: ruleText(step) }),
  };
}
