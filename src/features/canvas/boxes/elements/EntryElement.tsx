import type { ReactNode } from 'react';
import type { Machine } from '../../../../engine/objects.ts';
import type { RoomWords } from '../../../../narration/page/language.ts';
import { useView } from '../../../../simulation/workspace/context.ts';
import { KindIcon } from '../../../../ui/KindIcon.tsx';
import { useWords } from '../../../../ui/words.ts';
import type { BoardElement } from '../../board/element.ts';
import { CutName } from './CutName.tsx';
import { MachineElement } from './MachineElement.tsx';
import { frameClass, useHighlight } from './highlight.ts';
import { type EntryLine, entryLines, loadBalancerLines, MAX_LINES, POD_RAIL } from '../../board/sizes.ts';

interface EntryElementProps {
  readonly element: BoardElement;
  readonly selected: boolean;
}

/** What stands between the world and the nodes: the router, the load balancer, an entry point. */
export function EntryElement({ element, selected }: EntryElementProps) {
  const words = useWords('canvas');
  const { content } = element;
  switch (content.kind) {
    case 'machine':
      return <MachineElement element={element} selected={selected} machine={content.machine} />;
    case 'router':
      return (
        <Box element={element} selected={selected} kind="Router" name={routerName(content.machine, words.entries)}>
          {null}
        </Box>
      );
    case 'load-balancer':
      return (
        <Box element={element} selected={selected} kind="LoadBalancer" name={words.entries.loadBalancer}>
          <Lines lines={loadBalancerLines(content.services)} />
        </Box>
      );
    case 'entry': {
      const { kind, name } = content.entry;
      return (
        <Box element={element} selected={selected} kind={kind} name={name} note={kind}>
          <Lines lines={entryLines(content.entry)} />
        </Box>
      );
    }
    default:
      return null;
  }
}

/** In a virtual machine nodes have its gateway, else the machine's bridge. */
function routerName(machine: Machine | undefined, words: RoomWords['canvas']['entries']): string {
  if (machine === undefined) return words.router;
  return machine.reach === 'VM' ? words.virtualMachine : words.bridge;
}

/** Pixels around the name: icon, kind and padding; and how much of its end is seen at least. */
const NAME_ROOM = 108;
const NAME_END = 5;

interface BoxProps extends EntryElementProps {
  readonly kind: string;
  readonly name: string;
  readonly note?: string;
  readonly children: ReactNode;
}

function Box({ element, selected, kind, name, note, children }: BoxProps) {
  const highlight = useHighlight(element.id);
  const { content } = element;
  const entry = content.kind === 'entry' ? content.entry : undefined;
  const wires = useView((state) => state.lens === 'wires');
  const recede = wires && entry !== undefined && highlight === '' ? 'bg-transparent!' : '';
  // The packet stands on the rail, whether that is drawn or not.
  const atEnd = content.kind === 'load-balancer';
  const onRail = entry !== undefined ? 'px-3' : atEnd ? 'pl-3 pr-7' : 'pl-7 pr-1';
  return (
    <div
      className={`size-full relative py-1.5 ${onRail} ${recede} ${frameClass(highlight, { quiet: element.quiet, selected })}`}
    >
      {wires && entry === undefined && (
        <div
          className="absolute inset-y-0 w-px bg-line-strong"
          style={atEnd ? { right: POD_RAIL - 1 } : { left: POD_RAIL - 1 }}
          aria-hidden="true"
        />
      )}
      <div className={`flex items-center gap-1.5 ${kind === 'Router' ? 'h-full' : ''}`}>
        <KindIcon
          kind={kind}
          className={`text-muted in-data-far:hidden ${kind === 'Router' ? 'in-data-tight:hidden' : ''}`}
        />
        <CutName
          namespace={element.namespace}
          of={element.namespace}
          name={name}
          room={element.width - NAME_ROOM}
          end={NAME_END}
        />
        {entry !== undefined && <TlsMark hosts={entry.tlsHosts} />}
        {note !== undefined && <span className="shrink-0 text-small text-faint in-data-far:sr-only">{note}</span>}
      </div>
      {children}
    </div>
  );
}

/** A lock: TLS of these hosts is dealt with here. */
function TlsMark({ hosts }: { readonly hosts: readonly string[] }) {
  const words = useWords('canvas');
  if (hosts.length === 0) return null;
  const label = words.entries.tls([...new Set(hosts)].join(', '));
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label={label} className="shrink-0 text-muted">
      <title>{label}</title>
      <rect x="2" y="5.5" width="8" height="5" rx="1" fill="currentColor" />
      <path d="M4 5.5V3.6a2 2 0 0 1 4 0v1.9" fill="none" stroke="currentColor" strokeWidth="1.3" />
    </svg>
  );
}

/** A line too long for its box gives up its host first: path and backend tell it from the next, or the end of its name. */
function Line({ line }: { readonly line: string }) {
  const host = line.search(/\/| → |[^/→]{6}$/);
  return (
    <div className="flex whitespace-pre" title={line}>
      <span className="overflow-hidden text-ellipsis">{line.slice(0, Math.max(host, 0))}</span>
      <span className={`overflow-hidden text-ellipsis ${host < 0 ? '' : 'max-w-3/4 shrink-0'}`}>
        {line.slice(Math.max(host, 0))}
      </span>
    </div>
  );
}

function tellLine(line: EntryLine, words: RoomWords['canvas']['entries']): string {
  if (typeof line === 'string') return line;
  return 'host' in line ? words.noBackend(line.host) : words.lacks[line.lacks];
}

function Lines({ lines }: { readonly lines: readonly EntryLine[] }) {
  const words = useWords('canvas');
  const cut = lines.length > MAX_LINES;
  const shown = lines.slice(0, cut ? MAX_LINES - 1 : MAX_LINES);
  return (
    <div className="font-mono text-small leading-5 text-muted in-data-far:sr-only">
      {shown
        .map((each) => tellLine(each, words.entries))
        .map((line) => (
          <Line key={line} line={line} />
        ))}
      {cut && <div className="font-sans text-faint">{words.entries.more(lines.length - shown.length)}</div>}
      {lines.length === 0 && <div className="font-sans text-faint">{words.entries.noRules}</div>}
    </div>
  );
}
