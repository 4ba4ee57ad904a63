import type { Environment } from '../../../engine/objects.ts';

/** What runs clusters on somebody's own machine, as its makers call it. */
export const ENVIRONMENTS: Readonly<Record<Environment, string>> = {
  kind: 'kind',
  minikube: 'minikube',
  k3d: 'k3d',
  'docker-desktop': 'Docker Desktop',
};

/** Whose configuration maps ports of the machine, with the field; undefined: it has none. */
export const MAPPINGS: Readonly<Record<Environment, string | undefined>> = {
  kind: 'extraPortMappings of the kind configuration',
  k3d: 'ports of the k3d configuration',
  minikube: undefined,
  'docker-desktop': undefined,
};
