import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { parseCorefile } from '../../../../src/engine/routing/corefile/parse-corefile.ts';
import { lookUpInPod } from '../../../../src/engine/routing/resolve/look-up.ts';
import { answerReverse } from '../../../../src/engine/routing/dns/reverse-zone.ts';
import { buildCluster, createRouter } from '../../../whole-engine.ts';
import { shopObjects, traced } from '../shop.ts';

const config = (name: string, data: Readonly<Record<string, string>>): RawObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'kube-system' },
  data,
});
const KUBERNETES = `kubernetes cluster.local in-addr.arpa ip6.arpa {
  pods insecure
  fallthrough in-addr.arpa ip6.arpa
}`;
const root = (...lines: readonly string[]): string =>
  ['.:53 {', KUBERNETES, ...lines, 'forward . /etc/resolv.conf', '}'].join('\n');

function routerOf(corefile: string, more: readonly RawObject[] = []) {
  return createRouter(
    buildCluster({ objects: shopObjects({ more: [config('coredns', { Corefile: corefile }), ...more] }) }),
  );
}

/** Rcode, then what was answered, of one name as it is. */
function ask(corefile: string, name: string, type = 'A', more: readonly RawObject[] = []): readonly string[] {
  const router = routerOf(corefile, more);
  const pod = router.cluster.pod('shop', 'client');
  if (pod === undefined) throw new Error('no client');
  const { questions } = lookUpInPod(router, { pod, name: `${name}.`, types: [type], reverseOf: answerReverse });
  const [first] = questions;
  return [
    first?.rcode ?? 'NO_ANSWER',
    ...(first?.records ?? []).map((each) => `${each.name} ${each.type} ${each.data}`),
  ];
}

const WEB = 'web.shop.svc.cluster.local';

describe('a Corefile', () => {
  test('is read as caddy reads it: keys, quotes, remarks, snippets, imports', () => {
    const text = `(common) {
      errors
    }
    a.example, b.example:1053 {  # two zones
      import common
      template IN A {
        answer "{{ .Name }} 60 IN A 192.0.2.1"
      }
    }
    tls://.:5300 {
      import custom/*.override
    }`;
    expect(parseCorefile(text, (pattern) => [`log # ${pattern}\nany`])).toEqual([
      {
        zones: [
          { name: 'a.example.', port: 53 },
          { name: 'b.example.', port: 1053 },
        ],
        directives: [
          { plugin: 'errors', args: [], lines: [] },
          { plugin: 'template', args: ['IN', 'A'], lines: [['answer', '{{ .Name }} 60 IN A 192.0.2.1']] },
        ],
      },
      {
        zones: [{ name: '.', port: 5300 }],
        directives: [
          { plugin: 'log', args: [], lines: [] },
          { plugin: 'any', args: [], lines: [] },
        ],
      },
    ]);
  });

  test('that is broken off is read as far as it goes', () => {
    expect(parseCorefile('.:53 {\n  forward . {\n', () => [])).toMatchObject([{ directives: [{ plugin: 'forward' }] }]);
    expect(parseCorefile('}\n}\nx', () => [])).toEqual([]);
  });

  test('that imports itself comes to an end', () => {
    expect(parseCorefile('import a', () => ['import a\n. {\n}'])).toHaveLength(5);
  });
});

