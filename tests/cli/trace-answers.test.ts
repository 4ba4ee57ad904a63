import { beforeAll, expect, test } from 'vitest';
import { buildCommandLine, type CommandLine } from './call-cli.ts';
import { SHOP_YAML } from './shop-yaml.ts';

// What the answer to one request says of whom the receiver sees, and of what to do.

let cli: CommandLine;
let shop: string;

beforeAll(() => {
  cli = buildCommandLine();
  shop = cli.file('shop.yaml', SHOP_YAML);
}, 60_000);

const call = (...args: readonly string[]) => cli.call(args);

test('behind a proxy the receiver sees the proxy’s own connection, which nothing masqueraded', () => {
  const { out } = call(
    'trace',
    shop,
    '--from',
    'pod/shop/client',
    '--to',
    'http://shop.example/',
    '--via',
    'ingress/shop/shop',
  );
  expect(out).toMatch(/^ {2}It sees +10\.244\.\d\.\d+, the proxy’s; the client has 10\.244\.1\.\d+$/m);
});

test('a host of the world that nothing here serves is told, with the hosts that are', () => {
  const { out } = call('trace', shop, '--from', 'internet', '--to', 'http://a.example.org/');
  expect(out).toMatch(/^UNREACHABLE/);
  expect(out).toMatch(/Nothing in this cluster serves a\.example\.org: .* Hosts here: shop\.example\./);
  expect(call('trace', shop, '--from', 'internet', '--to', 'http://shop.exampel/').out).toContain(
    'Did you mean shop.example?',
  );
});

test('what to try is the name alone, and a port for who pings a Service', () => {
  expect(call('trace', shop, '--from', 'pod/shop/client', '--to', 'wbe:80').out).toMatch(/ -- nslookup wbe$/m);
  expect(call('trace', shop, '--from', 'pod/shop/client', '--to', 'icmp://web').out).toContain('Call port 80.');
});

test('who asks may be a workload, as kubectl names one: a pod of it that is ready does, and it is told which', () => {
  const ask = (from: string, ...more: readonly string[]) =>
    call('trace', shop, '--from', from, '--to', 'http://web/', ...more);
  const { out, err } = ask('deployment/shop/web');
  const [, pod = ''] = /pod (shop\/web-\S+) asks for Deployment shop\/web, one of 2$/m.exec(err) ?? [];
  expect(out).toContain(`pod/${pod} -> http://web/`);
  expect(ask('deploy/web', '--namespace', 'shop').out).toContain(`pod/${pod} -> `);
  expect(ask('deploy/web')).toMatchObject({ code: 2, err: expect.stringContaining('there is shop/web') as string });
  expect(ask('gadget/shop/web').err).toContain('--from is pod/NS/NAME');
  const resolved = call('resolve', shop, '--from', 'deployment/shop/web', 'web', '--json');
  expect(JSON.parse(resolved.out)).toMatchObject({ rcode: 'NOERROR' });
});

test('a pod of a namespace that is called like a kind is found, and a virtual machine by each name of its kind', () => {
  const pod = (namespace: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: ${namespace}}\nspec: {containers: [{name: main, image: img}]}\n---\n`;
  const job = `apiVersion: batch/v1\nkind: Job\nmetadata: {name: once, namespace: default}\nspec: {template: {spec: {containers: [{name: main, image: img}]}}}\n---\n`;
  const machine = `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nmetadata: {name: db, namespace: default}\nspec: {runStrategy: Always, template: {spec: {domain: {devices: {}}}}}\n`;
  const file = cli.file('kinds.yaml', pod('job') + pod('pod') + job + machine);
  const ask = (from: string) => call('trace', file, '--from', from, '--to', 'tcp://127.0.0.1:1').out.split('\n')[0];
  expect(ask('job/web')).toContain('pod/job/web ->');
  expect(ask('pod/web')).toContain('pod/pod/web ->');
  expect(ask('job/once')).toMatch(/pod\/default\/once-\S+ ->/);
  for (const kind of ['vm', 'vmi', 'vms', 'virtualmachine', 'virtualmachineinstance'])
    expect(ask(`${kind}/default/db`)).toContain('pod/default/virt-launcher-db-');
  for (const from of ['job/web', 'pod/web', 'pod/pod/web'])
    expect(call('resolve', file, '--from', from, 'kubernetes.default').err).not.toContain('no pod');
});
