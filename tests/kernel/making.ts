import type { Random } from './random.ts';

export type Families = 'IPv4' | 'IPv6' | 'IPv4,IPv6' | 'IPv6,IPv4';
export const ZONES = ['zone-a', 'zone-b'] as const;
/** From here on NodePorts are given by number, and hostPorts with the same number may be. */
export const SHARED_NODE_PORT = 32_000;
export const NAMESPACES = ['shop', 'pay'] as const;
/** The label of every pod with an address of its node's range. */
export const EVERYONE = { tier: 'everyone' } as const;
export const APPS = ['red', 'green', 'blue'] as const;

/** What the parts of a scenario share while it is made. */
export interface Making {
  readonly random: Random;
  readonly families: Families;
  readonly nodes: readonly string[];
  /** Nodes in networks that have nothing in common. */
  readonly scattered: boolean;
  /** There are NetworkPolicies, and pods in two namespaces. */
  readonly policies: boolean;
  /** k3s, whose servicelb gives load balancers their addresses. */
  readonly k3s: boolean;
  readonly note: (feature: string) => void;
}

/** One for each family of the cluster, in their order. */
export function ofFamilies(families: Families, four: string, six: string): readonly string[] {
  return families.split(',').map((family) => (family === 'IPv4' ? four : six));
}

/** Of the node in that place, one per family. */
export function nodeAddresses({ families, scattered }: Pick<Making, 'families' | 'scattered'>, index: number) {
  return scattered
    ? ofFamilies(
        families,
        `${[10, 172, 192][index % 3]}.${16 + index}.7.${11 + index}`,
        `fd0${index}:192::${11 + index}`,
      )
    : ofFamilies(families, `192.168.10.${11 + index}`, `fd00:192::${11 + index}`);
}
