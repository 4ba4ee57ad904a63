import { INSPECTOR } from '../../../src/narration/en/page/later/inspector.ts';
import { describe, expect, it } from 'vitest';
import { editTarget, findingsAbout, inspect, titleOf } from '../../../src/features/inspector/object/inspected.ts';
import { requestFor, sourceFor } from '../../../src/features/inspector/object/request-here.ts';
import { tabsFor } from '../../../src/features/inspector/tabs/tab-list.ts';
import { setTemplateLabels, templateLabels } from '../../../src/features/inspector/forms/template.ts';
import { kindNodes, LINUXKIT, shopOn } from '../../engine/routing/machine/local-cluster.ts';
import { buildCluster } from '../../whole-engine.ts';
import { createBoard, OBJECTS } from '../fixture-board.ts';

const cluster = createBoard();
const made = cluster.pods.find(({ workload }) => workload.kind === 'Deployment');
if (made === undefined) throw new Error('no pod');
const madeId = `Pod/${made.namespace}/${made.name}`;

describe('inspect', () => {
  it('finds what an id names', () => {
    expect(titleOf(inspect(cluster, 'Service/shop/web'), INSPECTOR)).toBe('Service shop/web');
    expect(titleOf(inspect(cluster, 'Node/node-1'), INSPECTOR)).toBe('Node node-1');
    expect(inspect(cluster, 'internet').kind).toBe('Internet');
    expect(inspect(cluster, 'Deployment/shop/web').kind).toBe('Object');
    expect(inspect(cluster, 'Pod/shop/nosuch').kind).toBe('Gone');
  });

  it('takes what is outside of a cluster on one’s own machine for the machine', () => {
    const local = buildCluster({ objects: shopOn(kindNodes()) });
    expect(inspect(local, 'internet').kind).toBe('Machine');
    expect(sourceFor(inspect(local, 'internet'))).toBe('internet');
    expect(titleOf(inspect(local, 'router'), INSPECTOR)).toBe('Bridge');
    const inVM = buildCluster({ objects: shopOn(kindNodes(LINUXKIT)) });
    expect(titleOf(inspect(inVM, 'router'), INSPECTOR)).toBe('VM');
  });

  it('gives a node what one would read on it', () => {
    const tabs = tabsFor(inspect(cluster, 'Node/node-1'), INSPECTOR).map(({ id }) => id);
    expect(tabs).toEqual(['fields', 'yaml', 'ip addr', 'ip route', 'iptables-save']);
    expect(tabsFor(inspect(cluster, 'internet'), INSPECTOR)).toHaveLength(1);
  });
});

describe('editTarget', () => {
  it('is the object itself when somebody wrote it', () => {
    expect(editTarget(cluster, inspect(cluster, 'Pod/shop/client'))).toMatchObject({
      prefix: [],
      ref: { kind: 'Pod' },
    });
  });

  it('is the template of the workload that makes a pod', () => {
    const target = editTarget(cluster, inspect(cluster, madeId));
    expect(target?.ref).toMatchObject({ kind: 'Deployment', name: 'web' });
    expect(target?.prefix).toEqual(['spec', 'template']);
  });

  it('is nothing for what was made up', () => {
    const assumed = cluster.services.find((service) => service.assumed !== undefined);
    expect(assumed).toBeDefined();
    const id = `Service/${assumed?.namespace}/${assumed?.name}`;
    expect(editTarget(cluster, inspect(cluster, id))).toBeUndefined();
  });
});

describe('setTemplateLabels', () => {
  const deployment = OBJECTS.find(({ kind }) => kind === 'Deployment');
  if (deployment === undefined) throw new Error('no deployment');
  const prefix = ['spec', 'template'];

  it('takes the selector along, so that the object stays valid', () => {
    const changed = setTemplateLabels(deployment, prefix, { app: 'shop', tier: 'back' });
    expect(templateLabels(changed, prefix)).toEqual({ app: 'shop', tier: 'back' });
    expect(changed).toMatchObject({ spec: { selector: { matchLabels: { app: 'shop' } } } });
    expect(templateLabels(deployment, prefix)).toEqual({ app: 'web', tier: 'front' });
  });

  it('breaks the Service that selects the old label', () => {
    const changed = setTemplateLabels(deployment, prefix, { app: 'shop' });
    const board = createBoard(OBJECTS.map((object) => (object === deployment ? changed : object)));
    expect(board.service('shop', 'web')?.endpoints(4)).toEqual([]);
    expect(findingsAbout(board, inspect(board, 'Service/shop/web'))).not.toEqual([]);
  });
});

describe('requests from and to the inspected object', () => {
  it('starts at pods, nodes and the internet', () => {
    expect(sourceFor(inspect(cluster, madeId))).toBe(`pod/${made.namespace}/${made.name}`);
    expect(sourceFor(inspect(cluster, 'Node/node-1'))).toBe('node/node-1');
    expect(sourceFor(inspect(cluster, 'Service/shop/web'))).toBeUndefined();
  });

  it('goes there from where the bar says, else from outside', () => {
    expect(requestFor(cluster, 'Service/shop/web', 'pod/shop/client')?.to).toBe('http://web.shop');
    expect(requestFor(cluster, 'Service/shop/web', '')?.from).toEqual({ internet: true });
    expect(requestFor(cluster, 'Ingress/shop/shop', 'pod/shop/client')?.from).toEqual({ internet: true });
    expect(requestFor(cluster, 'Node/node-1', 'internet')).toBeUndefined();
  });
});
