import { useWords } from '../../../ui/words.ts';
import type { BoardElement, Folded } from '../board/element.ts';
import { NODE_FRAMES } from '../board/sizes.ts';

interface FoldedCountProps {
  readonly folded: Folded;
  /** Others of them are shown. */
  readonly more: boolean;
  /** Said before, where the words are small. */
  readonly kind?: string;
}

/** In the card of a node: where its pods would stand, or below those that are shown. */
export function NodeCount({ element, wires }: { readonly element: BoardElement; readonly wires: boolean }) {
  const { content, folded } = element;
  if (!folded || content.kind !== 'node') return null;
  const more = folded.pods.length < content.pods;
  const { podsTop } = NODE_FRAMES[wires ? 'wires' : 'objects'];
  return (
    <div className="absolute right-3 left-9" style={more ? { bottom: 8 } : { top: podsTop }}>
      <FoldedCount folded={folded} more={more} />
    </div>
  );
}

/** What a card stands for, and how many of its pods are not ready. */
export function FoldedCount({ folded, more, kind }: FoldedCountProps) {
  const words = useWords('board');
  const { pods, services, workloads } = folded;
  const [first, ...others] = [
    counted(services, 'Service'),
    counted(workloads, 'workload'),
    counted(pods.length, 'pod'),
  ].filter((each) => each !== '');
  if (first === undefined) return null;
  const bad = pods.filter((pod) => !pod.ready).length;
  return (
    <div data-shape className="line-clamp-2 text-small leading-tight text-muted">
      {kind !== undefined && (
        <span aria-hidden className="mr-1.5 text-faint in-data-tight:hidden in-data-far:hidden">
          {kind}
        </span>
      )}
      {more && '+ '}
      {first}
      {others.length > 0 && <span className="in-data-shapes:hidden">, {others.join(', ')}</span>}
      {bad > 0 && <span className="text-rejected">, {words.countNotReady(bad)}</span>}
      <Dots folded={folded} />
    </div>
  );
}

/** More pods than this are a number. */
const MOST_DOTS = 12;

/** Each pod of a card as the mark it has itself: full where it is ready. */
function Dots({ folded: { pods, workloads } }: { readonly folded: Folded }) {
  if (workloads > 0 || pods.length > MOST_DOTS) return null;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${pods.length * 9} 8`}
      className="ml-1.5 inline-block h-2 in-data-close:hidden in-data-far:hidden"
      style={{ width: pods.length * 9 }}
    >
      {pods.map(({ namespace, name, ready }, at) => (
        <circle
          key={`${namespace}/${name}`}
          cx={at * 9 + 4}
          cy="4"
          r="3"
          className={ready ? 'fill-muted' : 'fill-none stroke-rejected'}
          strokeWidth="1.5"
        />
      ))}
    </svg>
  );
}

function counted(number: number, what: string): string {
  return number === 0 ? '' : `${number} ${what}${number === 1 ? '' : 's'}`;
}
