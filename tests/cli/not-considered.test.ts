import { beforeAll, describe, expect, test } from 'vitest';
import { buildCommandLine, type Called, type CommandLine } from './call-cli.ts';
import { SHOP_YAML } from './shop-yaml.ts';

const WALL = `apiVersion: k8s.cni.cncf.io/v1beta1
kind: MultiNetworkPolicy
metadata: { name: wall, namespace: shop }
spec: { podSelector: {}, ingress: [{}] }
`;

let cli: CommandLine;
const call = (...args: readonly string[]): Called => cli.call(args);
const json = (called: Called): unknown => JSON.parse(called.out);

describe('what is not read', () => {
  let shop: string;
  let wall: string;
  beforeAll(() => {
    cli = buildCommandLine();
    shop = cli.file('shop.yaml', SHOP_YAML);
    wall = cli.file('wall.yaml', WALL);
  }, 60_000);

  test('trace names it, and expects nothing of what is undetermined', () => {
    const asked = ['--from', 'pod/shop/client', '--to', 'http://web.shop/', '--json'];
    expect(json(call('trace', shop, ...asked))).not.toHaveProperty('notConsidered');
    expect(json(call('trace', shop, wall, ...asked))).toMatchObject({
      verdict: 'UNDETERMINED',
      notConsidered: [{ object: { kind: 'MultiNetworkPolicy', namespace: 'shop', name: 'wall' } }],
    });
    for (const verdict of ['reachable', 'unreachable'])
      expect(call('trace', shop, wall, ...asked, '--expect', verdict).code).toBe(3);
  });

  test('reach keeps its list and tells of it on standard error, where it stands in the file', () => {
    const [plain, told] = [call('reach', shop, '--json'), call('reach', shop, wall, '--json')];
    expect(told).toMatchObject({ code: 0, out: plain.out });
    expect(told.err).toMatch(/wall\.yaml:3:\d+: warning: MultiNetworkPolicy shop\/wall.* \[NOT_CONSIDERED\]/);
  });

  test('inspect counts it apart from what is read', () => {
    expect(json(call('inspect', wall, '--json'))).toMatchObject({
      objects: {},
      skipped: { MultiNetworkPolicy: 1 },
      skippedGroups: { MultiNetworkPolicy: 'unread' },
    });
    expect(call('inspect', wall).out).toContain('can change the fate of a packet: 1 MultiNetworkPolicy');
  });
});
