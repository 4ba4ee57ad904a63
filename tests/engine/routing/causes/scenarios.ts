import { BALANCER_SCENARIOS } from './balancer-scenarios.ts';
import { CLOUD_SCENARIOS } from './cloud-scenarios.ts';
import { ENDPOINTS_SCENARIOS } from './endpoints-scenarios.ts';
import { GKE_SCENARIOS } from './gke-scenarios.ts';
import { GATEWAY_SCENARIOS } from './gateway-scenarios.ts';
import { INGRESS_SCENARIOS } from './ingress-scenarios.ts';
import { LISTENING_SCENARIOS } from './listening-scenarios.ts';
import { MACHINE_SCENARIOS } from './machine-scenarios.ts';
import { NAME_SCENARIOS } from './name-scenarios.ts';
import { NGINX_SCENARIOS } from './nginx-scenarios.ts';
import { MESH_SCENARIOS } from './mesh-scenarios.ts';
import { OPENSHIFT_SCENARIOS } from './openshift-scenarios.ts';
import { POLICY_SCENARIOS } from './policy-scenarios.ts';
import { ROUTE_SCENARIOS } from './route-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { SERVICE_SCENARIOS } from './service-scenarios.ts';
import { TIME_SCENARIOS } from './time-scenarios.ts';

/** For every cause a cluster and a request that end with it: what causes.test.ts walks, and docs/causes.md shows. */
export const SCENARIOS: readonly Scenario[] = [
  ...SERVICE_SCENARIOS,
  ...ENDPOINTS_SCENARIOS,
  ...LISTENING_SCENARIOS,
  ...NAME_SCENARIOS,
  ...ROUTE_SCENARIOS,
  ...CLOUD_SCENARIOS,
  ...GKE_SCENARIOS,
  ...BALANCER_SCENARIOS,
  ...MACHINE_SCENARIOS,
  ...INGRESS_SCENARIOS,
  ...NGINX_SCENARIOS,
  ...GATEWAY_SCENARIOS,
  ...OPENSHIFT_SCENARIOS,
  ...MESH_SCENARIOS,
  ...POLICY_SCENARIOS,
  ...TIME_SCENARIOS,
];