describe('rewrite', () => {
  const exact = root(`rewrite name shop.example ${WEB}`);
  test.each([
    ['exactly, and the answer has the name that was asked', exact, 'shop.example', ['shop.example. A 10.96.0.']],
    ['another name', exact, 'shop.example.org', ['shop.example.org. A 192.0.2.']],
    [
      'the end of a name',
      root('rewrite name suffix .corp.example .shop.svc.cluster.local answer auto'),
      'web.corp.example',
      ['web.corp.example. A 10.96.0.'],
    ],
    ['the beginning', root(`rewrite name prefix old- ""`), `old-${WEB}`, [`${WEB}. A 10.96.0.`]],
    ['a part', root('rewrite name substring corp.example shop.svc.cluster.local'), 'web.corp.example', ['A 10.96.0.']],
    [
      'by a pattern, and back',
      root(
        'rewrite stop {',
        'name regex (.*)\\.corp\\.example\\.$ {1}.shop.svc.cluster.local',
        'answer name (.*)\\.shop\\.svc\\.cluster\\.local\\.$ {1}.corp.example',
        '}',
      ),
      'web.corp.example',
      ['web.corp.example. A 10.96.0.'],
    ],
    [
      'the first rule that fits is the last',
      root('rewrite name a.example b.example', `rewrite name b.example ${WEB}`),
      'a.example',
      ['a.example. A 192.0.2.'],
    ],
    [
      'unless it goes on',
      root('rewrite continue name a.example b.example', `rewrite name b.example ${WEB}`),
      'a.example',
      ['a.example. A 10.96.0.'],
    ],
    ['a pattern that is none', root('rewrite name regex (?=a) b'), WEB, ['A 10.96.0.']],
  ])('%s', (_, corefile, name, parts) => {
    const [rcode, ...records] = ask(corefile, name);
    expect(rcode).toBe('NOERROR');
    expect(records).toHaveLength(parts.length);
    for (const [at, part] of parts.entries()) expect(records[at]).toContain(part);
  });
  test('of a type', () => {
    expect(ask(root('rewrite type AAAA A'), WEB, 'AAAA')[1]).toContain('A 10.96.0.');
  });
  test('to a name that does not exist', () => {
    expect(ask(root('rewrite name shop.example wbe.shop.svc.cluster.local'), 'shop.example')).toEqual(['NXDOMAIN']);
  });
});

describe('hosts', () => {
  const hosts = (...lines: readonly string[]): string => root('hosts {', '10.9.9.9 db.corp.internal db', ...lines, '}');
  test.each([
    ['a name', hosts(), ['db.corp.internal', 'A'], ['NOERROR', 'db.corp.internal. A 10.9.9.9']],
    ['no such record', hosts(), ['db.corp.internal', 'AAAA'], ['NOERROR']],
    ['another name is not left to others', hosts(), [WEB, 'A'], ['SERVFAIL']],
    [
      'a reverse name',
      hosts(),
      ['9.9.9.10.in-addr.arpa', 'PTR'],
      ['NOERROR', '9.9.9.10.in-addr.arpa. PTR db.corp.internal.', '9.9.9.10.in-addr.arpa. PTR db.'],
    ],
    [
      'other zones than its own',
      root('hosts /dev/null corp.internal {', '10.9.9.9 db.corp.internal', '}'),
      ['x.corp.internal', 'A'],
      ['SERVFAIL'],
    ],
  ])('%s', (_, corefile, [name = '', type], answer) => {
    expect(ask(corefile, name, type)).toEqual(answer);
  });
  test('falls through where it is told to', () => {
    expect(ask(hosts('fallthrough'), WEB)[1]).toContain('A 10.96.0.');
    expect(ask(hosts('fallthrough cluster.local'), WEB)[1]).toContain('A 10.96.0.');
    expect(ask(hosts('fallthrough in-addr.arpa'), WEB)).toEqual(['SERVFAIL']);
  });
  test('from a file of the ConfigMap, as k3s keeps its nodes', () => {
    const file = config('coredns', {
      Corefile: root('hosts /etc/coredns/NodeHosts {', 'ttl 60', 'fallthrough', '}'),
      NodeHosts: '192.168.0.11 node-one # here',
    });
    expect(ask('', 'node-one', 'A', [file])).toEqual(['NOERROR', 'node-one. A 192.168.0.11']);
  });
});

