import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { APPS, EVERYONE, type Making, ofFamilies } from './making.ts';
import { createAnnounced } from './scenario-balancers.ts';
import { SHORT_MEMORY } from './scenario-service.ts';

/**
 * What chance alone makes too seldom: Services of many endpoints, of which one soon forgets its clients and one does not, and
 * pods for which an except, the name of a port or the pod's own node decides; load balancers whose addresses nodes announce. After
 * everything else, and with random numbers of their own.
 */
export function createExtras(making: Making): readonly RawObject[] {
  const { random, policies, note } = making;
  const forgets = random.chance(0.4);
  if (forgets) note('sessionAffinity ClientIP that is soon forgotten');
  const affinity = { sessionAffinity: 'ClientIP' };
  const soon = { ...affinity, sessionAffinityConfig: { clientIP: { timeoutSeconds: SHORT_MEMORY } } };
  return [
    createManyEndpoints(making, 'everyone', {}),
    ...(forgets ? [createManyEndpoints(making, 'soon', soon), createManyEndpoints(making, 'late', affinity)] : []),
    ...(policies ? createDeciding(making) : []),
    ...createAnnounced(making),
  ];
}

function createManyEndpoints({ random, families }: Making, name: string, more: object): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: {
      type: random.pick(['ClusterIP', 'NodePort']),
      selector: EVERYONE,
      publishNotReadyAddresses: true,
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
      ...(families.includes(',') ? { ipFamilyPolicy: 'RequireDualStack' } : {}),
      ...more,
    },
  };
}

const NAMESPACE = 'lock';
const HTTP = { ports: [{ port: 'http' }] };

/** A namespace in which each pod has one policy; the name of their port is not the same number everywhere. */
function createDeciding(making: Making): readonly RawObject[] {
  const { random, families, nodes, note } = making;
  const excepted = random.integer(1, nodes.length);
  const blocks = ofFamilies(families, '10.244.0.0/16', 'fd00:10:244::/56').map((cidr) => {
    const except = cidr.includes(':') ? `fd00:10:244:${excepted}::/64` : `10.244.${excepted}.0/24`;
    return { ipBlock: { cidr, except: [except] } };
  });
  const policies: readonly (readonly [string, object, readonly number[]])[] = [
    ['except', { ingress: [{ from: blocks }], egress: [{ to: blocks }] }, [8080]],
    ['name', { ingress: [HTTP], egress: [HTTP] }, [8080, 8081]],
    ['range', { ingress: [{ ports: [{ port: 8000, endPort: 8080 }] }] }, [8080, 8081]],
    ['nobody', { ingress: [] }, [8081]],
  ];
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE, labels: { team: 'b' } } },
    ...random.sample(policies, 3).flatMap(([name, rules, numbers]) => {
      note(`policy that decides by ${name}`);
      return [
        {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'NetworkPolicy',
          metadata: { name, namespace: NAMESPACE },
          spec: {
            podSelector: { matchLabels: { role: name } },
            policyTypes: Object.keys(rules).map((side) => (side === 'ingress' ? 'Ingress' : 'Egress')),
            ...rules,
          },
        },
        ...numbers.map((number) => createPod(making, name, number)),
      ];
    }),
  ];
}

function createPod({ random, nodes }: Making, role: string, number: number): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${role}-${number}`, namespace: NAMESPACE, labels: { app: random.pick(APPS), role } },
    spec: {
      nodeName: random.pick(nodes),
      containers: [{ name: 'web', image: 'web', ports: [{ name: 'http', containerPort: number, protocol: 'TCP' }] }],
    },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  };
}
