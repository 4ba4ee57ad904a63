import type { ReactNode } from 'react';
import { useView } from '../../simulation/context.ts';
import { KindIcon } from '../../ui/KindIcon.tsx';
import type { BoardElement } from './element.ts';
import { frameClass, useHighlight } from './highlight.ts';
import { entryLines, loadBalancerLines, MAX_LINES, POD_RAIL, tlsHosts } from './sizes.ts';

interface EntryElementProps {
  readonly element: BoardElement;
  readonly selected: boolean;
}

/** What stands between the world and the nodes: the internet, the router, the load balancer, an Ingress, a Gateway. */
export function EntryElement({ element, selected }: EntryElementProps) {
  const { content } = element;
  switch (content.kind) {
    case 'internet':
      return (
        <Box element={element} selected={selected} kind="Internet" name="Internet" note="outside the cluster">
          {null}
        </Box>
      );
    case 'router':
      return (
        <Box element={element} selected={selected} kind="Router" name="Router">
          {null}
        </Box>
      );
    case 'load-balancer':
      return (
        <Box element={element} selected={selected} kind="LoadBalancer" name="Load balancer">
          <Lines lines={loadBalancerLines(content.services)} />
        </Box>
      );
    case 'ingress':
      return (
        <Box element={element} selected={selected} kind="Ingress" name={content.ingress.name} note="Ingress">
          <Lines lines={entryLines(content)} />
        </Box>
      );
    case 'gateway':
      return (
        <Box element={element} selected={selected} kind="Gateway" name={content.gateway.name} note="Gateway">
          <Lines lines={entryLines(content)} />
        </Box>
      );
    default:
      return null;
  }
}

interface BoxProps extends EntryElementProps {
  readonly kind: string;
  readonly name: string;
  readonly note?: string;
  readonly children: ReactNode;
}

function Box({ element, selected, kind, name, note, children }: BoxProps) {
  const highlight = useHighlight(element.id);
  const { content } = element;
  const entry = content.kind === 'ingress' || content.kind === 'gateway' ? content : undefined;
  const recede =
    useView((state) => state.lens === 'wires') && entry !== undefined && highlight === ''
      ? 'border-line! bg-transparent!'
      : '';
  const onRail = kind === 'Router' || kind === 'LoadBalancer' ? 'pl-7' : 'pl-3';
  return (
    <div
      className={`size-full relative py-1.5 pr-3 ${onRail} ${recede} ${frameClass(highlight, { quiet: element.quiet, selected })}`}
    >
      {onRail === 'pl-7' && (
        <div className="absolute inset-y-0 w-px bg-line-strong" style={{ left: POD_RAIL - 1 }} aria-hidden="true" />
      )}
      <div className={`flex items-center gap-1.5 ${kind === 'Router' ? 'h-full' : ''}`}>
        <KindIcon kind={kind} className="text-muted" />
        <span className="min-w-0 grow truncate text-small leading-5 font-semibold text-ink">{name}</span>
        {entry !== undefined && <TlsMark hosts={tlsHosts(entry)} />}
        {note !== undefined && <span className="shrink-0 text-small text-faint">{note}</span>}
      </div>
      {children}
    </div>
  );
}

/** A lock: TLS of these hosts is dealt with here. */
function TlsMark({ hosts }: { readonly hosts: readonly string[] }) {
  if (hosts.length === 0) return null;
  const label = `TLS for ${[...new Set(hosts)].join(', ')}`;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" role="img" aria-label={label} className="shrink-0 text-muted">
      <title>{label}</title>
      <rect x="2" y="5.5" width="8" height="5" rx="1" fill="currentColor" />
      <path d="M4 5.5V3.6a2 2 0 0 1 4 0v1.9" fill="none" stroke="currentColor" strokeWidth="1.3" />
    </svg>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const cut = lines.length > MAX_LINES;
  const shown = lines.slice(0, cut ? MAX_LINES - 1 : MAX_LINES);
  return (
    <div className="font-mono text-small leading-5 text-muted">
      {shown.map((line) => (
        <div key={line} className="truncate" title={line}>
          {line}
        </div>
      ))}
      {cut && <div className="font-sans text-faint">+{lines.length - shown.length} more</div>}
      {lines.length === 0 && <div className="font-sans text-faint">no rules</div>}
    </div>
  );
}