describe('template', () => {
  test.each([
    ['says no', 'template ANY ANY corp.example {\nrcode NXDOMAIN\n}', 'x.corp.example', ['NXDOMAIN']],
    ['of other zones', 'template ANY ANY corp.example {\nrcode NXDOMAIN\n}', WEB, ['NOERROR', `${WEB}. A`]],
    ['of other types', 'template IN AAAA . {\nrcode NXDOMAIN\n}', WEB, ['NOERROR', `${WEB}. A`]],
    [
      'of parts of the name',
      'template IN A corp.example {\nmatch "^ip-(?P<a>[0-9]+)-(?P<b>[0-9]+)[.]corp[.]example[.]$"\nanswer "{{ .Name }} 60 IN A 10.0.{{ .Group.a }}.{{ .Group.b }}"\n}',
      'ip-3-4.corp.example',
      ['NOERROR', 'ip-3-4.corp.example. A 10.0.3.4'],
    ],
    [
      'nothing fits, and nothing else is asked',
      'template IN A corp.example {\nmatch "^a[.]"\nrcode NXDOMAIN\n}',
      'b.corp.example',
      ['SERVFAIL'],
    ],
    [
      'an alias',
      `template IN ANY corp.example {\nanswer "{{ .Name }} IN CNAME ${WEB}"\n}`,
      'x.corp.example',
      ['NOERROR', `x.corp.example. CNAME ${WEB}.`, `${WEB}. A`],
    ],
  ])('%s', (_, lines, name, parts) => {
    const [rcode, ...records] = ask(root(lines), name);
    expect(rcode).toBe(parts[0]);
    expect(records).toHaveLength(parts.length - 1);
    for (const [at, record] of records.entries()) expect(record).toContain(parts[at + 1]);
  });
});

describe('kubernetes', () => {
  const pods = (mode: string): string => `.:53 {\nkubernetes cluster.local {\n${mode}\n}\n}`;
  test.each([
    ['pods have no names', pods(''), '10-1-1-1.shop.pod.cluster.local', ['NXDOMAIN']],
    ['any address has one', pods('pods insecure'), '10-1-1-1.shop.pod.cluster.local', ['NOERROR', 'A 10.1.1.1']],
    ['one that there is', pods('pods verified'), '10-1-1-1.shop.pod.cluster.local', ['NXDOMAIN']],
    ['namespaces that are not told of', pods('namespaces pay'), WEB, ['NXDOMAIN']],
    [
      'another zone',
      '.:53 {\nkubernetes k8s.corp\n}',
      'web.shop.svc.k8s.corp',
      ['NOERROR', 'web.shop.svc.k8s.corp. A 10.96.0.'],
    ],
    ['names outside, which nobody is asked for', pods(''), 'www.example.com', ['SERVFAIL']],
    ['no server for the name', 'corp.example {\nany\n}', WEB, ['REFUSED']],
  ])('%s', (_, corefile, name, parts) => {
    const [rcode, ...records] = ask(corefile, name);
    expect(rcode).toBe(parts[0]);
    expect(records).toHaveLength(parts.length - 1);
    for (const [at, record] of records.entries()) expect(record).toContain(parts[at + 1]);
  });
});

