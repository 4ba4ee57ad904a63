import { frontIPs } from '../../../engine/objects.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { addressLines } from '../../../simulation/views/host-text.ts';
import { Group, ObjectLink } from './fields/fields.tsx';
import { TextTab } from '../tabs/TextTab.tsx';
import { useWords } from '../../../ui/words.ts';

const NAMESPACES = { Internet: 'internet', Router: 'router', LoadBalancer: 'load-balancer' } as const;

/** What is not in the cluster: the internet, the router, the load balancer. */
export function OutsideFacts({ kind }: { readonly kind: keyof typeof NAMESPACES }) {
  const words = useWords('inspector');
  const { view } = useSimulation();
  const router = useDocument((state) => state.router);
  const inFront = frontIPs(router.cluster);
  const services = router.cluster.services
    .map((service) => ({ service, ips: inFront(service).map(({ ip }) => ip) }))
    .filter(({ ips }) => ips.length > 0);
  return (
    <>
      <Group title={words.outside.title}>
        <p className="text-small text-ink">{words.outside.about[kind]}</p>
      </Group>
      {kind === 'LoadBalancer' && (
        <Group title={words.outside.services(services.length)}>
          {services.map(({ service: { namespace, name }, ips }) => (
            <ObjectLink
              key={`${namespace}/${name}`}
              text={`${namespace}/${name}`}
              detail={ips.join(', ')}
              onSelect={() => view.getState().select(`Service/${namespace}/${name}`)}
            />
          ))}
        </Group>
      )}
      <TextTab name="ip addr" lines={addressLines(router.network, NAMESPACES[kind])} />
    </>
  );
}
