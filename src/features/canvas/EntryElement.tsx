import type { ReactNode } from 'react';
import { useView } from '../../simulation/context.ts';
import { KindIcon } from '../../ui/KindIcon.tsx';
import type { BoardElement } from './element.ts';
import { frameClass, useHighlight } from './highlight.ts';
import { ingressLines, loadBalancerLines, MAX_LINES, POD_RAIL } from './sizes.ts';

interface EntryElementProps {
  readonly element: BoardElement;
  readonly selected: boolean;
}

/** What stands between the world and the nodes: the internet, the router, the load balancer, an Ingress. */
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
          <Lines lines={ingressLines(content.ingress)} />
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
  const recede =
    useView((state) => state.lens === 'wires') && element.content.kind === 'ingress' && highlight === ''
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
        {note !== undefined && <span className="shrink-0 text-small text-faint">{note}</span>}
      </div>
      {children}
    </div>
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
