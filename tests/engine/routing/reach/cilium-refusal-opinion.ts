// What the agent refuses, as its errors put it: of what the worlds of cilium-world.ts draw.

export type Given = Readonly<Record<string, unknown>>;

export const records = (value: unknown): readonly Given[] => (Array.isArray(value) ? (value as Given[]) : []);
export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

const bits = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

export function holds(cidr: string, ip: string): boolean {
  const [network = '', length = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(bits(network) / size) === Math.floor(bits(ip) / size);
}

const ENTITIES =
  'all world world-ipv4 world-ipv6 cluster host init ingress unmanaged remote-node health none kube-apiserver';
const PROTOCOLS = 'TCP UDP SCTP ICMP ICMPV6 ANY';
const LISTS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];

/** One fault anywhere is one of the whole object. */
export function isRefused(specs: readonly Given[], isNamespaced: boolean): boolean {
  return specs.some((spec) => {
    const [pods, nodes] = [spec['endpointSelector'] !== undefined, spec['nodeSelector'] !== undefined];
    if (pods === nodes || (nodes && isNamespaced)) return true;
    return LISTS.some((list) => records(spec[list]).some((rule) => isFaulty(rule, list.startsWith('ingress'))));
  });
}

function isFaulty(rule: Given, isIngress: boolean): boolean {
  const end = isIngress ? 'from' : 'to';
  const some = (name: string): boolean => records(rule[name]).length > 0;
  // "Combining %s and %s is not supported yet"
  const peers = ['Endpoints', 'CIDR', 'CIDRSet', 'Entities', 'Nodes', 'Groups', 'Services', 'FQDNs'];
  if (peers.filter((name) => some(end + name)).length > 1) return true;
  if (some('toPorts') && (some('toServices') || some('icmps'))) return true;
  // "unsupported entity: %s"
  if (texts(rule[`${end}Entities`]).some((name) => !ENTITIES.split(' ').includes(name))) return true;
  return (
    records(rule[`${end}CIDRSet`]).some(isFaultyBlock) ||
    records(rule['toPorts']).some(({ ports, rules }) => {
      // "DNS rules are not allowed on ingress"
      if (isIngress && records((rules as Given | undefined)?.['dns']).length > 0) return true;
      return records(ports).some(
        ({ port, protocol = 'ANY' }) =>
          port === undefined || Number(port) > 65_535 || !PROTOCOLS.split(' ').includes(protocol as string),
      );
    })
  );
}

/** "allow CIDR prefix %s does not contain exclude CIDR prefix %s" */
function isFaultyBlock({ cidr, cidrGroupRef, except }: Given): boolean {
  if (cidr === undefined) return cidrGroupRef === undefined;
  return texts(except).some((part) => !holds(cidr as string, part.split('/')[0] ?? ''));
}
