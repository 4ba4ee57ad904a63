import { memo } from 'react';
import type { ClusterPod, PodContainer } from '../../../../engine/objects.ts';
import { useView } from '../../../../simulation/workspace/context.ts';
import { BoardIcon } from '../../../../ui/BoardIcon.tsx';
import { useWords } from '../../../../ui/words.ts';
import { closeUp } from '../../board/board-text.ts';
import type { BoardElement } from '../../board/element.ts';
import { Kind } from './Kind.tsx';
import { CutName } from './CutName.tsx';
import { frameClass, useHighlight } from './highlight.ts';
import { onTwoLines } from './two-lines.ts';
import { usePolicyMark } from '../marks/policy-marks.ts';
import {
  appContainers,
  CONTAINER_ROW,
  containersTop,
  PAUSE_ROW,
  POD_HEADER,
  POD_RAIL,
  shownContainers,
} from '../../board/sizes.ts';

interface PodElementProps {
  readonly element: BoardElement;
  readonly pod: ClusterPod;
  readonly selected: boolean;
}

/** A pod with its containers, on the wire of the network namespace that its pause container holds. */
export const PodElement = memo(
  function PodElement({ element, pod, selected }: PodElementProps) {
    const said = useWords('board');
    const highlight = useHighlight(element.id);
    const policy = usePolicyMark(pod);
    // Where nodes are not frames they are a mark.
    const place = useView((state) => state.lens === 'application') && pod.nodeName;
    const containers = appContainers(pod);
    const shown = shownContainers(pod);
    const rows = Math.min(containers.length, shown.length + (containers.length > shown.length ? 1 : 0));
    const railEnd = containersTop(pod) + rows * CONTAINER_ROW + PAUSE_ROW / 2;
    return (
      <div className={`relative size-full ${frameClass(highlight, { quiet: element.quiet, selected })}`}>
        <Rail end={railEnd} host={pod.hostNetwork} rows={rows} top={containersTop(pod)} />
        <div className="absolute inset-x-0 pr-2 pl-7" style={{ top: 6, minHeight: POD_HEADER - 6 }}>
          <div className="flex items-center gap-1.5 text-small in-data-close:-translate-y-1 in-data-far:items-start">
            <CutName
              namespace={element.namespace}
              of={pod.namespace}
              name={pod.name}
              room={element.width - NAME_ROOM - (policy === undefined ? 0 : MARK_ROOM)}
              end={element.nameEnd ?? NAME_END}
              stem={stemOf(element)}
              alone={element.alone}
            />
            {policy}
            <ReadyMark pod={pod} />
          </div>
          <Addresses pod={pod} room={element.width - ADDRESS_ROOM} />
        </div>
        <div
          data-minor
          className="absolute inset-x-0 pr-2 pl-7 in-data-far:sr-only"
          style={{ top: containersTop(pod) }}
        >
          {shown.map((container) => (
            <ContainerRow key={container.name} container={container} />
          ))}
          {containers.length > shown.length && (
            <div className="text-small leading-6 text-faint">
              {said.pod.moreContainers(containers.length - shown.length)}
            </div>
          )}
          <div aria-hidden className="flex items-center gap-1 text-small text-faint" style={{ height: PAUSE_ROW }}>
            <BoardIcon kind="Pause" size={12} />
            pause
            {place && (
              <span className="ml-auto flex min-w-0 items-center gap-1 text-muted" title={said.pod.on(place)}>
                <BoardIcon kind="Node" size={12} />
                <span className="truncate">{place}</span>
              </span>
            )}
          </div>
        </div>
      </div>
    );
  },
  (a, b) =>
    a.pod === b.pod &&
    a.selected === b.selected &&
    a.element.namespace === b.element.namespace &&
    a.element.stem === b.element.stem &&
    a.element.alone === b.element.alone &&
    a.element.width === b.element.width &&
    a.element.height === b.element.height,
);

/** Pixels around the name, and how many of its last characters the ReplicaSet or StatefulSet gave it. */
const NAME_ROOM = 54;
const MARK_ROOM = 18;
/** Pixels around an address, with the edges that grow with the text. */
const ADDRESS_ROOM = 40;
const NAME_END = 6;

/** Characters of a name that have room on one line from afar. */
const FAR_LINE = 10;

/** Alone it has two lines from afar: torn after a hyphen where it can be, and only where it has to be. */
function stemOf({ stem = '', alone }: BoardElement): string | undefined {
  return alone && stem.length > FAR_LINE ? onTwoLines(stem) : stem;
}

