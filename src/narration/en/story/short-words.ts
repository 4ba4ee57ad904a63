import { namespaceOwner, type NamespaceId, type PacketHeader, formatEndpoint } from '../../../engine/packets.ts';

/** "frontend", "node-1", "the internet": what stands on the board beside it. */
export function inShort(id: NamespaceId): string {
  const owner = namespaceOwner(id);
  if (owner === undefined) return `the ${id.replace('-', ' ')}`;
  return owner.kind === 'Pod' ? shortened(owner.name) : owner.name;
}

/** A pod of a Deployment by what it is called: the two random words at its end say nothing. */
function shortened(name: string): string {
  const [, stem] = /^(.+?)-[a-z0-9]{6,10}-[a-z0-9]{5}$/.exec(name) ?? [];
  return stem ?? name;
}

export const source = ({ sourceIP, sourcePort }: PacketHeader): string => formatEndpoint(sourceIP, sourcePort);
export const destination = ({ destinationIP, destinationPort }: PacketHeader): string =>
  formatEndpoint(destinationIP, destinationPort);

export const capital = (text: string): string => text.replace(/^the /, 'The ');
