import type { RawObject } from '../../engine/objects.ts';
import { isRecord, recordOf, scalarText } from '../../engine/text.ts';
import type { Warn } from './check.ts';
import { checkHostAddress } from './check-address.ts';
import type { Path } from '../sources/source.ts';

/** Addresses and ports that a Service cannot have. // pkg/apis/core/validation ValidateService */
export function checkService({ spec }: RawObject, warn: Warn): void {
  const { ports, clusterIP, clusterIPs, externalIPs, externalName, type } = recordOf(spec);
  if (typeof clusterIP === 'string' && isNoAddressOfOne(clusterIP)) {
    warn(
      'INVALID_CLUSTER_IP',
      ['spec', 'clusterIP'],
      `Invalid value: "${clusterIP}": expected an address of one Service.`,
    );
  }
  const first: unknown = Array.isArray(clusterIPs) ? clusterIPs[0] : undefined;
  if (typeof clusterIP === 'string' && clusterIP !== '' && typeof first === 'string' && first !== clusterIP)
    warn(
      'CLUSTER_IPS_DIFFER',
      ['spec', 'clusterIPs', 0],
      `Invalid value: ${JSON.stringify(first)}: first value must match \`clusterIP\`.`,
    );
  if (type === 'ExternalName' && (externalName === undefined || externalName === null || externalName === ''))
    warn('EXTERNAL_NAME_MISSING', ['spec', 'externalName'], 'Required value.');
  if (Array.isArray(externalIPs))
    for (const [index, ip] of externalIPs.entries()) checkHostAddress(ip, ['spec', 'externalIPs', index], warn);
  if (Array.isArray(ports)) checkPorts(ports, type, warn);
}

function checkPorts(ports: readonly unknown[], type: unknown, warn: Warn): void {
  const names = new Set<unknown>();
  const numbers = new Set<string>();
  for (const [index, port] of ports.entries()) {
    if (!isRecord(port)) continue;
    const at = (...rest: Path): Path => ['spec', 'ports', index, ...rest];
    const { name = '', protocol = 'TCP', nodePort } = port;
    if (ports.length > 1 && name === '')
      warn('PORT_NAME_MISSING', at('name'), 'Required value: of several ports each has a name.');
    else if (name !== '' && names.has(name))
      warn('DUPLICATE_PORT', at('name'), `Duplicate value: ${JSON.stringify(name)}.`);
    names.add(name);
    const key = `${scalarText(port['port']) ?? ''}/${scalarText(protocol) ?? ''}`;
    if (port['port'] !== undefined && numbers.has(key)) warn('DUPLICATE_PORT', at('port'), `Duplicate value: ${key}.`);
    numbers.add(key);
    if (
      typeof nodePort === 'number' &&
      nodePort !== 0 &&
      (nodePort < 30_000 || nodePort > 32_767) &&
      type !== 'ExternalName'
    ) {
      const range = 'provided port is not in the valid range. The range of valid ports is 30000-32767';
      warn('NODE_PORT_OUT_OF_RANGE', at('nodePort'), `Invalid value: ${nodePort}: ${range}.`);
    }
  }
}

/** Unspecified, loopback, link-local, multicast or broadcast addresses. */
function isNoAddressOfOne(ip: string): boolean {
  return /^(?:0\.|127\.|169\.254\.|22[4-9]\.|23\d\.|255\.255\.255\.255$|::1?$|fe80:|ff[0-9a-f]{2}:)/i.test(ip);
}
