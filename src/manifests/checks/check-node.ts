import { readWrittenCidr, recordOf } from '../../engine/text.ts';
import type { RawObject } from '../../engine/objects.ts';
import { itemsOf, type Warn } from './check.ts';
import { checkHostAddress, checkHostBits } from './check-address.ts';
import type { Path } from '../sources/source.ts';

const ADDRESS_TYPES = ['Hostname', 'InternalIP', 'ExternalIP', 'InternalDNS', 'ExternalDNS'];

/** Pod ranges in which no pod finds an address, or everybody does; a node without an address. // pkg/apis/core/validation ValidateNode */
export function checkNode({ spec, status }: RawObject, warn: Warn): void {
  const { podCIDR, podCIDRs } = recordOf(spec);
  const listed = Array.isArray(podCIDRs) ? (podCIDRs as readonly unknown[]) : [];
  for (const [index, cidr] of listed.entries()) checkPodCIDR(cidr, ['spec', 'podCIDRs', index], warn);
  if (podCIDR !== listed[0]) checkPodCIDR(podCIDR, ['spec', 'podCIDR'], warn);
  if (typeof podCIDR === 'string' && podCIDR !== '' && listed.length > 0 && podCIDR !== listed[0])
    warn(
      'POD_CIDRS_DIFFER',
      ['spec', 'podCIDRs'],
      `the first is not the podCIDR, ${JSON.stringify(podCIDR)}: the API server takes that one alone.`,
    );
  const families = listed.flatMap((cidr) => readWrittenCidr(cidr)?.family ?? []);
  if (new Set(families).size < families.length)
    warn('POD_CIDRS_OF_ONE_FAMILY', ['spec', 'podCIDRs'], 'may specify no more than one CIDR for each IP family.');
  checkAddresses(recordOf(status)['addresses'], warn);
}

function checkPodCIDR(value: unknown, path: Path, warn: Warn): void {
  checkHostBits(value, path, warn);
  const written = readWrittenCidr(value);
  if (written === undefined) return;
  const { cidr: network, prefixLength, hostBits } = written;
  if (prefixLength === 0)
    warn('POD_CIDR_TOO_WIDE', path, `${network} is every address: the node takes all others for its pods.`);
  if (hostBits <= 1)
    warn(
      'POD_CIDR_TOO_NARROW',
      path,
      `${network} leaves no address for a pod, as the first ones are those of the network and of the node.`,
    );
}

function checkAddresses(addresses: unknown, warn: Warn): void {
  const path = ['status', 'addresses'];
  let found = false;
  for (const [{ type, address }, at] of itemsOf(addresses, path)) {
    if (typeof type === 'string' && !ADDRESS_TYPES.includes(type)) {
      const supported = ADDRESS_TYPES.map((each) => JSON.stringify(each)).join(', ');
      warn(
        'ADDRESS_TYPE_UNKNOWN',
        [...at, 'type'],
        `Unsupported value: ${JSON.stringify(type)}: supported values: ${supported}.`,
      );
    }
    if (type === 'InternalIP') found = true;
    if (type === 'InternalIP' || type === 'ExternalIP') checkHostAddress(address, [...at, 'address'], warn);
  }
  if (found) return;
  const isOpen = addresses === undefined;
  const message = `there is no InternalIP: an address is assumed${isOpen ? '' : ", and nobody knows whether it is the node's"}.`;
  warn('NODE_ADDRESS_MISSING', path, message, isOpen ? 'info' : undefined);
}
