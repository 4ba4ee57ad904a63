import { expect, test } from 'vitest';
import { parseSource } from '../../src/engine/requests.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { LATER_WORDS } from '../../src/narration/en/page/later-words.ts';
import { sourceSuggestions, targetSuggestions } from '../../src/simulation/views/request-suggestions.ts';
import { APPLICATIONS, manifest } from '../applications.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

type Cluster = ReturnType<typeof buildCluster>;

for (const { file, objects, services } of APPLICATIONS) {
  const read = parseManifests([{ name: file, text: manifest(file) }]);
  const cluster = buildCluster({ objects: read.objects });
  const router = createRouter(cluster);

  test(`${file}: its objects are read`, () => {
    expect(read.objects).toHaveLength(objects);
    expect(read.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const requests = services.flatMap((each) => each.requests.map((request) => [each.service, ...request] as const));
  test.each(requests)(`${file}: %s answers %s at %s from a pod, on every way`, (name, from, to) => {
    const source = sourceOf(cluster, from);
    const traced = router.trace({
      from: parseSource(source) ?? { internet: true },
      to: targetOf(cluster, source, to),
    });
    if (!traced.ok) throw new Error(traced.error.code);
    const { verdict, outcomes } = traced.value;
    expect(verdict).toBe('REACHABLE');
    const service = cluster.services.find((each) => each.name === name);
    const behind = service?.endpoints(4).map(({ pod }) => pod?.name) ?? [];
    for (const { destination, legs } of outcomes) {
      expect(destination?.kind).toBe('Pod');
      expect(behind).toContain(destination?.name);
      for (const { request, reply } of legs) {
        expect(reply?.hops[0]?.namespace).toBe(request.hops.at(-1)?.namespace);
        expect(reply?.hops.at(-1)?.namespace).toBe(request.hops[0]?.namespace);
      }
    }
  });
}

/** "a pod of web": the first of that name which is offered. */
function sourceOf(cluster: Cluster, from: string): string {
  const name = /^a pod of (.+)$/.exec(from)?.[1];
  if (name === undefined) return from;
  const offered = sourceSuggestions(cluster, LATER_WORDS.suggestions).find(({ value }) => value.includes(`/${name}-`));
  if (offered === undefined) throw new Error(`${from} is not offered`);
  return offered.value;
}

/** "the node port of web": the address which is offered to that source. */
function targetOf(cluster: Cluster, source: string, to: string): string {
  const [, kind, name] = /^the (node port|load balancer) of (.+)$/.exec(to) ?? [];
  if (kind === undefined || name === undefined) return to;
  const detail = kind === 'node port' ? 'nodePort' : 'loadBalancer';
  const offered = targetSuggestions(cluster, source).find(
    (each) => each.element.endsWith(`/${name}`) && each.detail.endsWith(detail),
  );
  if (offered === undefined) throw new Error(`${to} is not offered`);
  return offered.value;
}
