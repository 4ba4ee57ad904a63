import { describe, expect, test } from 'vitest';
import { carries } from '../../src/engine/routing/outcome/leg-order.ts';
import type { Leg } from '../../src/engine/routing/outcome/outcome.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { narrateLookup } from '../../src/narration/en/remarks/lookup.ts';
import { shopObjects, shopRouter, traced } from '../engine/routing/shop.ts';

const router = shopRouter();

function legsOf(to: string, from = 'shop/client'): readonly Leg[] {
  return traced(router, { from: { pod: from }, to }).outcomes[0]?.legs ?? [];
}

const lookups = (to: string) => legsOf(to).flatMap((leg) => (leg.kind === 'DNS' ? [narrateLookup(leg.lookup)] : []));

describe('a lookup in words', () => {
  test('the count, the server, the name that was answered, its address', () => {
    const address = router.cluster.service('shop', 'web')?.clusterIPs[0];
    expect(lookups('http://web/')).toEqual([
      { summary: `2 questions to 10.96.0.10: web.shop.svc.cluster.local. is ${address}` },
    ]);
    expect(lookups('http://nosuch/')[0]?.summary).toBe('8 questions to 10.96.0.10: NXDOMAIN');
  });

  test('advice where the search list is gone through in vain, and only there', () => {
    expect(lookups('http://www.example.com/')[0]?.advice).toBe(
      '6 of 8 questions go to the search list: www.example.com has 2 dots, fewer than ndots:5. Written www.example.com. with the dot at its end, or with ndots:2 in dnsConfig, it costs 2.',
    );
    expect(lookups('http://web.shop.svc.cluster.local/')[0]?.advice).toContain('has 4 dots');
    expect(lookups('http://www.example.com./')[0]?.advice).toBeUndefined();
    expect(lookups('http://web.shop/')[0]?.advice).toBeUndefined();
  });

  test('who asks for whom', () => {
    const [, onward] = lookups('http://www.example.com/');
    expect(onward?.summary).toMatch(/^2 questions to 192\.0\.2\.53, which kube-system\/coredns-\S+ asks in turn: /);
    expect(onward?.advice).toBeUndefined();
  });

  test('silence', () => {
    const mute = shopRouter(shopObjects({ service: { clusterIP: '10.96.0.80' } }));
    const objects = [...mute.cluster.objects.values()].map((object) =>
      object.metadata.name === 'client'
        ? {
            ...object,
            spec: { ...(object['spec'] as object), dnsPolicy: 'None', dnsConfig: { nameservers: ['10.244.1.77'] } },
          }
        : object,
    );
    const [outcome] = traced(shopRouter(objects), { from: { pod: 'shop/client' }, to: 'http://web/' }).outcomes;
    const [leg] = outcome?.legs ?? [];
    if (leg?.kind !== 'DNS') throw new Error('no lookup');
    expect(narrateLookup(leg.lookup).summary).toBe('2 questions to 10.244.1.77: no answer');
  });
});

test('what comes back from a packet that was refused or rejected is an error, not a reply', () => {
  const ip = router.cluster.pods.find((pod) => pod.labels['app'] === 'web')?.ips[0];
  const titles = (to: string) => {
    const leg = legsOf(to).at(-1);
    const hops = leg?.reply?.hops ?? [];
    return hops.flatMap((hop) =>
      hop.steps
        .filter(({ type }) => type === 'SOCKET')
        .map(
          (step) => ENGLISH.step(step, { cluster: router.cluster, hop, direction: carries(leg as Leg, 'reply') }).title,
        ),
    );
  };
  expect(titles(`tcp://${ip}:8081`)).toEqual(['Error sent', 'Error received']);
  expect(titles(`tcp://${ip}:8080`)).toEqual(['Reply sent', 'Reply received']);
});
