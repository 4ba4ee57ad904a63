import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/objects.ts';
import { joinDocuments, readDocuments } from '../../src/manifests/board-text.ts';
import { parseObject } from '../../src/manifests/edit.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../../src/scenario/document/document.ts';
import { applyBoardText, applyText } from '../../src/simulation/texts/apply-text.ts';
import { refOf } from '../../src/simulation/object-refs.ts';
import { textOfObject } from '../../src/simulation/views/object-text.ts';

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', namespace: 'shop', uid: '1', creationTimestamp: '2026-01-02T03:04:05Z' },
  spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
  status: { loadBalancer: { ingress: [{ ip: '198.51.100.80' }] } },
} as RawObject;
const POD: RawObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'lone', namespace: 'shop' },
  spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'web' }] },
  status: { podIP: '10.244.0.9' },
};
const NODE: RawObject = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'node-1' },
  status: { addresses: [{ type: 'InternalIP', address: '10.0.0.1' }], allocatable: { pods: '5' } },
};
const DEPLOYMENT: RawObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'web' }] } },
  },
  status: { readyReplicas: 1 },
};
const BOARD: ScenarioDocument = { ...EMPTY_DOCUMENT, objects: [NODE, SERVICE, POD, DEPLOYMENT] };

/** Both ways to write it: the text of one object, and that of the whole board. */
const WAYS = {
  'the text of the object': (object: RawObject, change: (text: string) => string): ScenarioDocument => {
    const text = change(textOfObject(BOARD, object));
    const parsed = parseObject(text);
    if (!parsed.ok) throw new Error('unreadable');
    return applyText(BOARD, refOf(object, 'default'), { object: parsed.object, text });
  },
  'the text of the board': (object: RawObject, change: (text: string) => string): ScenarioDocument => {
    const shown = BOARD.objects.map((each) => ({ object: each, text: textOfObject(BOARD, each) }));
    const changed = shown.map((each) => (each.object === object ? { ...each, text: change(each.text) } : each));
    const read = readDocuments(joinDocuments(changed), shown);
    expect(read.ok).toBe(true);
    return applyBoardText(BOARD, shown, read.objects);
  },
};

describe.each(Object.entries(WAYS))('by %s', (_way, write) => {
  const written = (object: RawObject, change: (text: string) => string): RawObject | undefined =>
    write(object, change).objects.find(({ kind }) => kind === object.kind);

  test('what an API server has given stays: the address of a load balancer, the time something was made', () => {
    const after = written(SERVICE, (text) => text.replace('port: 80', 'port: 81'));
    expect(after).toMatchObject({ ...SERVICE, spec: { type: 'LoadBalancer', ports: [{ port: 81 }] } });
  });

  test('what was given for something else is given anew', () => {
    const service = written(SERVICE, (text) => text.replace('type: LoadBalancer', 'type: ClusterIP'));
    expect(service).not.toHaveProperty('status');
    expect(written(POD, (text) => text.replace('node-1', 'node-2'))).not.toHaveProperty('status');
    expect(written(POD, (text) => text.replace('image: web', 'image: front'))).toHaveProperty('status', POD.status);
    expect(written(DEPLOYMENT, (text) => text.replace('replicas: 2', 'replicas: 3'))).not.toHaveProperty('status');
  });

  test('of a node’s status the addresses are as written, and the rest stays', () => {
    const after = written(NODE, (text) => text.replace('10.0.0.1', '10.0.0.2'));
    expect(after).toHaveProperty('status', {
      addresses: [{ type: 'InternalIP', address: '10.0.0.2' }],
      allocatable: { pods: '5' },
    });
  });

  test('what has another name is something else', () => {
    const after = write(SERVICE, (text) => text.replace('name: web', 'name: front'));
    const services = after.objects.filter(({ kind }) => kind === 'Service');
    expect(services).toHaveLength(1);
    expect(services[0]).not.toHaveProperty('status');
  });
});
