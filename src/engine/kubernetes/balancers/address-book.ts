import type { Ip } from '../../net/ip.ts';
import type { NamespacedName } from '../model/assumption.ts';
import type { PendingDetails } from '../model/balancing.ts';
import type { TransportProtocol } from '../model/basics.ts';

/** Who wants an address, and with whom it may share it. */
export interface Tenant {
  readonly service: NamespacedName;
  readonly ports: readonly { readonly protocol: TransportProtocol; readonly port: number }[];
  /** "": with nobody. */
  readonly sharing: string;
  /** Those who share send to the same pods, or may send to any. */
  readonly backends: string;
  /** Only with Services of these; undefined: of any. */
  readonly namespaces?: readonly string[] | undefined;
}

export type Clash = Pick<PendingDetails['ADDRESS_TAKEN'], 'holder' | 'clash'>;

/** The addresses that are in use, and by whom. */
export interface AddressBook {
  /** Why the address cannot be the tenant's; undefined: it can. */
  readonly clash: (ip: Ip, tenant: Tenant) => Clash | undefined;
  readonly take: (ip: Ip, tenant: Tenant) => void;
}

export function createAddressBook(): AddressBook {
  const tenants = new Map<Ip, Tenant[]>();
  return {
    clash: (ip, tenant) => {
      for (const other of tenants.get(ip) ?? []) {
        const clash = clashOf(other, tenant);
        if (clash !== undefined) return { holder: other.service, clash };
      }
      return undefined;
    },
    take: (ip, tenant) => {
      const known = tenants.get(ip);
      if (known === undefined) tenants.set(ip, [tenant]);
      else known.push(tenant);
    },
  };
}

const isIn = ({ service }: Tenant, { namespaces }: Tenant): boolean =>
  namespaces === undefined || namespaces.includes(service.namespace);

/** // MetalLB v0.15 internal/allocator/allocator.go sharingOK, checkSharing */
function clashOf(other: Tenant, tenant: Tenant): Clash['clash'] | undefined {
  if (other.sharing === '' || tenant.sharing === '') return { is: 'NOT_SHARED' };
  if (other.sharing !== tenant.sharing) return { is: 'OTHER_KEY' };
  if (!isIn(other, tenant) || !isIn(tenant, other)) return { is: 'OTHER_NAMESPACE' };
  if (other.backends !== tenant.backends) return { is: 'OTHER_BACKENDS' };
  const port = tenant.ports.find((each) =>
    other.ports.some(({ protocol, port: own }) => protocol === each.protocol && own === each.port),
  );
  return port === undefined ? undefined : { is: 'PORT', protocol: port.protocol, port: port.port };
}
