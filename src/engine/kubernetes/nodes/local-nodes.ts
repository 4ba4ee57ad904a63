import type { StoredObject } from '../cluster/object-store.ts';
import type { LocalNode, SettingsNode } from '../cluster/plan-store.ts';
import type { CloudName } from '../model/basics.ts';
import type { Environment } from '../model/machine.ts';
import type { RawObject } from '../model/object.ts';
import { entryOf, recordOf, textOf } from '../model/reader.ts';
import { settingsOfNode } from './nodes.ts';

/** By the scheme of a Node's spec.providerID. */
const CLOUDS: Readonly<Record<string, CloudName>> = { aws: 'eks', gce: 'gke', azure: 'aks' };

/** The cloud of a Node with this spec.providerID. */
export const cloudOf = (providerID: string | undefined): CloudName | undefined =>
  entryOf(CLOUDS, providerID?.split(':')[0] ?? '');

/** The names of nodes that tools give them. */
const NAMED: readonly (readonly [Environment, RegExp])[] = [
  ['docker-desktop', /^(docker-desktop$|desktop-(control-plane|worker))/],
  ['k3d', /^k3d-.+-(server|agent)-\d+$/],
];

/**
 * A Node on somebody's own machine; undefined: it does not look like one.
 * // kind v0.30 pkg/cluster/internal/create; minikube v1.37 pkg/minikube/node/start.go
 */
export function localNodeOf({ ref, labels, raw }: StoredObject): LocalNode | undefined {
  const isOfKind = textOf(recordOf(raw['spec'])['providerID'])?.startsWith('kind:') === true;
  const environment =
    NAMED.find(([, names]) => names.test(ref.name))?.[0] ??
    ('minikube.k8s.io/name' in labels ? 'minikube' : isOfKind ? 'kind' : undefined);
  if (environment === undefined) return undefined;
  const kernel = textOf(recordOf(recordOf(raw['status'])['nodeInfo'])['kernelVersion']) ?? '';
  return { environment, isInVM: /linuxkit|WSL2/.test(kernel) || (environment === 'minikube' && isBehindQemu(raw)) };
}

/** QEMU's built-in network gives every guest this address, which means nothing to its host. // minikube v1.37 pkg/drivers/qemu/qemu.go; QEMU net/slirp.c */
const isBehindQemu = (raw: RawObject): boolean => {
  const addresses = recordOf(raw['status'])['addresses'];
  return Array.isArray(addresses) && addresses.some((each) => recordOf(each)['address'] === '10.0.2.15');
};

/** What settings are told of a Node, with that. */
export function settingsWithPlace(node: StoredObject): SettingsNode {
  const local = localNodeOf(node);
  const settings = settingsOfNode(node);
  return local === undefined ? settings : { ...settings, local };
}
