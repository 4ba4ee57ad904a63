import { type GroupField, value } from './field.ts';
import { AWS_LOAD_BALANCER, AZURE_NO_FLOATING_IP, PROXY_PROTOCOL } from './service-annotations.ts';
import { TOPOLOGY_MODES } from './topology-modes.ts';

const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, value]));
export const SERVICE_ANNOTATIONS: GroupField['fields'] = named([
  ...PROXY_PROTOCOL,
  ...['type', 'nlb-target-type'].map((name) => AWS_LOAD_BALANCER + name),
  AZURE_NO_FLOATING_IP,
  ...TOPOLOGY_MODES,
]);
