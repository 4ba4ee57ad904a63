import { describe, expect, test } from 'vitest';
import { nodeNamespace } from '../../../../src/engine/dataplane/build/build-network.ts';
import { expandSets } from '../../../../src/engine/dataplane/policy/plain-rules.ts';
import { formatRuleset } from '../../../../src/engine/linux/print/print.ts';
import type { ProxyMode } from '../../../../src/engine/kubernetes/model/basics.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { stepOrigin } from '../../../../src/engine/linux/model/trace.ts';
import { shopObjects, traced } from '../../routing/shop.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { hidesClient } from '../../../../src/engine/outcomes.ts';
import { saidCause } from '../../../support/said.ts';

const MODES: readonly ProxyMode[] = ['iptables', 'nftables', 'ipvs', 'ebpf'];
const policy = (name: string, spec: object): RawObject => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});
const onWeb = { podSelector: { matchLabels: { app: 'web' } } };
const client: RawObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'caller', namespace: 'shop', labels: { role: 'caller' } },
  spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'main' }] },
};
const fromCaller = { from: [{ podSelector: { matchLabels: { role: 'caller' } } }], ports: [{ port: 8080 }] };

const router = (more: readonly RawObject[], proxyMode: ProxyMode = 'iptables', service: object = {}) =>
  createRouter(buildCluster({ objects: shopObjects({ more, service: { ...service } }), overrides: { proxyMode } }));
const verdict = (
  objects: readonly RawObject[],
  from: Parameters<typeof traced>[1]['from'],
  to: string,
  mode?: ProxyMode,
) => traced(router(objects, mode), { from, to }).verdict;

describe.each(MODES)('in proxy mode %s', (mode) => {
  const allowed = policy('web', { ...onWeb, ingress: [fromCaller] });
  test('policies see the pod and its port behind a Service', () => {
    expect(verdict([client, allowed], { pod: 'shop/caller' }, 'http://web/', mode)).toBe('REACHABLE');
    expect(verdict([client, allowed], { pod: 'shop/client' }, 'http://web/', mode)).toBe('UNREACHABLE');
    const servicePort = policy('web', { ...onWeb, ingress: [{ ...fromCaller, ports: [{ port: 80 }] }] });
    expect(verdict([client, servicePort], { pod: 'shop/caller' }, 'http://web/', mode)).toBe('UNREACHABLE');
  });

  test('egress is judged after translation too', () => {
    const out = (port: number) =>
      policy('out', {
        podSelector: { matchLabels: { role: 'caller' } },
        policyTypes: ['Egress'],
        egress: [{ to: [onWeb], ports: [{ port }] }, { ports: [{ protocol: 'UDP', port: 53 }] }],
      });
    expect(verdict([client, out(8080)], { pod: 'shop/caller' }, 'http://web/', mode)).toBe('REACHABLE');
    expect(verdict([client, out(80)], { pod: 'shop/caller' }, 'http://web/', mode)).toBe('UNREACHABLE');
  });

  test('answers of a pod that may send nothing come through', () => {
    const silent = policy('silent', { ...onWeb, policyTypes: ['Egress'] });
    expect(verdict([client, silent], { pod: 'shop/caller' }, 'http://web/', mode)).toBe('REACHABLE');
  });

  test('a pod that may receive nothing is reached from its own node, and from no other', () => {
    const found = router([policy('deny', onWeb)], mode);
    const pods = found.cluster.pods.filter(({ labels }) => labels['app'] === 'web');
    expect(pods.length).toBeGreaterThan(0);
    for (const pod of pods) {
      for (const { name } of found.cluster.nodes) {
        const result = traced(found, { from: { node: name }, to: `tcp://${pod.ips[0]}:8080` });
        expect(result.verdict).toBe(name === pod.nodeName ? 'REACHABLE' : 'UNREACHABLE');
      }
    }
  });

  test('a pod reaches itself, by its address and through its Service', () => {
    const found = router([policy('deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] })], mode, {
      sessionAffinity: 'None',
    });
    const [pod] = found.cluster.pods.filter(({ labels }) => labels['app'] === 'web');
    expect(traced(found, { from: { pod: `shop/${pod?.name}` }, to: `tcp://${pod?.ips[0]}:8080` }).verdict).toBe(
      'REACHABLE',
    );
    const service = found.cluster.service('shop', 'web')?.clusterIPs[0];
    const outcomes = traced(found, { from: { pod: `shop/${pod?.name}` }, to: `tcp://${service}:80` }).outcomes;
    const own = outcomes.find(({ destination }) => destination?.name === pod?.name);
    expect(own?.disposition).toBe('ACCEPTED');
  });
});

test('egress is dropped on the node of the source, ingress on the node of the destination', () => {
  const drop = (spec: object) => {
    const { outcomes } = traced(router([client, policy('p', spec)]), {
      from: { pod: 'shop/caller' },
      to: 'tcp://web:80',
    });
    return outcomes.map(({ legs }) => legs.at(-1)?.request.end);
  };
  expect(
    new Set(
      drop({
        podSelector: { matchLabels: { role: 'caller' } },
        policyTypes: ['Egress'],
        egress: [{ ports: [{ protocol: 'UDP', port: 53 }] }],
      }),
    ),
  ).toEqual(new Set(['node/node-1']));
  const found = router([client, policy('deny', onWeb)]);
  const nodes = found.cluster.pods
    .filter(({ labels }) => labels['app'] === 'web')
    .map(({ nodeName }) => `node/${nodeName}`);
  expect(new Set(drop(onWeb))).toEqual(new Set(nodes));
});

test('the step that allows names policy and rule', () => {
  const rules = [{ from: [{ podSelector: { matchLabels: { role: 'nobody' } } }] }, fromCaller];
  const { outcomes } = traced(router([client, policy('web', { ...onWeb, ingress: rules })]), {
    from: { pod: 'shop/caller' },
    to: 'tcp://web:80',
  });
  const marks = outcomes[0]?.legs
    .at(-1)
    ?.request.hops.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.type === 'RULE' && step.action === 'MARK' ? [stepOrigin(step)] : [])),
    );
  expect(marks).toContainEqual({
    program: 'network-policy',
    subject: { kind: 'NetworkPolicy', namespace: 'shop', name: 'web' },
    path: ['spec', 'ingress', 1],
  });
});

