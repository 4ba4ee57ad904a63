import { memo } from 'react';
import type { ClusterService } from '../../engine/kubernetes/cluster.ts';
import { useView } from '../../simulation/context.ts';
import { KindIcon } from '../../ui/KindIcon.tsx';
import type { BoardElement } from './element.ts';
import { frameClass, useHighlight } from './highlight.ts';
import { endpointsOf } from './links.ts';
import { MAX_LINES } from './sizes.ts';

interface ServiceElementProps {
  readonly element: BoardElement;
  readonly service: ClusterService;
  readonly selected: boolean;
}

/** A Service: an address that only rules know. Lights up when one of its rules is evaluated. */
export const ServiceElement = memo(
  function ServiceElement({ element, service, selected }: ServiceElementProps) {
    const highlight = useHighlight(element.id);
    const endpoints = service.type === 'ExternalName' ? [] : endpointsOf(service);
    const ready = endpoints.filter((endpoint) => endpoint.ready).length;
    const recede = useView((state) => state.lens === 'wires') && highlight === '' ? 'border-line! bg-transparent!' : '';
    const shown = service.ports.slice(0, MAX_LINES);
    const address = service.headless ? 'no clusterIP' : (service.clusterIPs[0] ?? service.externalName ?? '');
    return (
      <div className={`size-full px-3 py-1.5 ${recede} ${frameClass(highlight, { quiet: element.quiet, selected })}`}>
        <div className="flex items-center gap-1.5">
          <KindIcon kind="Service" className="text-muted" />
          <span className="min-w-0 grow truncate text-small leading-5 font-semibold text-ink" title={service.name}>
            {service.name}
          </span>
        </div>
        <div className="font-mono text-small leading-5 text-muted">
          <div className="break-all">{address}</div>
          {shown.map(({ name, port, targetPort }, index) => (
            <div key={`${name} ${port}`} className="truncate">
              :{port} → {targetPort}
              {index === MAX_LINES - 1 && service.ports.length > MAX_LINES && ` +${service.ports.length - MAX_LINES}`}
            </div>
          ))}
        </div>
        <div className="text-small leading-5 text-faint">
          {service.headless ? 'headless' : service.type}
          {service.type !== 'ExternalName' && (
            <span className={ready === 0 ? 'text-rejected' : 'text-muted'}>
              {ready === 0 ? ' · no endpoint' : ` · ${ready} of ${endpoints.length} ready`}
            </span>
          )}
        </div>
      </div>
    );
  },
  (a, b) => a.service === b.service && a.selected === b.selected && a.element.quiet === b.element.quiet,
);
