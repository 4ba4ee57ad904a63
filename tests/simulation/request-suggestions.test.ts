import { describe, expect, it } from 'vitest';
import { parseSource } from '../../src/engine/requests.ts';
import { LATER_WORDS } from '../../src/narration/en/page/later-words.ts';
import {
  sourceSuggestions,
  suggestRequests,
  targetSuggestions,
} from '../../src/simulation/views/request-suggestions.ts';
import { createBoard } from '../features/fixture-board.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const cluster = createBoard();

describe('sourceSuggestions', () => {
  it('offers the internet, pods, their containers where there are several, and nodes', () => {
    const values = sourceSuggestions(cluster, LATER_WORDS.suggestions).map(({ value }) => value);
    expect(values).toContain('internet');
    expect(values).toContain('pod/shop/client');
    expect(values).not.toContain('pod/shop/client/curl');
    expect(values.filter((value) => value.endsWith('/sidecar'))).toHaveLength(2);
    expect(values).toContain('node/node-2');
  });

  it('offers only sources that can be read', () => {
    for (const { value } of sourceSuggestions(cluster, LATER_WORDS.suggestions))
      expect(parseSource(value)).toBeDefined();
  });
});

describe('targetSuggestions', () => {
  it('offers names only where they resolve', () => {
    const from = (source: string) => targetSuggestions(cluster, source).map(({ value }) => value);
    expect(from('pod/shop/client')).toContain('http://web.shop');
    expect(from('node/node-1')).not.toContain('http://web.shop');
    expect(from('node/node-1')).toContain(`http://${cluster.service('shop', 'web')?.clusterIPs[0]}:80`);
    expect(from('internet')).toContain('http://192.168.10.11:30080');
    expect(from('internet')).toContain('http://shop.example.com/');
    expect(from('internet').filter((value) => value.includes('10.244.'))).toEqual([]);
  });

  it('offers only what the engine can walk', () => {
    const router = createRouter(cluster);
    for (const source of ['internet', 'node/node-1', 'pod/shop/client']) {
      const from = parseSource(source);
      if (from === undefined) throw new Error(source);
      for (const { value } of targetSuggestions(cluster, source)) {
        expect(router.trace({ from, to: value }).ok, value).toBe(true);
      }
    }
  });
});

describe('a node port under externalTrafficPolicy Local', () => {
  const object = (kind: string, name: string, spec: object, labels = {}) => ({
    apiVersion: 'v1',
    kind,
    metadata: { name, labels },
    spec,
  });
  const local = buildCluster({
    objects: [
      object('Node', 'alpha', {}),
      object('Node', 'beta', {}),
      object('Pod', 'web', { nodeName: 'beta', containers: [{ name: 'web', image: 'web' }] }, { app: 'web' }),
      object('Service', 'web', {
        type: 'NodePort',
        externalTrafficPolicy: 'Local',
        selector: { app: 'web' },
        ports: [{ port: 80, nodePort: 30080 }],
      }),
    ],
  });
  const there = `http://${local.node('beta')?.ips[0]}:30080`;

  it('is offered at a node that has an endpoint, and suggested first of all', () => {
    expect(targetSuggestions(local, 'internet').map(({ value }) => value)).toEqual([there]);
    expect(suggestRequests(local)[0]).toEqual({ from: { internet: true }, to: there });
  });
});
