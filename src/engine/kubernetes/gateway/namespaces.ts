import type { Cluster } from '../cluster.ts';
import { matchesLabels } from '../node-match.ts';
import type { Labels } from '../specs.ts';
import type { AllowedNamespaces, Selector, SelectorRequirement } from './gateway-specs.ts';

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
      const labels = cluster.namespaces.get(namespace) ?? { 'kubernetes.io/metadata.name': namespace };
      return selector !== undefined && selects(selector, labels);
    }
  }
}

function selects({ matchLabels, matchExpressions }: Selector, labels: Labels): boolean {
  return matchesLabels(matchLabels, labels) && matchExpressions.every((requirement) => meets(requirement, labels));
}

function meets({ key, operator, values }: SelectorRequirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}
