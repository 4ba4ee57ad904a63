import { publishedPorts } from '../../../engine/print.ts';
import { frontIPs } from '../../../engine/objects.ts';
import { useDocument, useSimulation } from '../../../simulation/workspace/context.ts';
import { addressLines } from '../../../simulation/views/host-text.ts';
import { Group, ObjectLink } from './fields/fields.tsx';
import { TextTab } from '../tabs/TextTab.tsx';
import { formatEndpoint } from '../../../engine/packets.ts';
import { useWords } from '../../../ui/words.ts';

const NAMESPACES = {
  Internet: 'internet',
  Machine: 'internet',
  Router: 'router',
  Bridge: 'internet',
  VirtualMachine: 'router',
  LoadBalancer: 'load-balancer',
} as const;

/** What is not in the cluster: the internet or somebody's own machine, the router, the load balancer. */
export function OutsideFacts({ kind }: { readonly kind: keyof typeof NAMESPACES }) {
  const words = useWords('inspector');
  const { view } = useSimulation();
  const router = useDocument((state) => state.router);
  const inFront = frontIPs(router.cluster);
  const services = router.cluster.services
    .map((service) => ({ service, ips: inFront(service).map(({ ip }) => ip) }))
    .filter(({ ips }) => ips.length > 0);
  const ingresses = router.cluster.ingresses.filter(({ cloud }) => cloud !== undefined);
  const linked = [
    ...services.map(({ service: { namespace, name }, ips }) => ({ kind: 'Service', namespace, name, ips })),
    ...ingresses.map(({ namespace, name, addresses }) => ({ kind: 'Ingress', namespace, name, ips: addresses })),
  ];
  return (
    <>
      <Group title={words.outside.title}>
        <p className="text-small text-ink">{words.outside.about[kind]}</p>
      </Group>
      {kind === 'LoadBalancer' && (
        <Group title={words.outside.services(services.length, ingresses.length)}>
          {linked.map(({ kind: of, namespace, name, ips }) => (
            <ObjectLink
              key={`${of}/${namespace}/${name}`}
              text={of === 'Service' ? `${namespace}/${name}` : `${of} ${namespace}/${name}`}
              detail={ips.join(', ')}
              onSelect={() => view.getState().select(`${of}/${namespace}/${name}`)}
            />
          ))}
        </Group>
      )}
      {kind === 'Machine' && <PublishedPorts />}
      <TextTab name="ip addr" lines={addressLines(router.network, NAMESPACES[kind])} />
    </>
  );
}

/** Where each port of the machine leads. */
function PublishedPorts() {
  const words = useWords('inspector');
  const { view } = useSimulation();
  const cluster = useDocument((state) => state.router.cluster);
  const ports = ([4, 6] as const).flatMap((family) => publishedPorts(cluster, family));
  if (ports.length === 0) return null;
  return (
    <Group title={words.outside.published(ports.length)}>
      {ports.map(({ listen, protocol, port, ends, subject }) => {
        const [first] = ends;
        const owner = first && cluster.owner(first.ip);
        const { kind, namespace, name } = subject ?? { kind: 'Node', namespace: undefined, name: owner?.name ?? '' };
        const text = `${listen === undefined ? port : formatEndpoint(listen, port)} ${protocol}`;
        return (
          <ObjectLink
            key={`${text} ${first?.ip ?? ''}`}
            text={text}
            detail={ends.map((end) => formatEndpoint(end.ip, end.port)).join(', ')}
            onSelect={() =>
              view.getState().select([kind, ...(namespace === undefined ? [] : [namespace]), name].join('/'))
            }
          />
        );
      })}
    </Group>
  );
}