describe('forward', () => {
  const walked = (corefile: string, host: string) => {
    const { outcomes } = traced(routerOf(corefile), { from: { pod: 'shop/client' }, to: `tcp://${host}:80` });
    return {
      asked: outcomes[0]?.legs.flatMap((leg) =>
        leg.kind === 'DNS'
          ? [`${leg.request.flow.destinationIP}:${leg.request.flow.destinationPort} ${leg.request.flow.protocol}`]
          : [],
      ),
      outcome: outcomes[0],
    };
  };
  const stub = `${root()}\ncorp.internal:53 {\nforward . 203.0.113.53\n}`;
  test('a zone goes to its server, which knows it', () => {
    const { asked, outcome } = walked(stub, 'db.corp.internal');
    expect(asked).toEqual(['10.96.0.10:53 UDP', '203.0.113.53:53 UDP']);
    expect(outcome).toMatchObject({ disposition: 'EXITS_NETWORK' });
  });
  test('others to that of the node', () => {
    expect(walked(stub, 'www.example.com').asked).toEqual(['10.96.0.10:53 UDP', '192.0.2.53:53 UDP']);
  });
  test('over TLS, and to a port', () => {
    const secure = `.:53 {\n${KUBERNETES}\nforward . tls://203.0.113.9\n}`;
    expect(walked(secure, 'www.example.com').asked?.[1]).toBe('203.0.113.9:853 TCP');
  });
  test('to none for what is left out', () => {
    const except = `.:53 {\n${KUBERNETES}\nforward . 203.0.113.9 {\nexcept example.com\n}\n}`;
    expect(walked(except, 'www.example.com').outcome?.cause?.code).toBe('NAME_NOT_FOUND');
  });
  test('to the next one where the first has no route', () => {
    const two = `.:53 {\n${KUBERNETES}\nforward . 10.244.9.9 203.0.113.9\n}`;
    expect(walked(two, 'www.example.com').outcome?.disposition).toBe('EXITS_NETWORK');
  });
  test('to another port of its own', () => {
    const chained = `.:53 {\nforward . 127.0.0.1:5301\n}\n.:5301 {\n${KUBERNETES}\n}`;
    expect(walked(chained, 'web').outcome?.disposition).toBe('ACCEPTED');
  });
  test('to a server beside the nodes, which is taken to be there', () => {
    const beside = `${root()}\ncorp.internal {\nforward . 192.168.0.200\n}`;
    const { outcome } = walked(beside, 'db.corp.internal');
    expect(outcome?.disposition).toBe('EXITS_NETWORK');
    expect(outcome?.assumptions).toContainEqual({ code: 'NAME_SERVER_ASSUMED', detail: { ip: '192.168.0.200' } });
  });
  test('to itself, which nobody looks for, comes to an end', () => {
    const circles = `.:53 {\n${KUBERNETES}\nforward . 127.0.0.1 127.0.0.2 127.0.0.3:53\n}`;
    expect(walked(circles, 'www.example.com').outcome?.cause?.code).toBe('NAME_NOT_FOUND');
    expect(walked(circles, 'web').outcome?.disposition).toBe('ACCEPTED');
    const service = `.:53 {\n${KUBERNETES}\nforward . 10.96.0.10\n}`;
    expect(walked(service, 'www.example.com').outcome?.disposition).not.toBe('EXITS_NETWORK');
    expect(walked(service, 'web').outcome?.disposition).toBe('ACCEPTED');
  });
});

describe('other ConfigMaps', () => {
  test('what AKS and k3s import', () => {
    const corefile = `${root('import /etc/coredns/custom/*.override')}\nimport /etc/coredns/custom/*.server`;
    const custom = config('coredns-custom', {
      'a.override': `rewrite name shop.example ${WEB}`,
      'b.server': 'corp.example {\ntemplate ANY ANY {\nrcode NXDOMAIN\n}\n}',
    });
    expect(ask(corefile, 'shop.example', 'A', [custom])[1]).toContain('A 10.96.0.');
    expect(ask(corefile, 'x.corp.example', 'A', [custom])).toEqual(['NXDOMAIN']);
  });
  test('domains of kube-dns', () => {
    const dns = config('kube-dns', { stubDomains: '{"corp.internal": ["203.0.113.53"]}' });
    const router = createRouter(buildCluster({ objects: shopObjects({ more: [dns] }) }));
    const { outcomes } = traced(router, { from: { pod: 'shop/client' }, to: 'tcp://db.corp.internal:80' });
    expect(outcomes[0]?.legs[1]?.request.flow.destinationIP).toBe('203.0.113.53');
    expect(outcomes[0]?.disposition).toBe('EXITS_NETWORK');
  });
});
