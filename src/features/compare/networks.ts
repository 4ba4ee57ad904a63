/** Four that mean policies differently: by address and identity, by identity alone, not at all, and not unless asked to. */
const TELLING = ['calico', 'cilium', 'flannel', 'aws-vpc'];

/** The board's own network as it is, which may have settings of its own or no name; nothing is put over it. */
export const OWN = '';

/** The network that the board has, and others that treat the same objects in other ways; four in all. */
export function fourNetworks(own: string): readonly string[] {
  return [OWN, ...TELLING.filter((name) => name !== own)].slice(0, TELLING.length);
}
