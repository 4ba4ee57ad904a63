import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createServiceChain } from '../../../src/engine/dataplane/proxy/iptables/service-chain.ts';
import type { Chain, Rule } from '../../../src/engine/linux/model/netfilter.ts';
import { nodeNamespace } from '../../../src/engine/dataplane/rules/namespace-names.ts';
import { drafts, objectsOf } from '../properties/generated-cluster.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const rule = (name: string): Rule => ({ matches: [{ type: 'comment', text: name }], origin: { program: 'test' } });

test('a chain makes the rules that a packet may match, and knows how many there are', () => {
  const made: number[] = [];
  const chain = createServiceChain({
    name: 'KUBE-SERVICES',
    starts: Uint32Array.of(0, 1, 1, 3, 4),
    rulesOf: (index) => {
      made.push(index);
      return Array.from({ length: [1, 0, 2, 1][index] ?? 0 }, (_, at) => rule(`${index}.${at}`));
    },
    tail: [rule('tail')],
    claimants: () => [1, 2],
  });
  const packet = {} as Parameters<NonNullable<Chain['candidates']>>[0];
  expect(chain.candidates?.(packet)).toEqual([1, 2, 4]);
  expect(chain.lazy?.count).toBe(5);
  expect(chain.lazy?.rule(2)?.matches).toEqual(rule('2.1').matches);
  expect(made).toEqual([2]);
  const names = chain.rules.map(({ matches: [match] }) => match?.type === 'comment' && match.text);
  expect(names).toEqual(['0.0', '2.0', '2.1', '3.0', 'tail']);
  expect(chain.rules.map((_, at) => chain.lazy?.rule(at)?.matches)).toEqual(chain.rules.map(({ matches }) => matches));
});

test('lazy chains count the rules they make, Service for Service', () => {
  fc.assert(
    fc.property(drafts, (chosen) => {
      const objects = objectsOf({ ...chosen, mode: 'iptables' });
      const { cluster, network } = createRouter(buildCluster({ objects }));
      let seen = 0;
      for (const { name } of cluster.nodes) {
        for (const family of [4, 6] as const) {
          for (const table of network.namespace(nodeNamespace(name))?.ruleset(family).tables ?? []) {
            for (const chain of table.chainNames().flatMap((each) => table.chain(each) ?? [])) {
              if (chain.lazy === undefined) continue;
              seen += 1;
              expect(chain.lazy.count).toBe(chain.rules.length);
              for (const [at, each] of chain.rules.entries()) expect(chain.lazy.rule(at)).toBe(each);
            }
          }
        }
      }
      expect(seen).toBeGreaterThan(0);
    }),
    { numRuns: 60 },
  );
});
