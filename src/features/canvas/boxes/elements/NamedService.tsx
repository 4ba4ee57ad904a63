import type { ClusterService } from '../../../../engine/objects.ts';
import { useView } from '../../../../simulation/workspace/context.ts';
import { KindIcon } from '../../../../ui/KindIcon.tsx';
import type { BoardElement } from '../../board/element.ts';
import { endpointsOf } from '../../board/lines.ts';
import { CutName } from './CutName.tsx';
import { frameClass, useHighlight } from './highlight.ts';
import { OneLine, Ready } from './ServiceElement.tsx';
import { cutInMiddle, onTwoLines } from './two-lines.ts';

interface NamedServiceProps {
  readonly element: BoardElement;
  readonly service: ClusterService;
  readonly selected: boolean;
}

/** Pixels around the name. */
const NAME_ROOM = 24;
const NAME_END = 4;

/** A Service among many of several namespaces: its namespace has a line of its own, and its name the width of the card. */
export function NamedService({ element, service, selected }: NamedServiceProps) {
  const highlight = useHighlight(element.id);
  const recede = useView((state) => state.lens === 'wires') && highlight === '' ? 'bg-transparent!' : '';
  const end = element.nameEnd ?? NAME_END;
  const name = cutInMiddle(service.name, end);
  // From afar it says what is wrong, and its name has the line that is left.
  const calm = endpointsOf(service).some(({ ready }) => ready);
  return (
    <div
      className={`size-full px-3 pt-1.5 pb-0.5 ${recede} ${frameClass(highlight, { quiet: element.quiet, selected })}`}
    >
      {/* The name is read first. Where it takes two lines, what stands below it has no room. */}
      <div className="flex max-h-full flex-col overflow-hidden *:shrink-0">
        <CutName
          namespace={undefined}
          of={service.namespace}
          name={service.name}
          room={element.width - NAME_ROOM}
          end={end}
          wrap={name}
          {...(calm && { stem: onTwoLines(name), alone: true })}
        />
        <div className="order-first flex items-center gap-1.5">
          <KindIcon kind="Service" className="text-muted in-data-far:hidden" />
          <span aria-hidden className="min-w-0 grow truncate text-small text-muted in-data-far:sr-only">
            {element.namespace}
          </span>
          <Ready service={service} short />
        </div>
        <OneLine service={service} />
      </div>
    </div>
  );
}
