import { describe, expect, test } from 'vitest';
import { POD_TO_SERVICE } from '../../src/lessons/pod-to-service.ts';
import { routerUnder } from '../../src/simulation/views/compare-walks.ts';
import { createLabScript } from '../../src/simulation/views/lab-script.ts';

describe('the lab script', () => {
  test.each([
    ['iptables', '-A KUBE-SERVICES'],
    ['nftables', '@service-ips'],
  ] as const)('%s: a bash script with the places and rules of the scenario', (mode, rule) => {
    const script = createLabScript(routerUnder(POD_TO_SERVICE, { proxyMode: mode }));
    const text = script.ok ? script.text : '';
    expect(text).toMatch(/^#!.*\bbash\n/);
    for (const place of ['node/node-1', 'node/node-2', 'node/node-3', 'pod/shop/frontend']) {
      expect(text).toContain(place);
    }
    expect(text).toContain(rule);
  });

  test.each(['ipvs', 'ebpf'] as const)('%s: says that it cannot be built', (mode) => {
    const script = createLabScript(routerUnder(POD_TO_SERVICE, { proxyMode: mode }));
    expect(script.ok ? '' : script.message).toContain(mode);
  });
});
