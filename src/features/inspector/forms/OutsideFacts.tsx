import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { addressLines } from '../../../simulation/views/host-text.ts';
import { Group, ObjectLink } from './fields.tsx';
import { TextTab } from '../tabs/TextTab.tsx';

const WORDS = {
  Internet: 'Clients outside the cluster, and everything that is neither a node nor a pod.',
  Router: 'Joins the nodes’ network and the world outside. It knows the nodes, not the pods.',
  LoadBalancer: 'Holds the addresses of Services of type LoadBalancer and passes packets on to nodes.',
} as const;

const NAMESPACES = { Internet: 'internet', Router: 'router', LoadBalancer: 'load-balancer' } as const;

/** What is not in the cluster: the internet, the router, the load balancer. */
export function OutsideFacts({ kind }: { readonly kind: keyof typeof WORDS }) {
  const { view } = useSimulation();
  const router = useDocument((state) => state.router);
  const services = router.cluster.services.filter(({ loadBalancerIPs }) => loadBalancerIPs.length > 0);
  return (
    <>
      <Group title="What it is">
        <p className="text-small text-ink">{WORDS[kind]}</p>
      </Group>
      {kind === 'LoadBalancer' && (
        <Group title={`Services (${services.length})`}>
          {services.map(({ namespace, name, loadBalancerIPs }) => (
            <ObjectLink
              key={`${namespace}/${name}`}
              text={`${namespace}/${name}`}
              detail={loadBalancerIPs.map(({ ip }) => ip).join(', ')}
              onSelect={() => view.getState().select(`Service/${namespace}/${name}`)}
            />
          ))}
        </Group>
      )}
      <TextTab name="ip addr" lines={addressLines(router.network, NAMESPACES[kind])} />
    </>
  );
}
