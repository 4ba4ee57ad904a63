import { expect, test } from 'vitest';
import { filteredElements, filterName, readFilter } from '../../../src/features/canvas/application/filter.ts';
import { routerOf } from './fixture.ts';
import { APPLICATIONS } from './lines/applications.ts';

const { cluster } = routerOf(APPLICATIONS['six together'] ?? []);
const NONE = new Set<string>();

test('a namespace leaves its pods and Services, a node its pods and the Services that lead to them', () => {
  const inBooks = filteredElements(cluster, { namespace: 'books' }, NONE);
  for (const { namespace, name } of cluster.pods) {
    expect(inBooks.has(`Pod/${namespace}/${name}`)).toBe(namespace !== 'books');
  }
  expect(inBooks).not.toContain('Node/node-1');
  const onNode = filteredElements(cluster, { node: 'node-1' }, NONE);
  expect(onNode).toContain('Node/node-2');
  for (const service of cluster.services) {
    const endpoints = service.endpoints(4);
    const leads = endpoints.some((endpoint) => endpoint.nodeName === 'node-1');
    if (endpoints.length > 0) expect(onNode.has(`Service/${service.namespace}/${service.name}`)).toBe(!leads);
  }
});

test('a kind leaves the pods of its workloads, a label those that have it, and what the walk touches stays', () => {
  const ofKind = filteredElements(cluster, { kind: 'StatefulSet' }, NONE);
  expect(cluster.pods.every((pod) => ofKind.has(`Pod/${pod.namespace}/${pod.name}`))).toBe(true);
  const [pod] = cluster.pods.filter(({ namespace }) => namespace === 'socks');
  if (pod === undefined) throw new Error('no pod');
  const labelled = filteredElements(cluster, { label: `app=${pod.labels['app']}` }, NONE);
  expect(labelled).not.toContain(`Pod/socks/${pod.name}`);
  expect(labelled.size).toBeGreaterThan(cluster.pods.length - 5);
  const touched = new Set([`Pod/socks/${pod.name}`]);
  expect(filteredElements(cluster, { namespace: 'books' }, touched)).not.toContain(`Pod/socks/${pod.name}`);
});

test('a filter is read back from the names it is kept under', () => {
  const names = [filterName('namespace', 'shop'), filterName('label', 'app=web'), 'system', 'show:colour=red'];
  expect(readFilter(names)).toEqual({ namespace: 'shop', label: 'app=web' });
});