test('a packet leaves the policies without their marks, so that nobody after them mistakes one', () => {
  const { outcomes } = traced(router([client, policy('web', { ...onWeb, ingress: [fromCaller] })]), {
    from: { pod: 'shop/caller' },
    to: 'tcp://web:80',
  });
  const last = outcomes[0]?.legs.at(-1)?.request.final.mark ?? 0;
  expect(last & 0x30000).toBe(0);
});

test('a Service without endpoints is refused as before, and the rules of kube-proxy stand after the policies', () => {
  const found = router([policy('web', { ...onWeb, ingress: [fromCaller] })]);
  const text = formatRuleset(found.network.namespace(nodeNamespace('node-1'))?.ruleset(4) ?? { tables: [] });
  const forward = text.split('\n').filter((line) => line.startsWith('-A FORWARD'));
  expect(forward[0]).toContain('-j NETPOL');
});

test('sets can be written as plain rules, which allow the same addresses', () => {
  const block = {
    from: [{ ipBlock: { cidr: '203.0.113.0/30', except: ['203.0.113.1/32'] } }, ...fromCaller.from],
    ports: [{ port: 'http' }, { port: 9, endPort: 11 }],
  };
  const named: RawObject = {
    ...client,
    metadata: { name: 'named', namespace: 'shop', labels: { app: 'web' } },
    spec: {
      nodeName: 'node-2',
      containers: [{ name: 'main', image: 'main', ports: [{ name: 'http', containerPort: 7000 }] }],
    },
  };
  const found = router([client, named, policy('web', { ...onWeb, ingress: [block] })]);
  const [caller, other] = ['caller', 'named'].map((name) => found.cluster.pod('shop', name)?.ips[0]);
  const ruleset = found.network.namespace(nodeNamespace('node-2'))?.ruleset(4) ?? { tables: [] };
  expect(formatRuleset(ruleset)).toMatch(/--match-set NETPOL-[A-Z2-7]{16} src /);
  const plain = formatRuleset(expandSets(ruleset));
  expect(plain).not.toContain('--match-set NETPOL');
  for (const source of ['203.0.113.0/32', '203.0.113.2/31', `${caller}/32`]) {
    expect(plain).toContain(`-s ${source} -p tcp -m tcp --dport 9:11`);
    expect(plain).toContain(`-s ${source} -d ${other}/32 -p tcp -m tcp --dport 7000`);
  }
  expect(plain).not.toContain('203.0.113.1/32');
});

