import { chainHash } from '../ports/chain-names.ts';
import type { PortAsk } from '../ports/service-port-plan.ts';
import type { EndpointAsk } from '../ports/service-port.ts';

const HASH_LENGTH = 8;
/** NFT_NAME_MAXLEN less the longest prefix. */
const LONGEST_BASE = 240;
const ELLIPSIS = '...';

/** "NAMESPACE/NAME/PROTOCOL/PORTNAME", which the names of all chains and sets of a Service port hold. */
export function servicePortBase({ portName, protocol }: Pick<PortAsk, 'portName' | 'protocol'>): string {
  const [service = '', name = ''] = portName.split(':');
  return `${service}/${protocol.toLowerCase()}/${name}`;
}

/** What comes after the prefix: eight letters of the hash, and the text. kube-proxy v1.34 nftables/proxier.go hashAndTruncate. */
export function hashAndTruncate(text: string): string {
  const name = `${chainHash(text).slice(0, HASH_LENGTH)}-${text}`;
  return name.length <= LONGEST_BASE ? name : name.slice(0, LONGEST_BASE - ELLIPSIS.length) + ELLIPSIS;
}

/** An endpoint in a name: "__", an address, "/" and a port. */
const LONGEST_ENDPOINT = 47;

/** True for a name whose text was too long. */
export function isCut(name: string): boolean {
  return name.endsWith(ELLIPSIS);
}

/** Whether a name that holds this {@link servicePortBase} may have been cut. */
export function mayBeCut(base: string): boolean {
  return HASH_LENGTH + 1 + base.length + LONGEST_ENDPOINT > LONGEST_BASE;
}

/** Chains of one Service port. */
export interface NftServiceNames {
  readonly cluster: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
}

const ofPort = new WeakMap<PortAsk, NftServiceNames>();
const ofEndpoint = new WeakMap<EndpointAsk, NftEndpointNames>();

/** Hashed once per port object. */
export function nftServiceNames(port: PortAsk): NftServiceNames {
  let names = ofPort.get(port);
  if (names === undefined) {
    const base = hashAndTruncate(servicePortBase(port));
    names = {
      cluster: `service-${base}`,
      local: `local-${base}`,
      external: `external-${base}`,
      firewall: `firewall-${base}`,
    };
    ofPort.set(port, names);
  }
  return names;
}

/** Chain and affinity set of one endpoint of a Service port. */
export interface NftEndpointNames {
  readonly chain: string;
  readonly affinity: string;
}

/** Hashed once per endpoint object, which is one port's own. */
export function nftEndpointNames(port: PortAsk, endpoint: EndpointAsk): NftEndpointNames {
  let names = ofEndpoint.get(endpoint);
  if (names === undefined) {
    // Colons are not allowed in names.
    const base = hashAndTruncate(`${servicePortBase(port)}__${endpoint.ip.replaceAll(':', '.')}/${endpoint.port}`);
    names = { chain: `endpoint-${base}`, affinity: `affinity-${base}` };
    ofEndpoint.set(endpoint, names);
  }
  return names;
}

/** Addresses have no underscores, names of ports may. */
const OWN_NAME =
  /^(?:(?:service|local|external|firewall)-[A-Z2-7]{8}-(.+)|(?:endpoint|affinity)-[A-Z2-7]{8}-(.+)__[^_]*)$/;

/** The {@link servicePortBase} in a chain's or set's name; undefined: it belongs to no Service port. */
export function baseOfName(name: string): string | undefined {
  const [, ofService, ofEndpoint] = OWN_NAME.exec(name) ?? [];
  return ofService ?? ofEndpoint;
}
