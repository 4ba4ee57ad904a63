import { NAME_OF_NAMESPACE } from '../model/name-labels.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { matchesSelector } from '../matching/label-selector.ts';
import type { AllowedNamespaces } from './read/gateway-specs.ts';

/** True when objects of `namespace` may attach to something in namespace `home`. */
export function allowsNamespace(
  cluster: Cluster,
  { from, selector }: AllowedNamespaces,
  home: string,
  namespace: string,
): boolean {
  switch (from) {
    case 'All':
      return true;
    case 'Same':
      return namespace === home;
    case 'None':
      return false;
    case 'Selector': {
      const labels = cluster.namespaces.get(namespace) ?? { [NAME_OF_NAMESPACE]: namespace };
      return selector !== undefined && matchesSelector(selector, labels);
    }
  }
}
