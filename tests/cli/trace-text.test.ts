import { describe, expect, test } from 'vitest';
import { printable } from '../../src/report/printable.ts';
import { columnsOf, detectTerminal, labelled, paint, PLAIN, wrap } from '../../src/cli/terminal/terminal.ts';
import { foldWays, tellingWay } from '../../src/report/fold-ways.ts';
import { IN_ENGLISH } from '../../src/cli/trace/report-english.ts';
import { formatMarkdown } from '../../src/report/markdown.ts';
import { formatTrace } from '../../src/cli/trace/format-trace.ts';
import type { CauseCode } from '../../src/engine/routing/outcome/cause-details.ts';
import { CAUSE_MEANINGS } from '../../src/narration/en/failures/cause-meanings.ts';
import { kubectlCommand } from '../../src/narration/en/failures/kubectl.ts';
import type { TraceRequest } from '../../src/engine/requests.ts';
import { parseManifests } from '../../src/manifests/parse.ts';
import { SHOP_YAML } from './shop-yaml.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const { objects } = parseManifests([{ name: 'shop.yaml', text: SHOP_YAML.replace('replicas: 2', 'replicas: 6') }]);
const cluster = buildCluster({ objects });
const router = createRouter(cluster);
const REQUEST = { from: { pod: 'shop/client' }, to: 'http://web/' } as const;
const QUIET = { terminal: PLAIN, rules: false, all: false };

function walked() {
  const traced = router.trace(REQUEST);
  if (!traced.ok) throw new Error(traced.error.code);
  return traced.value;
}

describe('ways', () => {
  test('those that differ only in which endpoint was picked are one; nothing is lost', () => {
    const { outcomes } = walked();
    const ways = foldWays(outcomes);
    expect(outcomes).toHaveLength(6);
    // To a pod of the client's own node, and to one of the other.
    expect(ways).toHaveLength(2);
    expect(new Set(ways.flatMap(({ outcomes: folded }) => folded))).toEqual(new Set(outcomes));
    expect(ways.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 9);
  });

  test('one that fails is never folded with one that does not, and is the one that is told', () => {
    const { outcomes } = walked();
    const [first, ...rest] = outcomes;
    if (first === undefined) throw new Error('no outcome');
    const ways = foldWays([...rest, { ...first, disposition: 'DROPPED' }]);
    expect(tellingWay(ways)?.shown.disposition).toBe('DROPPED');
    expect(tellingWay(ways)?.outcomes).toHaveLength(1);
  });
});

describe('what is not considered', () => {
  const line = {
    ...walked(),
    verdict: 'UNDETERMINED' as const,
    notConsidered: [
      {
        object: { kind: 'CiliumNetworkPolicy', namespace: 'shop', name: 'gate' },
        code: 'RULES_REWRITTEN' as const,
        detail: { container: 'gate', pod: { namespace: 'shop', name: 'web' }, command: 'nft' },
      },
    ],
  };

  test('stands under the verdict, with the verdict without it', () => {
    const text = formatTrace(cluster, { request: REQUEST, line }, QUIET);
    expect(text).toMatch(/^UNDETERMINED/);
    expect(text).toMatch(
      /^ {2}Not considered +CiliumNetworkPolicy shop\/gate: Init container gate of pod shop\/web runs nft/m,
    );
    expect(text).toMatch(/^ {2}Without it +REACHABLE/m);
  });

  test('in Markdown nothing a name holds is markup', () => {
    const [unread] = line.notConsidered;
    const hostile = {
      ...line,
      notConsidered: [{ ...unread, object: { kind: 'X', namespace: 'n', name: '<img src=x>`@all|' } }],
    };
    const text = formatMarkdown(cluster, { request: REQUEST, line: hostile as typeof line }, IN_ENGLISH);
    expect(text).toContain('\\<img src=x\\>\\`\\@all\\|');
    expect(text).toContain('| Where | What happens |');
  });
});

