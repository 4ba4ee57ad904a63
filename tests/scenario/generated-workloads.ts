import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { POD_SAMPLES } from './annotation-samples.ts';
import type { Dice } from './dice.ts';

export const NAMESPACES = ['shop', 'back'] as const;
const APPS = ['web', 'cart', 'db'] as const;
export const appOf = (dice: Dice): string => dice.pick(APPS);

/** What a link leaves out: it must not show. */
export function noise(dice: Dice): object {
  return dice.maybe(4, () => ({
    annotations: { note: 'a note', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
  }));
}

export function objectOf(kind: string, name: string, rest: object, apiVersion = 'v1'): RawObject {
  return { apiVersion, kind, metadata: { name }, ...rest } as RawObject;
}

export function nodesOf(dice: Dice): readonly RawObject[] {
  const dual = dice.chance(2);
  const cloud = dice.pick([undefined, undefined, undefined, 'aws:///eu-1a/i-1', 'gce://p/z/n']);
  return [1, 2].map((n) =>
    objectOf('Node', `node-${n}`, {
      metadata: {
        name: `node-${n}`,
        ...noise(dice),
        labels: {
          'topology.kubernetes.io/zone': n === 1 ? 'a' : 'b',
          ...dice.maybe(2, () => ({ 'node.kubernetes.io/instance-type': 'm5.large' })),
        },
      },
      spec: {
        ...dice.maybe(8, () => ({
          podCIDR: `10.244.${n}.0/24`,
          podCIDRs: [`10.244.${n}.0/24`, ...(dual ? [`fd00:10:244:${n}::/64`] : [])],
        })),
        ...dice.maybe(1, () => ({ unschedulable: dice.chance(5) })),
        ...dice.maybe(2, () => ({
          taints: [{ key: 'dedicated', value: 'x', effect: dice.pick(['NoSchedule', 'NoExecute']) }],
        })),
        ...(cloud !== undefined && { providerID: cloud }),
      },
      status: {
        ...dice.maybe(8, () => ({
          addresses: [
            { type: 'InternalIP', address: `192.168.0.1${n}` },
            ...(dual ? [{ type: 'InternalIP', address: `fd00:192::1${n}` }] : []),
            { type: 'Hostname', address: `node-${n}` },
          ],
        })),
        ...dice.maybe(5, () => ({
          conditions: [{ type: 'Ready', status: dice.pick(['True', 'True', 'False', 'Unknown']) }],
        })),
        nodeInfo: { kernelVersion: '6.8' },
      },
    }),
  );
}

function container(dice: Dice, name: string): object {
  return {
    name,
    image: dice.pick([name, `registry.example/${name}:1`]),
    ...dice.maybe(8, () => ({
      ports: [
        {
          containerPort: dice.pick([8080, 80, 53]),
          ...dice.maybe(5, () => ({ name: 'http' })),
          ...dice.maybe(4, () => ({ protocol: dice.pick(['TCP', 'UDP']) })),
          ...dice.maybe(1, () => ({ hostPort: 8080 })),
        },
      ],
    })),
    ...dice.maybe(1, () => ({
      securityContext: { runAsNonRoot: true, capabilities: { drop: ['ALL'] }, privileged: false },
    })),
    ...dice.maybe(3, () => ({ env: [{ name: 'TOKEN', value: dice.pick(['a', 'b']) }] })),
    ...dice.maybe(2, () => ({
      resources: { limits: { cpu: '1' } },
      args: dice.pick([['--verbose'], ['--port=9090'], ['sh', '-c', 'serve --listen :8080']]),
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
    })),
    ...dice.maybe(3, () => ({
      readinessProbe: {
        httpGet: { path: '/', port: 8080 },
        periodSeconds: dice.pick([1, 5]),
        ...dice.maybe(3, () => ({ initialDelaySeconds: 4, failureThreshold: 1 })),
      },
    })),
    ...dice.maybe(3, () => ({
      lifecycle: {
        preStop: dice.pick<object>([
          { sleep: { seconds: 5 } },
          { exec: { command: ['sh', '-c', 'date; sleep 7'] } },
          { exec: { command: ['true'] } },
        ]),
      },
    })),
    ...dice.maybe(2, () => ({ imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log' })),
  };
}

function podSpec(dice: Dice): object {
  return {
    containers: [container(dice, 'main'), ...(dice.chance(2) ? [container(dice, 'side')] : [])],
    ...dice.maybe(1, () => ({
      initContainers: [{ ...container(dice, 'init'), ...dice.maybe(5, () => ({ restartPolicy: 'Always' })) }],
    })),
    ...dice.maybe(1, () => ({ hostNetwork: dice.chance(5) })),
    ...dice.maybe(1, () => ({ nodeSelector: { 'topology.kubernetes.io/zone': dice.pick(['a', 'c']) } })),
    ...dice.maybe(2, () => ({ tolerations: [{ key: 'dedicated', operator: 'Exists' }] })),
    ...dice.maybe(1, () => ({
      tolerations: [
        { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 20 },
      ],
    })),
    ...dice.maybe(1, () => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['b'] }] },
            ],
          },
        },
      },
    })),
    ...dice.maybe(2, () => ({ dnsPolicy: dice.pick(['ClusterFirst', 'Default', 'None', 'ClusterFirstWithHostNet']) })),
    ...dice.maybe(2, () => ({
      dnsConfig: {
        nameservers: ['10.96.0.10'],
        searches: ['back.svc.cluster.local'],
        options: [{ name: 'ndots', value: '1' }],
      },
    })),
    ...dice.maybe(2, () => ({ hostAliases: [{ ip: '10.96.0.50', hostnames: ['alias'] }] })),
    ...dice.maybe(2, () => ({ hostname: 'named', subdomain: 'web' })),
    ...dice.maybe(3, () => ({ terminationGracePeriodSeconds: dice.pick([1, 30, 60]) })),
    ...dice.maybe(3, () => ({
      volumes: [{ name: 'v', emptyDir: {} }],
      serviceAccountName: 'robot',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
    })),
  };
}

