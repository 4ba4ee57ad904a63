import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodeNamespace, podNamespace } from '../../../../src/engine/dataplane/build-network.ts';
import { buildCluster } from '../../../../src/engine/kubernetes/build-cluster.ts';
import { createRouter, type Router } from '../../../../src/engine/routing/router.ts';
import { createIp } from '../../../../src/engine/net/ip.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request.ts';
import {
  applyEdit,
  clusterDraft,
  type ClusterDraft,
  contentsOf,
  createObjects,
  edit,
  interventionsOf,
  overridesOf,
} from './edited-cluster.ts';

function inputOf(draft: ClusterDraft, objects: ReturnType<ReturnType<typeof createObjects>>) {
  return { objects, interventions: interventionsOf(draft), overrides: overridesOf(draft) };
}

/** Every host: interfaces, routes, sockets and rules. */
function hostsOf({ network, cluster }: Router): unknown {
  const ids = [
    ...cluster.nodes.map(({ name }) => nodeNamespace(name)),
    ...cluster.pods.map(({ namespace, name }) => podNamespace(namespace, name)),
  ];
  const addresses = [createIp('192.168.0.11'), ...cluster.pods.flatMap(({ ips }) => ips)] as const;
  return ids.map((id) => {
    const host = network.namespace(id);
    if (host === undefined) return [id];
    const { fib, neighbor, socket, permanentNeighbors, ipvs } = host;
    const [gateway] = addresses;
    const sockets = [8080, 9090, 9999, 9000, 30080].map((port) => socket('TCP', gateway, port));
    const links = [fib(4).routes(), host.interfaces(), host.sysctls, permanentNeighbors?.(), ipvs?.(4)];
    const ways = addresses.map((ip) => [fib(4).lookup(ip), neighbor('eth0', ip)]);
    const tables = host.ruleset(4).tables.map((table) => ({
      base: table.baseChains.map((chain) => [chain.name, chain.rules]),
      own: table.chainNames().map((chain) => [chain, table.chain(chain)?.rules]),
    }));
    return JSON.stringify([id, links, ways, sockets, tables]);
  });
}

function requestsOf({ cluster }: Router): readonly TraceRequest[] {
  const targets = [
    ...cluster.services.flatMap(({ namespace, name, ports }) =>
      namespace === 'shop' ? [{ to: `tcp://${name}.shop:${ports[0]?.port ?? 80}` }] : [],
    ),
    ...cluster.pods.flatMap(({ namespace, ips }) =>
      namespace === 'shop' && ips[0] !== undefined ? [{ to: `tcp://${ips[0]}:8080` }] : [],
    ),
    ...cluster.ingresses.map(({ namespace, name }) => ({ to: 'http://shop/', via: `ingress/${namespace}/${name}` })),
    { to: 'tcp://192.168.0.12:30080' },
  ];
  return targets.flatMap((target) => [
    { from: 'via' in target ? { internet: true } : { pod: 'shop/client' }, ...target },
    { from: { internet: true }, ...target },
  ]);
}

const resultsOf = (router: Router): readonly string[] =>
  requestsOf(router).map((request) => JSON.stringify(router.trace(request)));

/** What is asked of a cluster before it is edited. */
const QUESTIONS: Readonly<Record<string, (router: Router) => unknown>> = {
  nothing: () => undefined,
  walks: resultsOf,
  everything: (router) => [contentsOf(router.cluster), hostsOf(router)],
};
const question = fc.constantFrom(...Object.keys(QUESTIONS));

test('edits of pods and Services in their places give what a cluster built at once gives', () => {
  fc.assert(
    fc.property(clusterDraft, fc.array(fc.tuple(edit, question), { minLength: 1, maxLength: 5 }), (start, edits) => {
      const objects = createObjects();
      let draft = start;
      let router = createRouter(buildCluster(inputOf(draft, objects(draft))));
      for (const [changes, asked] of edits) {
        QUESTIONS[asked]?.(router);
        const [before, text] = [
          router,
          asked === 'everything' ? JSON.stringify(contentsOf(router.cluster)) : undefined,
        ];
        draft = applyEdit(draft, changes);
        const input = inputOf(draft, objects(draft));
        router = createRouter(buildCluster({ ...input, previous: router.cluster }), { previous: router.network });
        // Copies, so that nothing is remembered of the objects.
        const anew = createRouter(buildCluster(structuredClone(input)));
        expect(resultsOf(router)).toEqual(resultsOf(anew));
        expect(contentsOf(router.cluster)).toEqual(contentsOf(anew.cluster));
        expect(hostsOf(router)).toEqual(hostsOf(anew));
        if (text !== undefined) expect(JSON.stringify(contentsOf(before.cluster))).toBe(text);
      }
    }),
    { numRuns: 60 },
  );
});
