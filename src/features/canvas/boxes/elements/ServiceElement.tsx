import type { RoomWords } from '../../../../narration/page/language.ts';
import { memo } from 'react';
import type { ClusterService } from '../../../../engine/objects.ts';
import type { Ip } from '../../../../engine/packets.ts';
import { useView } from '../../../../simulation/workspace/context.ts';
import { BoardIcon } from '../../../../ui/BoardIcon.tsx';
import { useWords } from '../../../../ui/words.ts';
import type { BoardElement } from '../../board/element.ts';
import { CutName } from './CutName.tsx';
import { Kind } from './Kind.tsx';
import { frameClass, useHighlight } from './highlight.ts';
import { breakable, cutInMiddle } from './two-lines.ts';
import { endpointsOf } from '../../board/lines.ts';
import { MAX_LINES, SERVICE_COMPACT, TWO_LINES } from '../../board/sizes.ts';

interface ServiceElementProps {
  readonly element: BoardElement;
  readonly service: ClusterService;
  readonly announced?: Ip | undefined;
  readonly selected: boolean;
}

/** A Service: an address that only rules know. Lights up when one of its rules is evaluated. */
export const ServiceElement = memo(
  function ServiceElement({ element, service, announced, selected }: ServiceElementProps) {
    const highlight = useHighlight(element.id);
    const recede = useView((state) => state.lens === 'wires') && highlight === '' ? 'bg-transparent!' : '';
    const compact = element.height <= SERVICE_COMPACT;
    return (
      <div
        className={`size-full px-3 pt-1.5 pb-0.5 ${recede} ${frameClass(highlight, { quiet: element.quiet, selected })}`}
      >
        {/* Where a name takes two lines, what stands below it has no room. */}
        <div className={compact ? 'max-h-full overflow-hidden' : ''}>
          <div className="flex items-center gap-1.5">
            <BoardIcon kind="Service" className="text-muted in-data-far:hidden" />
            <CutName
              namespace={element.namespace}
              of={service.namespace}
              name={service.name}
              room={element.width - (compact ? COMPACT_ROOM : NAME_ROOM)}
              end={element.nameEnd ?? NAME_END}
              wrap={compact ? wrapped(service.name) : cutInMiddle(service.name, element.nameEnd ?? NAME_END)}
            />
            {compact && <Ready service={service} short />}
          </div>
          {compact ? <OneLine service={service} /> : <Lines service={service} announced={announced} />}
        </div>
      </div>
    );
  },
  (a, b) =>
    a.service === b.service &&
    a.announced === b.announced &&
    a.selected === b.selected &&
    a.element.quiet === b.element.quiet &&
    a.element.namespace === b.element.namespace &&
    a.element.nameEnd === b.element.nameEnd &&
    a.element.height === b.element.height,
);

/** On two lines that leave no room for another: only where all of it is seen for that. */
function wrapped(name: string): string | undefined {
  return name.length <= TWO_LINES ? breakable(name) : undefined;
}

/** Pixels around the name: icon and padding, and the number of those ready; and how much of its end is seen at least. */
const NAME_ROOM = 48;
const COMPACT_ROOM = 80;
const NAME_END = 4;

interface PartProps {
  readonly service: ClusterService;
}

function Lines({ service, announced }: PartProps & Pick<ServiceElementProps, 'announced'>) {
  const words = useWords('board');
  const shown = service.ports.slice(0, MAX_LINES);
  return (
    <>
      <div className="font-mono text-small leading-5 text-muted in-data-far:sr-only">
        {addressesOf(service, words.service).map((address, index) => (
          <div key={address} className="break-all in-data-close:leading-6">
            {index === 0 && <Kind kind="Service" />}
            {address}
          </div>
        ))}
        {shown.map(({ name, port, protocol, targetPort }, index) => (
          <div key={`${name} ${port}`} data-minor className="truncate in-data-close:sr-only">
            :{port}
            {service.ports.some((other) => other.port === port && other.protocol !== protocol) && `/${protocol}`} →{' '}
            {targetPort}
            {index === MAX_LINES - 1 && service.ports.length > MAX_LINES && ` +${service.ports.length - MAX_LINES}`}
          </div>
        ))}
      </div>
      <div data-minor className="truncate text-small leading-5 text-faint in-data-far:leading-tight">
        <span className="in-data-far:sr-only in-data-tight:sr-only">
          {service.headless ? words.service.headless : service.type}
          {announced === undefined ? '' : ` ${announced}`}
          {service.type === 'ExternalName' ? '' : ' · '}
        </span>
        <Ready service={service} />
      </div>
    </>
  );
}

/** Address and first port: for boards of many Services. */
export function OneLine({ service }: PartProps) {
  const words = useWords('board');
  const [first, ...more] = service.ports;
  const port = first === undefined ? '' : `:${first.port}`;
  const addresses = addressesOf(service, words.service);
  const [address = ''] = addresses;
  const others = more.length === 0 ? '' : `+${more.length}`;
  return (
    // The kind is said where there is room for it on the line.
    <div
      className="flex h-5 flex-row-reverse flex-wrap justify-end overflow-hidden font-mono text-small leading-5 text-muted in-data-far:sr-only"
      title={[...addresses.slice(1), `${address}${port} ${others}`.trim()].toReversed().join(', ')}
    >
      {/* A port that has no room is left out whole. */}
      <span className="h-5 max-w-full min-w-0 overflow-hidden">
        {address}
        <wbr />
        {port} {others}
      </span>
      <span className="whitespace-pre">
        <Kind kind="Service" />
      </span>
    </div>
  );
}

export function Ready({ service, short = false }: PartProps & { readonly short?: boolean }) {
  const words = useWords('board');
  if (service.type === 'ExternalName') return null;
  const endpoints = endpointsOf(service);
  const ready = endpoints.filter((endpoint) => endpoint.ready).length;
  const tone = ready === 0 ? 'text-rejected' : 'text-muted';
  // From afar only what is wrong takes room from the name.
  const calm = ready === endpoints.length && ready > 0 ? 'in-data-far:sr-only' : '';
  if (short) {
    return (
      <span className={`shrink-0 text-small ${tone} ${calm}`} title={words.service.ready(ready, endpoints.length)}>
        <span aria-hidden>
          {ready}/{endpoints.length}
        </span>
        <span className="sr-only">{words.service.ready(ready, endpoints.length)}</span>
      </span>
    );
  }
  return (
    <span className={tone}>
      {ready === 0 ? words.service.noEndpoint : words.service.ready(ready, endpoints.length)}
    </span>
  );
}

/** One of each family that it has; at least one. */
function addressesOf(
  { headless, clusterIPs, externalName }: ClusterService,
  words: Pick<RoomWords['board']['service'], 'noClusterIP'>,
): readonly string[] {
  if (headless) return [words.noClusterIP];
  return clusterIPs.length > 0 ? clusterIPs : [externalName ?? ''];
}
