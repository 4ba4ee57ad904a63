import { memo, use } from 'react';
import type { ClusterNode } from '../../../../engine/objects.ts';
import { useView } from '../../../../simulation/workspace/context.ts';
import { BoardIcon } from '../../../../ui/BoardIcon.tsx';
import { useWords } from '../../../../ui/words.ts';
import { closeUp } from '../../board/board-text.ts';
import type { BoardElement } from '../../board/element.ts';
import { FoldPartsContext } from '../../folding/fold-parts.ts';
import { Kind } from './Kind.tsx';
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
    const parts = use(FoldPartsContext);
    const words = useWords('board');
    const highlight = useHighlight(element.id);
    const wires = useView((state) => state.lens === 'wires');
    const { content, folded } = element;
    const silent = useView((state) => state.silentNodes.includes(node.name));
    const address = node.ips[0] ?? words.noAddress;
    const border = receiving
      ? 'border-2 border-accent bg-accent-soft/40'
      : highlight === ''
        ? 'border-line-strong'
        : 'border-ink';
    const quiet = element.quiet ? 'border-dashed' : '';
    const outline = selected ? 'outline-2 outline-offset-2 outline-ink' : '';
    return (
      <div
        className={`relative size-full rounded-lg border transition-colors duration-150 ${border} ${quiet} ${outline}`}
      >
        {parts && content.kind === 'node' && content.doors !== '' && (
          <parts.Doors doors={content.doors} room={element.titleRoom} />
        )}
        <div className="mt-2.5 mr-2 ml-9" style={{ maxWidth: element.titleRoom }}>
          <div className="flex flex-wrap items-center gap-x-1.5 text-body font-semibold text-ink in-data-far:leading-tight">
            <BoardIcon kind="Node" className="text-muted in-data-far:hidden" />
            {parts && node.name.length > SHORT ? (
              <parts.Name name={node.name} />
            ) : (
              <span data-shape className="max-w-full truncate in-data-shapes:max-w-none" title={node.name}>
                {node.name}
              </span>
            )}
            {parts && <parts.Control folded={folded} name={node.name} calm />}
            {content.kind === 'node' && !folded && <Count pods={content.pods} />}
            {silent && (
              <span className="shrink-0 text-small font-normal text-rejected">{words.node.doesNotAnswer}</span>
            )}
            {!silent && !node.ready && (
              <span className="shrink-0 text-small font-normal text-rejected">{words.notReady}</span>
            )}
          </div>
          {/* What has no room on the line is left out whole. */}
          <div className="h-[18px] overflow-hidden font-mono text-small leading-[18px] text-muted in-data-close:h-6 in-data-close:leading-6 in-data-far:sr-only">
            <Kind kind="Node" />
            <span
              className="inline-block max-w-full truncate align-top"
              style={element.titleRoom === undefined ? undefined : closeUp(address, element.titleRoom)}
            >
              {address}
            </span>
            {node.zone !== undefined && (
              <>
                {' '}
                <span data-minor className="font-sans whitespace-nowrap text-faint in-data-tight:sr-only">
                  · {node.zone}
                </span>
              </>
            )}
          </div>
          {wires && (
            <div
              data-minor
              className="truncate text-small leading-[18px] text-faint in-data-close:sr-only in-data-far:sr-only"
            >
              <span className="in-data-tight:sr-only">{words.node.pods} </span>
              <span className="font-mono">{(node.podSubnets ?? node.podCIDRs)[0] ?? words.node.noPodCIDR}</span>
            </div>
          )}
        </div>
        {parts && <parts.Count element={element} wires={wires} />}
      </div>
    );
  },
  (a, b) =>
    a.node === b.node &&
    a.selected === b.selected &&
    a.receiving === b.receiving &&
    a.element.width === b.element.width &&
    a.element.height === b.element.height &&
    a.element.titleRoom === b.element.titleRoom &&
    a.element.folded === b.element.folded &&
    doorsOf(a.element) === doorsOf(b.element),
);

/** Characters of a name that has room at any size. */
const SHORT = 9;

function doorsOf({ content }: BoardElement): string {
  return content.kind === 'node' ? content.doors : '';
}

/** Said where the pods are too far away to be told apart. */
function Count({ pods }: { readonly pods: number }) {
  return (
    <span aria-hidden data-shape className="hidden shrink-0 font-normal text-muted in-data-shapes:inline">
      {useWords('board').node.count(pods)}
    </span>
  );
}