/** The wire inside: eth0 at the top, the loopback at the pause container's height. */
function Rail({
  end,
  host,
  rows,
  top,
}: {
  readonly end: number;
  readonly host: boolean;
  readonly rows: number;
  readonly top: number;
}) {
  const wires = useView((state) => state.lens === 'wires');
  const line = wires ? 'bg-faint' : 'bg-line';
  return (
    <div aria-hidden="true">
      <div className={`absolute w-px ${line}`} style={{ left: POD_RAIL - 1, top: 0, height: end }} />
      {!host && wires && (
        <div className="absolute size-2.5 border border-faint bg-surface" style={{ left: POD_RAIL - 6, top: -6 }} />
      )}
      {Array.from({ length: rows + 1 }, (_, row) => (
        <div
          key={row}
          className={`absolute h-px w-2 ${line}`}
          style={{ left: POD_RAIL - 1, top: row === rows ? end : top + (row + 0.5) * CONTAINER_ROW }}
        />
      ))}
    </div>
  );
}

function Addresses({ pod, room }: { readonly pod: ClusterPod; readonly room: number }) {
  const said = useWords('board');
  if (pod.ips.length === 0)
    return <div className="text-small leading-[18px] text-rejected in-data-far:sr-only">{said.noAddress}</div>;
  return (
    <div className="font-mono text-small leading-[18px] break-all text-muted in-data-far:sr-only">
      {pod.ips.map((ip, index) => (
        <div key={ip} className={isShort(ip) ? 'truncate' : ''} style={isShort(ip) ? closeUp(ip, room) : undefined}>
          {index === 0 && <Kind kind="Pod" />}
          {ip}
          {index === 0 && pod.terminating && <span className="font-sans text-rejected"> {said.pod.terminating}</span>}
        </div>
      ))}
    </div>
  );
}

/** Of IPv4: on one line, while those of IPv6 take as many as they need. */
function isShort(ip: string): boolean {
  return !ip.includes(':');
}

/** Ready: a filled dot; half of it while it terminates. Not ready: an open one with a bar. Told by shape first. */
function ReadyMark({ pod }: { readonly pod: ClusterPod }) {
  const said = useWords('board');
  const state = pod.ready ? 'ready' : pod.phase === 'Pending' ? 'pending' : said.notReady;
  const label = pod.terminating ? 'terminating' : state;
  return (
    <svg viewBox="0 0 12 12" role="img" aria-label={label} className="size-[0.92em] shrink-0">
      <title>{label}</title>
      {pod.ready && !pod.terminating ? (
        <circle cx="6" cy="6" r="4" className="fill-muted" />
      ) : pod.ready ? (
        <path d="M6 2a4 4 0 0 1 0 8ZM6 1.8a4.2 4.2 0 0 0 0 8.4" className="fill-muted stroke-muted" />
      ) : (
        <g className="fill-none stroke-rejected" strokeWidth="1.6">
          <circle cx="6" cy="6" r="4.2" />
          <path d="M3 9 9 3" />
        </g>
      )}
    </svg>
  );
}

function ContainerRow({ container }: { readonly container: PodContainer }) {
  const { pod } = useWords('board');
  const { state, name, ports, reason } = container;
  const words = state === 'running' ? undefined : reason === undefined ? pod.states[state] : pod.whyStopped(reason);
  const [first = '', ...more] = new Set(ports.map((port) => `:${port.containerPort}`));
  return (
    <div className="flex min-w-0 items-center gap-1.5" style={{ height: CONTAINER_ROW }}>
      <span
        title={[name, ...(words === undefined ? [first, ...more] : [words])].join(' ').trim()}
        className={`flex h-5 min-w-0 items-center gap-1.5 rounded border px-1.5 text-small leading-none ${
          state === 'running' ? 'border-line bg-sunken text-ink' : 'border-dashed border-rejected text-rejected'
        }`}
      >
        {/* A port is shown whole or not at all; the name gives way first. */}
        <span className={`truncate ${words === undefined ? 'min-w-[3ch]' : 'max-w-full shrink-0'}`}>{name}</span>
        {words === undefined ? (
          first !== '' && <span className="shrink-0 font-mono text-muted">{first}</span>
        ) : (
          <span className="truncate">{words}</span>
        )}
        {words === undefined && more.length > 0 && (
          <span className="h-4 min-w-0 shrink-[99] overflow-hidden font-mono leading-4 text-muted before:inline-block before:content-['']">
            {more.join(' ')}
          </span>
        )}
      </span>
    </div>
  );
}
