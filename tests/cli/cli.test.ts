import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeShareLink } from '../../src/scenario/share-link.ts';
import { buildCommandLine, type Called, type CommandLine } from './call-cli.ts';
import { SHOP_YAML } from './shop-yaml.ts';

let cli: CommandLine;
let shop: string;
const call = (...args: readonly string[]): Called => cli.call(args);
const json = (called: Called): unknown => JSON.parse(called.out);
const lines = ({ out }: Called): readonly Record<string, unknown>[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(() => {
  cli = buildCommandLine();
  shop = cli.file('shop.yaml', SHOP_YAML);
}, 60_000);

/** More output than a pipe holds. */
function manyRequests(): string {
  const line = '{"from": {"pod": "shop/client"}, "to": "http://web/"}\n';
  return cli.file('many.jsonl', line.repeat(300));
}

/** What a cause says, and how to mend it. */
interface Told {
  readonly code: string;
  readonly fix?: { readonly text: string };
}

const WEB = ['--from', 'pod/shop/client', '--to', 'http://web/'] as const;

describe('trace', () => {
  test('one request, for people', () => {
    const { code, out } = call('trace', shop, ...WEB);
    expect(code).toBe(0);
    expect(out).toMatch(/^REACHABLE {2}pod\/shop\/client -> http:\/\/web\/$/m);
    expect(out).toMatch(/^ {2}Answered by +Pod shop\/web-\S+ \(container web\) at 10\.244\.\d\.\d+:8080/m);
    expect(out).toMatch(/^ {2}It sees +10\.244\.1\.\d+, the client’s own address$/m);
    expect(out).toContain('Node node-1');
    expect(out).not.toContain('undefined');
    expect(out).not.toContain('-j DNAT');
    expect(out.split('\n').length).toBeLessThan(45);
  });

  test('--rules adds what can be found on a node, --all every way', () => {
    const { out } = call('trace', shop, ...WEB, '--rules');
    expect(out).toContain('-j DNAT --to-destination');
    const all = call('trace', shop, ...WEB, '--all').out;
    expect(all.match(/^The walk of /gm)).toHaveLength(2);
    expect(out.match(/^The walk of /gm)).toHaveLength(1);
  });

  test('a failed HTTP request says its status first; markdown and mermaid for an incident', () => {
    const request = ['--from', 'internet', '--to', 'http://other.example/', '--via', 'ingress/shop/shop'];
    expect(call('trace', shop, ...request).out).toMatch(/^UNREACHABLE .*\n\n {2}HTTP +404/);
    const markdown = call('trace', shop, ...WEB, '--output', 'markdown').out;
    expect(markdown).toMatch(/^## REACHABLE: `pod\/shop\/client` to `http:\/\/web\/`$/m);
    expect(markdown).toMatch(/^```mermaid\nsequenceDiagram$/m);
    const mermaid = call('trace', shop, ...WEB, '--output', 'mermaid').out;
    expect(mermaid).toMatch(/^sequenceDiagram\n {2}participant p0 as Pod shop\/client$/m);
    expect(JSON.parse(call('trace', shop, ...WEB, '--output', 'json').out)).toMatchObject({ verdict: 'REACHABLE' });
  });

  test('one request, for machines: the contract names every key', () => {
    const called = call('trace', shop, ...WEB, '--json');
    expect(called.code).toBe(0);
    const result = json(called) as { outcomes: readonly Record<string, unknown>[] };
    expect(result).toMatchObject({ verdict: 'REACHABLE', assumptions: expect.any(Array) });
    expect(result.outcomes).toHaveLength(2);
    expect(result.outcomes[0]).toMatchObject({
      probability: 0.5,
      disposition: 'ACCEPTED',
      cause: null,
      masqueraded: false,
      destination: { kind: 'Pod', namespace: 'shop', container: 'web' },
      http: null,
      reply: 'ACCEPTED',
    });
    expect(result.outcomes[0]?.['final']).toEqual({
      protocol: 'TCP',
      sourceIP: expect.stringMatching(/^10\.244\.1\./),
      sourcePort: 40_000,
      destinationIP: expect.stringMatching(/^10\.244\./),
      destinationPort: 8080,
    });
  });

  test.each([
    ['reachable', 'http://web/', 0],
    ['unreachable', 'http://web/', 3],
    ['unreachable', 'http://web:81/', 0],
    ['reachable', 'http://web:81/', 3],
  ])('--expect %s of %s exits %d', (expected, to, code) => {
    const called = call('trace', shop, '--from', 'pod/shop/client', '--to', to, '--expect', expected);
    expect(called.code).toBe(code);
    expect(called.out).not.toBe('');
  });

  test('a walk that ends in a failure is still exit code 0, and names its cause', () => {
    const { code, out } = call('trace', shop, '--from', 'pod/shop/client', '--to', 'http://web:81/');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}Cause +Service shop\/web has no TCP port 81.* \[PORT_NOT_IN_SERVICE\]/m);
    expect(out).toMatch(/^ {2}Object +Service shop\/web, spec\.ports$/m);
    expect(out).toMatch(/^ {2}See it +kubectl get service web -n shop -o jsonpath='\{\.spec\.ports\}'$/m);
  });

  test('every kind of source, --via, --method and --header', () => {
    const entry = ['--to', 'http://10.0.0.1/cart', '--via', 'ingress/shop/shop', '--header', 'Host: shop.example'];
    for (const source of ['internet', 'node/node-1', 'pod/shop/client/client', 'ip/203.0.113.9@node-1']) {
      const { code, out } = call('trace', shop, '--from', source, ...entry, '--method', 'POST', '--json');
      expect(code).toBe(0);
      const { outcomes } = JSON.parse(out) as { outcomes: readonly { http: unknown }[] };
      expect(outcomes.length).toBeGreaterThan(1);
      for (const { http } of outcomes)
        expect(http).toMatchObject({ status: 200, backend: { service: 'web', port: 80 } });
    }
  });

  test('many requests: a line each, in order, errors among them', () => {
    const requests = cli.file(
      'requests.jsonl',
      [
        '{"id": "a", "from": {"pod": "shop/client"}, "to": "http://web/"}',
        'this is not JSON',
        '',
        '{"id": "b", "from": {"pod": "shop/clent"}, "to": "http://web/"}',
        '[1, 2]',
        '{"id": "c", "to": "http://web/"}',
        '{"id": "d", "from": {"pod": "shop/client"}, "to": "gopher://web"}',
        '{"id": 5, "from": {"node": "node-1"}, "to": "tcp://127.0.0.1:10250"}',
        '{"id": "e", "from": {"pod": "shop/client"}, "to": "http://web/", "http": {"headers": {"X": 5}, "method": 7}}',
        '{"id": "f", "from": {"pod": "shop/client"}, "to": 5}',
      ].join('\r\n'),
    );
    const called = call('trace', shop, '--requests', requests, '--json');
    expect(called.code).toBe(0);
    const found = lines(called).map(({ id, verdict, error }) => [
      id,
      verdict ?? (error as { readonly code: string }).code,
    ]);
    expect(found).toEqual([
      ['a', 'REACHABLE'],
      [undefined, 'REQUEST_MALFORMED'],
      ['b', 'POD_NOT_FOUND'],
      [undefined, 'REQUEST_MALFORMED'],
      ['c', 'REQUEST_MALFORMED'],
      ['d', 'SCHEME_UNKNOWN'],
      ['5', 'REACHABLE'],
      ['e', 'REACHABLE'],
      ['f', 'REQUEST_MALFORMED'],
    ]);
    expect(lines(called)[2]).toMatchObject({ error: { message: expect.stringContaining('shop/client') } });
    const text = call('trace', shop, '--requests', requests);
    expect(text.code).toBe(0);
    expect(text.out).toMatch(/^b: error: .*shop\/client.* \[POD_NOT_FOUND\]$/m);
  });

  test('requests from standard input', () => {
    const line = '{"from": {"internet": true}, "to": "http://shop.example/"}';
    const called = cli.start(['trace', shop, '--requests', '-', '--json'], line);
    expect(called.code).toBe(0);
    expect(lines(called)).toMatchObject([{ verdict: 'REACHABLE' }]);
  });
});

describe('files', () => {
  test('a directory is read recursively, - is standard input', () => {
    cli.file('tree/a/one.yaml', SHOP_YAML.split('\n---\n').slice(0, 3).join('\n---\n'));
    cli.file('tree/b/two.yml', SHOP_YAML.split('\n---\n').slice(3).join('\n---\n'));
    cli.file('tree/notes.txt', 'not: [a manifest');
    expect(call('trace', `${cli.folder}/tree`, ...WEB, '--expect', 'reachable').code).toBe(0);
    expect(cli.start(['trace', '-', ...WEB, '--expect', 'reachable'], SHOP_YAML).code).toBe(0);
  });

  test('a broken document is told with its place, and the rest is read', () => {
    const broken = cli.file('broken.yaml', `${SHOP_YAML}\n---\nkind: Service\n  name: [\n`);
    const called = call('trace', broken, ...WEB, '--json');
    expect(called.code).toBe(0);
    expect(called.err).toMatch(/broken\.yaml:\d+:\d+: error/);
    expect(lines(called)).toHaveLength(1);
  });

  test('an expectation that rests on what could not be read is not met, and no lab is written without it', () => {
    const broken = cli.file('broken.yaml', `${SHOP_YAML}\n---\nkind: Service\n  name: [\n`);
    expect(call('trace', broken, ...WEB, '--expect', 'reachable').code).toBe(1);
    expect(call('trace', broken, ...WEB, '--expect', 'unreachable').code).toBe(3);
    expect(call('lab', broken)).toMatchObject({ code: 1, out: '' });
    const wholly = cli.file('wholly-broken.yaml', 'a: [\n');
    for (const command of ['reach', 'lab', 'link']) expect(call(command, wholly)).toMatchObject({ code: 1, out: '' });
  });

  test('links are followed; one that leads nowhere or in a circle ends nothing', () => {
    const folder = dirname(cli.file('linked/real/shop.yaml', SHOP_YAML));
    symlinkSync('absent.yaml', join(folder, 'dangling.yaml'));
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'));
    symlinkSync('..', join(folder, 'up'));
    const tree = join(cli.folder, 'linked-tree');
    mkdirSync(tree);
    symlinkSync(folder, join(tree, 'there'));
    const called = call('trace', tree, ...WEB, '--expect', 'reachable');
    expect(called.code).toBe(0);
    expect(called.err).toMatch(/dangling\.yaml is left out: the link leads nowhere/);
    expect(called.err).toMatch(/loop\.yaml is left out: the links lead in a circle/);
    expect(call('trace', join(folder, 'loop.yaml'), ...WEB)).toMatchObject({ code: 1, out: '' });
    expect(call('trace', `${cli.folder}/${'x'.repeat(5000)}`, ...WEB).err).not.toContain('at ');
  });

  test('a reader that has read enough ends the program quietly', () => {
    const { status, stderr } = spawnSync(
      'bash',
      [
        '-c',
        'set -o pipefail; "$0" "$1" trace "$2" --requests "$3" --rules | head -n 1',
        process.execPath,
        cli.program,
        shop,
        manyRequests(),
      ],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('what names hold never reaches the terminal as it is', () => {
    const hostile = cli.file(
      'hostile.json',
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'a\u001b[2Jb\u202Ec', namespace: 'shop' },
        spec: { containers: [] },
      }),
    );
    const { out, err } = call('inspect', hostile);
    const traced = call('trace', hostile, '--from', 'pod/shop/a\u001b[31m', '--to', 'http://x/');
    for (const text of [out, err, traced.out, traced.err]) expect(text).not.toMatch(/[^\P{C}\n]/u);
  });

  test('what cannot be read exits 1, what cannot be meant exits 2', () => {
    expect(call('trace', `${cli.folder}/absent.yaml`, ...WEB)).toMatchObject({ code: 1, out: '' });
    expect(call('trace', shop, '--from', 'pod/shop/clent', '--to', 'http://web/')).toMatchObject({ code: 1, out: '' });
    for (const args of [
      ['fly', shop],
      ['constructor', shop],
      ['__proto__'],
      ['trace', shop, ...WEB, '--bytes', 'abc'],
      ['trace', shop, ...WEB, '--output', 'pdf'],
      ['completion', 'tcsh'],
      ['trace', shop],
      ['trace', ...WEB],
      ['trace', shop, ...WEB, '--expect', 'maybe'],
      ['trace', shop, ...WEB, '--sideways'],
      ['trace', shop, '--from', 'moon', '--to', 'http://web/'],
      ['trace', shop, ...WEB, '--header', 'nonsense'],
      ['trace', shop, ...WEB, '--proxy-mode', 'magic'],
      ['trace', shop, ...WEB, '--kubernetes-version', 'newest'],
      ['trace', shop, ...WEB, '--pod-cidr', 'nowhere'],
      ['rules', shop],
      ['rules', shop, '--node', 'node-1', '--family', 'ipx'],
      ['resolve', shop],
    ]) {
      const called = cli.call(args);
      expect([args.join(' '), called.code, called.out]).toEqual([args.join(' '), 2, '']);
      expect(called.err).toContain('usage: packetwalk');
    }
  });
});

describe('the other commands', () => {
  test('of many problems of one kind the first are told and the rest counted; JSON has all of them', () => {
    const service = (n: number) =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: s${n} }\nspec: { selector: { app: a${n} }, ports: [{ port: 80 }] }\n`;
    const many = cli.file('many.yaml', Array.from({ length: 30 }, (_, n) => service(n)).join('---\n'));
    const lines = call('inspect', many).out.split('\n');
    expect(lines.filter((line) => /warning: (?!\d+ more).* \[SELECTOR_MATCHES_NOTHING\]/.test(line))).toHaveLength(20);
    expect(lines.filter((line) => /10 more of the kind SELECTOR_MATCHES_NOTHING/.test(line))).toHaveLength(1);
    const { diagnostics } = JSON.parse(call('inspect', many, '--json').out) as { diagnostics: { code: string }[] };
    expect(diagnostics.filter(({ code }) => code === 'SELECTOR_MATCHES_NOTHING')).toHaveLength(30);
  });

  test('inspect', () => {
    const called = call('inspect', shop, '--json');
    expect(called.code).toBe(0);
    expect(json(called)).toMatchObject({
      objects: { Deployment: 1, Service: 1, Pod: 1, Node: 2, Ingress: 1 },
      skipped: { ServiceAccount: 1 },
      skippedGroups: { ServiceAccount: 'irrelevant' },
      workloads: expect.arrayContaining([expect.objectContaining({ kind: 'Deployment', name: 'web', replicas: 2 })]),
      services: [{ namespace: 'shop', name: 'web', type: 'ClusterIP', endpoints: [{ ready: true }, { ready: true }] }],
      diagnostics: expect.any(Array),
    });
    const text = call('inspect', shop);
    expect(text.out).toContain('Deployment shop/web: 2 of 2 pods');
    expect(text.out).not.toContain('undefined');
  });

  test('rules', () => {
    const called = call('rules', shop, '--node', 'node-1', '--json');
    expect(called.code).toBe(0);
    expect(json(called)).toMatchObject({ node: 'node-1', mode: 'iptables', family: 'ipv4' });
    expect((json(called) as { text: string }).text).toBe(call('rules', shop, '--node', 'node-1').out);
    const ofMode = (mode: string) => call('rules', shop, '--node', 'node-1', '--proxy-mode', mode);
    expect(ofMode('ipvs').out).toMatch(/--match-set KUBE-CLUSTER-IP dst,dst[^]*\n-A -t [\d.]+:80 -s rr\n-a -t /);
    const ofVersion = (version: string) =>
      call('rules', shop, '--node', 'node-1', '--proxy-mode', 'nftables', '--kubernetes-version', version);
    expect(ofVersion('1.35').out).toContain('chain mark-for-masquerade');
    expect(ofVersion('v1.36.3').out).toContain('set hairpin-connections');
    expect(ofMode('ebpf').out).toMatch(/^FRONTEND +SERVICE +AFFINITY +BACKEND\n[^]*shop\/web/);
    expect(call('rules', shop, '--node', 'node-9')).toMatchObject({ code: 1, err: expect.stringContaining('node-2') });
  });

  test('resolve', () => {
    const called = call('resolve', shop, '--from', 'pod/shop/client', 'web', '--json');
    expect(called.code).toBe(0);
    expect(json(called)).toMatchObject({
      search: ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
      ndots: 5,
      tried: ['web.shop.svc.cluster.local.'],
      answeredBy: 'web.shop.svc.cluster.local.',
      rcode: 'NOERROR',
      answers: [{ type: 'A' }],
    });
    const queries = cli.file(
      'queries.jsonl',
      '{"id": "q", "from": {"pod": "shop/client"}, "name": "web"}\n{"from": {"pod": "shop/x"}, "name": "web"}\nnonsense\n',
    );
    const many = lines(call('resolve', shop, '--queries', queries, '--json'));
    expect(many).toMatchObject([{ id: 'q', rcode: 'NOERROR' }, { error: { code: 'POD_NOT_FOUND' } }, { error: {} }]);
  });

  test('resolve: a name server that cannot be reached is told as trace tells it', () => {
    const denied = cli.file(
      'denied.yaml',
      `${SHOP_YAML}\n---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: quiet, namespace: shop}, spec: {podSelector: {}, policyTypes: [Egress]}}\n`,
    );
    const found = json(call('resolve', denied, '--from', 'pod/shop/client', 'web', '--json')) as Record<
      string,
      unknown
    >;
    expect(found).toMatchObject({ rcode: 'TIMEOUT', addresses: [], cause: { code: 'DNS_UNREACHABLE' } });
    const { outcomes } = json(call('trace', denied, ...WEB, '--json')) as { outcomes: readonly { cause: Told }[] };
    const { fix, ...cause } = found['cause'] as Told;
    const { fix: ofTrace, ...causeOfTrace } = outcomes[0]?.cause ?? {};
    expect(cause).toEqual(causeOfTrace);
    // The request fails for another reason then, which a question for a name does not meet.
    expect(ofTrace).toEqual({ ...fix, text: expect.stringMatching(/ With that alone it still fails: /) });
    expect(ofTrace?.text.startsWith(fix?.text ?? 'none')).toBe(true);
    expect(call('resolve', denied, '--from', 'pod/shop/client', 'web').out).toMatch(
      /^cause .*quiet.* \[DNS_UNREACHABLE\]$/m,
    );
  });

  test('link: what it prints opens as the same objects and request', () => {
    const called = call('link', shop, ...WEB, '--json');
    expect(called.code).toBe(0);
    const { url, hash } = json(called) as { readonly url: string; readonly hash: string };
    expect(url).toBe(`#${hash}`);
    const decoded = decodeShareLink(hash);
    if (!decoded.ok) throw new Error(decoded.why.code);
    const { document, request } = decoded.scenario;
    expect(request).toMatchObject({ from: { pod: 'shop/client' }, to: 'http://web/' });
    expect(document.objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort()).toEqual([
      'Deployment/web',
      'Ingress/shop',
      'Node/node-1',
      'Node/node-2',
      'Pod/client',
      'Service/web',
    ]);
    expect(call('link', shop, '--base', 'https://example.org/').out).toMatch(/^https:\/\/example\.org\/#\w/);
    expect(call('link', cli.file('empty.yaml', '')).code).toBe(1);
  });

  test('reach: sorted lines, the same in JSON', () => {
    const text = call('reach', shop);
    expect(text.code).toBe(0);
    const rows = text.out.trimEnd().split('\n');
    expect(rows).toContain('shop/client[Pod] => shop/web[Deployment] : All Connections');
    expect(rows).toContain('{ingress-controller} => shop/web[Deployment] : TCP 8080');
    expect(rows).toEqual(rows.toSorted());
    const found = json(call('reach', shop, '--json')) as readonly { src: string; dst: string }[];
    expect(found.map(({ src, dst }) => `${src} => ${dst}`)).toEqual(rows.map((row) => row.split(' : ')[0]));
  });

  test('lab: a shell script', () => {
    const called = call('lab', shop);
    expect(called.code).toBe(0);
    expect(called.out).toMatch(/^#!.*sh/);
  });
});
