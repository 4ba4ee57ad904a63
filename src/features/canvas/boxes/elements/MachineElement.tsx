import { useMemo } from 'react';
import { publishedPorts } from '../../../../engine/print.ts';
import type { Cluster, Machine } from '../../../../engine/objects.ts';
import { useDocument } from '../../../../simulation/workspace/context.ts';
import { KindIcon } from '../../../../ui/KindIcon.tsx';
import { useWords } from '../../../../ui/words.ts';
import { NAME } from '../../board/board-text.ts';
import type { BoardElement } from '../../board/element.ts';
import { Door } from '../marks/NodeDoors.tsx';
import { frameClass, useHighlight } from './highlight.ts';

interface MachineElementProps {
  readonly element: BoardElement;
  readonly machine: Machine;
  readonly selected: boolean;
}

/** What of the box's width is not the door's. */
const BESIDE_DOOR = 48;

/** Somebody's own machine, on which the cluster runs, and the ports that are published there. */
export function MachineElement({ element, machine, selected }: MachineElementProps) {
  const { entries: words } = useWords('canvas');
  const highlight = useHighlight(element.id);
  const cluster = useDocument((state) => state.router.cluster);
  const ports = useMemo(() => portsOf(cluster), [cluster]);
  return (
    <div
      className={`relative flex size-full items-center gap-1.5 px-3 ${ports.length > 0 ? 'pt-2' : ''} ${frameClass(highlight, { quiet: false, selected })}`}
    >
      {ports.length > 0 && (
        <Door
          title={words.ports(ports.join(', '))}
          label={words.door(ports.length)}
          doors={inFew(ports)}
          room={element.width - BESIDE_DOOR}
        />
      )}
      <KindIcon kind="Machine" className="text-muted in-data-far:hidden" />
      <span className={`min-w-0 grow truncate ${NAME}`}>{words.machine}</span>
      <span className="shrink-0 text-small text-faint in-data-tight:sr-only in-data-far:sr-only">
        {words.runs(machine.environment)}
      </span>
    </div>
  );
}

const portsOf = (cluster: Cluster): readonly number[] => [
  ...new Set(([4, 6] as const).flatMap((family) => publishedPorts(cluster, family).map(({ port }) => port))),
];

const SHOWN = 3;

const inFew = (ports: readonly number[]): string =>
  `${ports.slice(0, SHOWN).join(' ')}${ports.length > SHOWN ? ` +${ports.length - SHOWN}` : ''}`;
