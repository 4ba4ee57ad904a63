import { memo } from 'react';
import type { ClusterNode } from '../../engine/kubernetes/cluster.ts';
import { useView } from '../../simulation/context.ts';
import { KindIcon } from '../../ui/KindIcon.tsx';
import type { BoardElement } from './element.ts';
import { useHighlight } from './highlight.ts';

interface NodeElementProps {
  readonly element: BoardElement;
  readonly node: ClusterNode;
  readonly selected: boolean;
  /** A pod held above it would land here. */
  readonly receiving: boolean;
}

/** A Kubernetes Node: its frame and name; ground and wires are painted below it. */
export const NodeElement = memo(
  function NodeElement({ element, node, selected, receiving }: NodeElementProps) {
    const highlight = useHighlight(element.id);
    const silent = useView((state) => state.silentNodes.includes(node.name));
    const border = receiving
      ? 'border-2 border-accent bg-accent-soft/40'
      : highlight === ''
        ? 'border-line-strong'
        : 'border-ink';
    const quiet = element.quiet ? 'border-dashed' : '';
    const outline = selected ? 'outline-2 outline-offset-2 outline-accent' : '';
    return (
      <div className={`size-full rounded-lg border transition-colors duration-150 ${border} ${quiet} ${outline}`}>
        <div className="mt-2 ml-9 w-fit rounded bg-surface pr-2 pl-1">
          <div className="flex items-center gap-1.5 text-body font-semibold text-ink">
            <KindIcon kind="Node" className="text-muted" />
            <span className="whitespace-nowrap">{node.name}</span>
            {silent && <span className="text-small font-normal text-rejected">does not answer</span>}
            {!silent && !node.ready && <span className="text-small font-normal text-rejected">not ready</span>}
          </div>
          <div className="font-mono text-small leading-[18px] whitespace-nowrap text-muted">
            {node.ips[0] ?? 'no address'}
            {node.zone !== undefined && <span className="font-sans text-faint"> · {node.zone}</span>}
          </div>
          <div className="text-small leading-[18px] whitespace-nowrap text-faint">
            pods <span className="font-mono">{node.podCIDRs[0] ?? 'no podCIDR'}</span>
          </div>
        </div>
      </div>
    );
  },
  (a, b) =>
    a.node === b.node &&
    a.selected === b.selected &&
    a.receiving === b.receiving &&
    a.element.width === b.element.width &&
    a.element.height === b.element.height,
);

/** Pods that no node has taken. */
export function PendingElement({ pods }: { readonly pods: number }) {
  return (
    <div className="size-full rounded-lg border border-dashed border-rejected px-4 pt-2">
      <div className="text-body font-semibold text-rejected">Not scheduled</div>
      <div className="text-small text-muted">
        {pods === 1 ? '1 pod waits for a node' : `${pods} pods wait for a node`}
      </div>
    </div>
  );
}