test('policies of a CNI that does not enforce them are told with the outcome', () => {
  const objects = shopObjects({ more: [policy('deny', onWeb)] });
  const result = traced(createRouter(buildCluster({ objects, overrides: { cni: 'flannel' } })), {
    from: { pod: 'shop/client' },
    to: 'http://web/',
  });
  expect(result.verdict).toBe('REACHABLE');
  expect(result.assumptions.map(({ code }) => code)).toContain('POLICIES_NOT_ENFORCED');
});

test('an edit of a policy, and one of a Service beside policies, has its effect', () => {
  const request = { from: { pod: 'shop/client' }, to: 'tcp://web:80' } as const;
  const start = (objects: readonly RawObject[], before?: ReturnType<typeof createRouter>) =>
    before === undefined
      ? createRouter(buildCluster({ objects }))
      : createRouter(buildCluster({ objects, previous: before.cluster }), { previous: before.network });
  const deny = policy('web', onWeb);
  const first = start(shopObjects({ more: [deny] }));
  expect(traced(first, request).verdict).toBe('UNREACHABLE');
  const second = start(shopObjects({ more: [policy('web', { ...onWeb, ingress: [{}] })] }), first);
  expect(traced(second, request).verdict).toBe('REACHABLE');
  const third = start(shopObjects({ more: [deny] }), second);
  expect(traced(third, request).verdict).toBe('UNREACHABLE');
  const fourth = start(shopObjects({ more: [deny], service: { sessionAffinity: 'ClientIP' } }), third);
  expect(traced(fourth, request).verdict).toBe('UNREACHABLE');
  expect(traced(start(shopObjects({ service: { sessionAffinity: 'ClientIP' } }), fourth), request).verdict).toBe(
    'REACHABLE',
  );
});

test('behind a node port an ipBlock sees the client on the node it enters, and that node elsewhere', () => {
  const fromOutside = policy('web', { ...onWeb, ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] });
  const objects = shopObjects({
    more: [fromOutside],
    service: { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }] },
  });
  const found = createRouter(buildCluster({ objects }));
  const { outcomes } = traced(found, { from: { ip: '203.0.113.9', enters: 'node-1' }, to: 'tcp://192.168.0.11:30080' });
  expect(outcomes.length).toBeGreaterThan(0);
  for (const { legs, disposition, cause } of outcomes) {
    const local = legs.at(-1)?.request.hops.every(({ namespace }) => namespace !== 'node/node-2') === true;
    expect(disposition).toBe(local ? 'ACCEPTED' : 'DROPPED');
    if (!local) expect(saidCause(cause)).toContain('from node node-1 (192.168.0.11)');
    if (!local)
      expect(saidCause(cause)).toContain(
        'The client, 203.0.113.9, is hidden behind this address, as the packet was masqueraded on its way (externalTrafficPolicy Cluster does that).',
      );
  }
});

test('a node that asks a Service by its clusterIP is masqueraded and hidden behind nothing: the address is its own', () => {
  const ask = (more: readonly RawObject[]) => {
    const found = createRouter(buildCluster({ objects: shopObjects({ more }) }));
    const [clusterIP] = found.cluster.service('shop', 'web')?.clusterIPs ?? [];
    return traced(found, { from: { node: 'node-1' }, to: `http://${clusterIP}/` });
  };
  const denied = ask([policy('deny', onWeb)]).outcomes.filter(({ disposition }) => disposition === 'DROPPED');
  expect(denied.length).toBeGreaterThan(0);
  for (const { cause } of denied) {
    expect(saidCause(cause)).toContain('from node node-1 (192.168.0.11)');
    expect(saidCause(cause)).not.toContain('hidden');
  }
  // To a pod of its own it speaks from the bridge.
  const served = ask([]).outcomes.filter(({ masqueraded }) => masqueraded);
  const seen = served.map((outcome) => [outcome.final.sourceIP, hidesClient(outcome)]);
  expect(seen).toContainEqual(['192.168.0.11', false]);
  expect(seen).toContainEqual(['10.244.1.1', true]);
});
