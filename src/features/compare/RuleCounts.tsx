import { countByPlace, type ComparedWalk } from '../../simulation/views/compare-walks.ts';
import { useWords } from '../../ui/words.ts';

/** How many rules the kernels compared: in all, as a length beside the other mode's, and place by place. */
export function RuleCounts({ walk, other }: { readonly walk: ComparedWalk; readonly other: ComparedWalk }) {
  const said = useWords('compare');
  const narrator = useWords('narrator');
  const counts = countByPlace(walk.hops);
  const others = countByPlace(other.hops);
  const most = Math.max(walk.rulesEvaluated, other.rulesEvaluated, 1);
  const tone = (differs: boolean): string => (differs ? 'text-changed' : 'text-ink');
  return (
    <div className="flex flex-col gap-2">
      <p className="flex items-baseline gap-2">
        <span className={`text-title font-semibold ${tone(walk.rulesEvaluated !== other.rulesEvaluated)}`}>
          {walk.rulesEvaluated}
        </span>
        <span className="text-muted">{said.counted}</span>
      </p>
      <span aria-hidden className="h-0.5 bg-line">
        <span className="block h-full bg-muted" style={{ width: `${(100 * walk.rulesEvaluated) / most}%` }} />
      </span>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
        {[...counts]
          .filter(([place, count]) => count > 0 || (others.get(place) ?? 0) > 0)
          .map(([place, count]) => (
            <div key={place} className="contents">
              <dt className="break-words text-muted">{narrator.place(place)}</dt>
              <dd className={`text-right font-mono ${tone(count !== others.get(place))}`}>{count}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