function template(dice: Dice, app: string): object {
  return {
    metadata: {
      labels: { app, ...dice.maybe(3, () => ({ tier: 'front' })) },
      ...dice.maybe(2, () => ({ annotations: { checksum: dice.pick(['1', '2']) } })),
      ...dice.maybe(3, () => ({ annotations: Object.fromEntries([dice.pick(POD_SAMPLES)]) })),
      ...dice.maybe(1, () => ({ creationTimestamp: null })),
    },
    spec: podSpec(dice),
  };
}

const KINDS = [
  'Deployment',
  'Deployment',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
] as const;

export function workloadsOf(dice: Dice): readonly RawObject[] {
  return APPS.slice(0, 1 + dice.upTo(1)).map((app) => {
    const kind = dice.pick(KINDS);
    const job = {
      parallelism: 1 + dice.upTo(1),
      ...dice.maybe(3, () => ({ completions: 1 })),
      template: template(dice, app),
    };
    const spec = {
      ...(kind !== 'DaemonSet' && { replicas: dice.upTo(2) }),
      selector: kind === 'ReplicationController' ? { app } : { matchLabels: { app: dice.chance(9) ? app : 'other' } },
      template: template(dice, app),
      ...(kind === 'StatefulSet' && {
        serviceName: app,
        ...dice.maybe(2, () => ({ ordinals: { start: 3 } })),
        ...dice.maybe(2, () => ({ podManagementPolicy: 'Parallel' })),
      }),
      ...(kind === 'Deployment' && {
        ...dice.maybe(4, () => ({
          strategy: dice.pick<object>([
            { type: 'Recreate' },
            { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          ]),
        })),
        ...dice.maybe(2, () => ({ minReadySeconds: 3 })),
        ...dice.maybe(2, () => ({ revisionHistoryLimit: 10, progressDeadlineSeconds: 600 })),
      }),
    };
    const group = kind === 'ReplicationController' ? 'v1' : kind.endsWith('Job') ? 'batch/v1' : 'apps/v1';
    return objectOf(
      kind,
      app,
      {
        metadata: {
          name: app,
          namespace: 'shop',
          ...noise(dice),
          ...dice.maybe(2, () => ({ uid: '1', generation: 2 })),
        },
        spec: kind === 'Job' ? job : kind === 'CronJob' ? { schedule: '* * * * *', jobTemplate: { spec: job } } : spec,
        ...dice.maybe(1, () => ({ status: { conditions: [{ type: 'Complete', status: 'True' }], replicas: 1 } })),
      },
      group,
    );
  });
}

export function podsOf(dice: Dice): readonly RawObject[] {
  const bare = Array.from({ length: dice.upTo(1) }, (_, index) => {
    const node = 1 + dice.upTo(1);
    return objectOf('Pod', `bare-${index}`, {
      metadata: {
        name: `bare-${index}`,
        namespace: dice.pick(NAMESPACES),
        labels: { app: appOf(dice) },
        ...noise(dice),
        ...dice.maybe(1, () => ({ deletionTimestamp: '2025-01-01T00:00:00Z' })),
        ...dice.maybe(2, () => ({
          ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d', uid: '2', controller: true }],
        })),
      },
      spec: { ...podSpec(dice), ...dice.maybe(7, () => ({ nodeName: `node-${node}` })) },
      ...dice.maybe(6, () => ({
        status: {
          phase: dice.pick(['Running', 'Running', 'Running', 'Pending', 'Succeeded', 'Failed']),
          ...dice.maybe(6, () => ({
            podIP: `10.244.${node}.${20 + index}`,
            podIPs: [{ ip: `10.244.${node}.${20 + index}` }],
          })),
          ...dice.maybe(3, () => ({ hostIP: `192.168.0.1${node}` })),
          ...dice.maybe(5, () => ({
            conditions: [
              { type: 'Ready', status: dice.pick(['True', 'False']), message: 'm' },
              { type: 'PodScheduled', status: dice.pick(['True', 'True', 'False']), message: 'no room' },
            ],
          })),
          ...dice.maybe(3, () => ({
            containerStatuses: [
              {
                name: 'main',
                state: dice.pick<object>([
                  { running: {} },
                  { waiting: { reason: 'CrashLoopBackOff', message: 'm' } },
                  { terminated: {} },
                ]),
              },
            ],
          })),
        },
      })),
    });
  });
  const client = objectOf('Pod', 'client', {
    metadata: { name: 'client', namespace: 'shop', labels: { app: 'client' } },
    spec: { ...podSpec(dice), hostNetwork: false, nodeName: 'node-1', nodeSelector: {}, affinity: {} },
  });
  return [...bare, client];
}
