import type { ClusterEntry } from '../../../../engine/objects.ts';
import { useSimulation } from '../../../../simulation/workspace/context.ts';
import { useWords } from '../../../../ui/words.ts';
import { ObjectLink, Row } from './fields.tsx';

/** The Service in front of what serves an entry point. */
export function ServedBy({ service }: { readonly service: ClusterEntry['controllerService'] }) {
  const words = useWords('inspector');
  const { view } = useSimulation();
  return (
    <Row label={words.fields.servedBy}>
      {service === undefined ? (
        <span className="text-rejected">{words.ingress.notServed}</span>
      ) : (
        <ObjectLink
          text={`Service ${service.namespace}/${service.name}`}
          onSelect={() => view.getState().select(`Service/${service.namespace}/${service.name}`)}
        />
      )}
    </Row>
  );
}