describe('terminal', () => {
  const colours = { colours: true };

  test('colours where they are wanted', () => {
    expect(detectTerminal({ isTTY: true, columns: 100 }, {})).toEqual({ colours: true, width: 100 });
    expect(detectTerminal({ isTTY: true, columns: 100 }, { NO_COLOR: '1' }).colours).toBe(false);
    expect(detectTerminal({ isTTY: true, columns: 100 }, { NO_COLOR: '' }).colours).toBe(true);
    expect(detectTerminal({ isTTY: true, columns: 100 }, { TERM: 'dumb' }).colours).toBe(false);
    expect(detectTerminal({}, {})).toEqual({ colours: false });
    expect(detectTerminal({}, { FORCE_COLOR: '1' }).colours).toBe(true);
    expect(detectTerminal({}, { FORCE_COLOR: '1', NO_COLOR: '1' }).colours).toBe(false);
  });

  test('what cannot be seen is written out, in colour or not', () => {
    expect(printable('a\u001b[31mb\u202ec\u0000\u200b')).toBe('a\\u001b[31mb\\u202ec\\u0000\\u200b');
    expect(paint(colours, 'bad', 'x\u001b[0m')).toBe('\u001b[1;31mx\\u001b[0m\u001b[0m');
  });

  test('lines keep within the width, painted or not', () => {
    const words = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.repeat(3);
    const text = labelled({ colours: true, width: 60 }, { label: 'Cause', text: paint(colours, 'strong', words) });
    for (const line of text.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(60);
    expect(wrap('averyveryverylongword x', 5)).toEqual(['averyveryverylongword', 'x']);
    expect(labelled(PLAIN, { label: 'Cause', text: words })).not.toContain('\n');
  });
});

describe('hops', () => {
  const line = { ...walked(), verdict: 'REACHABLE' as const };
  const textAt = (width: number | undefined): string =>
    formatTrace(
      cluster,
      { request: REQUEST, line },
      { ...QUIET, terminal: { colours: false, ...(width && { width }) } },
    );
  const words = (text: string): readonly string[] => text.split(/\s+/);

  test('keep within the width of the terminal, and say the same', () => {
    for (const width of [48, 60, 80, 100]) {
      const lines = textAt(width).split('\n');
      const walk = lines.slice(lines.findIndex((each) => each.startsWith('The walk')));
      expect(walk.length).toBeGreaterThan(10);
      for (const each of walk) if (each.trim().includes(' ')) expect(each.length, each).toBeLessThanOrEqual(width);
      expect(words(textAt(width))).toEqual(words(textAt(undefined)));
    }
  });

  test('a broken one goes on under its own words, or under its place where little room is left beside it', () => {
    expect(textAt(74)).toMatch(/^ {4}Node node-1 {31}to \S+, rewritten\n {46}to \S+$/m);
    expect(textAt(60)).toMatch(/^ {4}Node node-1\n {6}to \S+, rewritten to \S+$/m);
  });
});

describe('kubectl commands', () => {
  const object = { kind: 'Service', namespace: "sh'op", name: 'web; rm -rf /' };

  test('whatever names hold, a shell takes each as one word', () => {
    for (const code of Object.keys(CAUSE_MEANINGS) as CauseCode[]) {
      const command = kubectlCommand({
        cause: { code, object, path: ['spec', 'ports', 0, "a'b"] },
        client: { ...object, kind: 'Pod' },
        host: '$(reboot)',
      });
      // What is left without quoted words holds nothing that a shell acts upon.
      expect(command?.replaceAll("'\\''", '').replace(/'[^']*'/g, '') ?? '', code).toMatch(/^[\w ./:=,&-]*$/);
    }
  });

  test('names the object of the cause and its field', () => {
    const cause = {
      code: 'PORT_NOT_IN_SERVICE' as const,
      object: { kind: 'Service', namespace: 'shop', name: 'web' },
      path: ['spec', 'ports', 0, 'port'],
    };
    expect(kubectlCommand({ cause, host: 'web' })).toBe(
      "kubectl get service web -n shop -o jsonpath='{.spec.ports[0].port}'",
    );
  });
});

describe('on a condition', () => {
  const told = (yaml: string, request: TraceRequest) => {
    const own = buildCluster({ objects: parseManifests([{ name: 'shop.yaml', text: yaml }]).objects });
    const traced = createRouter(own).trace(request);
    if (!traced.ok) throw new Error(traced.error.code);
    const reported = { request, line: traced.value };
    return {
      text: formatTrace(own, reported, QUIET),
      markdown: formatMarkdown(own, reported, IN_ENGLISH),
    };
  };

  test('a targetPort that nobody declares, and a pod that declares none, arrive only if a process listens there', () => {
    const moved = told(SHOP_YAML.replace('targetPort: 8080', 'targetPort: 9999'), REQUEST);
    expect(moved.text).toMatch(
      /^REACHABLE, if {2}pod\/shop\/client -> http:\/\/web\/\n\n {2}Arrives +Only if .* listens on TCP 9999/,
    );
    expect(moved.markdown).toMatch(/^## REACHABLE, if: .*\n\n- Arrives: Only if .* listens on TCP 9999/);
    const silent = told(SHOP_YAML.replace(', ports: [{ containerPort: 8080 }]', ''), REQUEST);
    expect(silent.text).toMatch(/^REACHABLE, if {2}.*\n\n {2}Arrives +Only if .*the pod declares no ports\./);
    const declared = told(SHOP_YAML, REQUEST);
    expect(declared.text).toMatch(/^REACHABLE {2}/);
    expect(`${declared.text}${declared.markdown}`).not.toContain('Only if');
  });

  test('what does not arrive rests on no condition', () => {
    expect(
      told(SHOP_YAML.replace('targetPort: 8080', 'targetPort: 9999'), { ...REQUEST, to: 'http://web:81/' }).text,
    ).toMatch(/^UNREACHABLE {2}/);
  });

  test('a load balancer without a cloud answers only if something gives it an address', () => {
    const balanced = SHOP_YAML.replace(
      'spec: { selector: { app: web },',
      'spec: { type: LoadBalancer, selector: { app: web },',
    );
    const request = { from: { internet: true }, to: `http://${lookupBalancer(balanced)}/` } as const;
    expect(told(balanced, request).text).toMatch(
      /^REACHABLE, if .*\n\n {2}Arrives +Only if something gives Service shop\/web an address/,
    );
    const stated = `${balanced.replaceAll('spec: { podCIDRs: [10.244.1.0/24] }', 'spec: { podCIDRs: [10.244.1.0/24], providerID: aws:///eu-1a/i-1 }')}`;
    expect(told(stated, { ...request, to: `http://${lookupBalancer(stated)}/` }).text).not.toContain('Only if');
  });
});

function lookupBalancer(yaml: string): string {
  const { objects: read } = parseManifests([{ name: 'shop.yaml', text: yaml }]);
  return buildCluster({ objects: read }).service('shop', 'web')?.loadBalancerIPs[0]?.ip ?? '';
}

test('the words of a cause and of what a walk rests on come before their codes', () => {
  const request = { ...REQUEST, to: 'http://web:81/' };
  const traced = router.trace(request);
  if (!traced.ok) throw new Error(traced.error.code);
  const text = formatTrace(cluster, { request, line: traced.value }, QUIET);
  expect(text).toMatch(/^ {2}Cause +[A-Z][a-z].* \[PORT_NOT_IN_SERVICE\]$/m);
  expect(text).toMatch(/^ {2}Rests on +[A-Z][a-z].* \[[A-Z_]+\]$/m);
});
