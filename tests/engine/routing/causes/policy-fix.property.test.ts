import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster, ClusterPod } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { decide, decideDirection } from '../../../../src/engine/kubernetes/network-policy/decide.ts';
import type { Direction } from '../../../../src/engine/kubernetes/network-policy/policy.ts';
import { policiesOf } from '../../../../src/engine/kubernetes/network-policy/policy-set.ts';
import { applyFix } from '../../../../src/engine/routing/causes/apply-fix.ts';
import type { Fix } from '../../../../src/engine/routing/outcome/fix.ts';
import { explainPolicyDrop } from '../../../../src/engine/routing/reach/denials/explain-policy.ts';
import { clusterOf, PORTS, world } from '../reach/policy-world.ts';
import '../../../property-seed.ts';

interface Asked {
  readonly source: ClusterPod;
  readonly destination: ClusterPod;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

const partyOf = (pod: ClusterPod) => ({ pod, ...(pod.ips[0] !== undefined && { ip: pod.ips[0] }) });
const connectionOf = ({ source, destination, protocol, port }: Asked) => ({
  protocol,
  port,
  source: partyOf(source),
  destination: partyOf(destination),
});

/** All that pods may ask each other, by name. */
function askedIn({ pods }: Cluster): ReadonlyMap<string, Asked> {
  const found = new Map<string, Asked>();
  for (const source of pods)
    for (const destination of pods)
      for (const protocol of ['TCP', 'UDP'] as const)
        for (const port of PORTS) {
          if (source === destination) continue;
          found.set(`${source.name} ${destination.name} ${protocol} ${port}`, { source, destination, protocol, port });
        }
  return found;
}

const isAllowed = (cluster: Cluster, asked: Asked): boolean =>
  decide(policiesOf(cluster), connectionOf(asked), cluster).allowed;

/** What is offered for a connection that policies stop in a direction; undefined: they do not, or nothing is. */
function fixOf(cluster: Cluster, asked: Asked, direction: Direction): Fix | undefined {
  const { source, destination, protocol, port } = asked;
  const [sourceIP, destinationIP] = [source.ips[0], destination.ips[0]];
  if (sourceIP === undefined || destinationIP === undefined) return undefined;
  if (decideDirection(policiesOf(cluster), connectionOf(asked), direction, cluster).allowed) return undefined;
  const packet = { protocol, sourceIP, sourcePort: 40_000, destinationIP, destinationPort: port, ttl: 64, mark: 0 };
  const origin = { program: 'network-policy', path: ['spec', direction] };
  return explainPolicyDrop(cluster, { origin, packet })?.fix;
}

/** Whose selectors are what the pods of a fix are told by: of such pods policies may select some alone. */
const SERVICES: readonly RawObject[] = ['red', 'green', 'blue'].flatMap((namespace) =>
  ['a', 'b'].map((app) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: app, namespace },
    spec: { selector: { app }, ports: [{ port: 80 }] },
  })),
);

/** The first of which something comes. */
function firstOf<T, R>(list: readonly T[], find: (each: T) => R | undefined): readonly [T, R] | undefined {
  for (const each of list) {
    const found = find(each);
    if (found !== undefined) return [each, found];
  }
  return undefined;
}

test('what a fix of policies brings takes nothing from anybody, and lets what it is for', () => {
  const codes = new Set<string>();
  fc.assert(
    fc.property(world, fc.nat(), (drawn: readonly RawObject[], pick) => {
      const objects = [...drawn, ...SERVICES];
      const cluster = clusterOf(objects);
      const before = askedIn(cluster);
      const ways = [...before].flatMap(([name, asked]) =>
        (['ingress', 'egress'] as const).map((direction) => ({ name, asked, direction })),
      );
      const turned = ways.map((_, index) => ways[(index + pick) % ways.length]).filter((way) => way !== undefined);
      const found = firstOf(turned, ({ asked, direction }) => fixOf(cluster, asked, direction));
      if (found === undefined) return;
      const [{ name, direction }, fix] = found;
      codes.add(fix.code);
      const mended = clusterOf(applyFix(objects, fix));
      const after = askedIn(mended);
      const lost = [...before].filter(([each, asked]) => {
        const now = after.get(each);
        return isAllowed(cluster, asked) && (now === undefined || !isAllowed(mended, now));
      });
      expect(lost.map(([each]) => each)).toEqual([]);
      const meant = after.get(name);
      expect(
        meant && decideDirection(policiesOf(mended), connectionOf(meant), direction, mended).allowed,
        `${name} ${direction} ${JSON.stringify(fix)}`,
      ).toBe(true);
    }),
    { numRuns: 100 },
  );
  expect([...codes]).toContain('CREATE_POLICY');
}, 60_000);
