import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeNamespace } from '../../../../src/engine/dataplane/build/build-network.ts';
import { formatNodeTables } from '../../../../src/engine/dataplane/build/ruleset-text.ts';
import type { Cluster } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import { cidr, cluster, node, pod, service } from '../fixture-cluster.ts';
import { buildNetwork, formatLab } from '../../../whole-engine.ts';

const LISTENS = { listeners: [{ protocol: 'TCP', port: 8080, container: 'app' }] } as const;
const NODES = [
  node('n1', ['192.168.0.2', 'fd00:192::2'], { podCIDRs: [cidr('10.244.0.0/24'), cidr('fd00:10:244::/64')] }),
  node('n2', ['192.168.0.3', 'fd00:192::3'], { podCIDRs: [cidr('10.244.1.0/24'), cidr('fd00:10:244:1::/64')] }),
];
const PODS = [
  pod('shop/web-0', 'n1', ['10.244.0.5', 'fd00:10:244::5'], LISTENS),
  pod('shop/web-1', 'n2', ['10.244.1.5', 'fd00:10:244:1::5'], LISTENS),
];
const WEB = service('shop/web', {
  clusterIPs: ['10.96.0.20'],
  ports: [{ port: 80, name: 'http' }],
  endpoints: ['10.244.0.5', '10.244.1.5'].map((ip) => ({ ip, ports: { http: 8080 } })),
});
const CLUSTER = cluster({ nodes: NODES, pods: PODS, services: [WEB] });

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pw-lab-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function labText(...parts: Parameters<typeof formatLab>): string {
  const script = formatLab(...parts);
  if (!script.ok) throw new Error(script.message);
  return script.text;
}

/** The script in a file, its working folder moved into the test's. */
function write(script: string): string {
  const file = join(folder, 'lab.sh');
  writeFileSync(file, script.replace('RUN=/run/pw-lab', `RUN=${folder}/run`));
  return file;
}

function createScript(parts: Cluster = CLUSTER): string {
  return write(labText(parts));
}

describe('what cannot be built', () => {
  const { settings } = CLUSTER;
  test.each(['ipvs', 'ebpf'] as const)('proxy mode %s', (proxyMode) => {
    expect(formatLab({ ...CLUSTER, settings: { ...settings, proxyMode } })).toEqual({
      ok: false,
      message: `a lab has the rules of iptables or nftables; of proxy mode ${proxyMode} there is none`,
    });
  });

  test('a cluster without nodes', () => {
    expect(formatLab(cluster({ nodes: [] }))).toMatchObject({ ok: false, message: expect.stringContaining('no node') });
  });

  test('a CNI that delivers by eBPF', () => {
    expect(formatLab({ ...CLUSTER, settings: { ...settings, cni: 'cilium' } })).toMatchObject({
      ok: false,
      message: expect.stringContaining('cilium'),
    });
  });
});

describe('a cluster on one’s own machine', () => {
  const mapped = [
    { port: 8080, protocol: 'TCP', to: 'NODE', nodes: [{ name: 'n1', index: 0 }], containerPort: 30_080 },
  ] as const;
  const machine = { environment: 'kind', reach: 'LINK', mapped } as const;
  const text = labText({ ...CLUSTER, settings: { ...CLUSTER.settings, machine } });

  test('docker’s rules are loaded there, before what answers for everything outside', () => {
    const [, own = ''] = text.split('# internet\n');
    const rules = own.split(/^# /m)[0] ?? '';
    expect(rules).toContain('-A DOCKER ! -i br0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 192.168.0.2:30080');
    expect(rules.indexOf('-A DOCKER')).toBeLessThan(rules.indexOf('--noflush'));
  });

  test('docker’s proxy takes connections at all of its addresses and opens its own', () => {
    expect(text).toContain('["TCP","0.0.0.0",8080,"pw-internet",[["192.168.0.2",30080]]]');
    expect(text).toContain('["TCP","::",8080,"pw-internet",[["fd00:192::2",30080]]]');
    expect(labText(CLUSTER)).not.toContain('30080');
  });
});

describe('the devices of other CNIs', () => {
  const under = (cni: string): string => labText({ ...CLUSTER, settings: { ...CLUSTER.settings, cni } });

  test('flannel: a VXLAN device that is told its neighbours and where they are', () => {
    const text = under('flannel');
    expect(text).toMatch(/^MODULES='vxlan'$/m);
    expect(text).toMatch(
      /link add flannel\.1 address \S+ mtu 1450 type vxlan id 1 local 192\.168\.0\.2 dstport 8472 nolearning/,
    );
    expect(text).toMatch(/neigh replace 10\.244\.1\.0 lladdr \S+ dev flannel\.1 nud permanent/);
    expect(text).toMatch(
      /^bridge -n pw-node-n1 -batch - <<'END'\nfdb append \S+ dev flannel\.1 dst 192\.168\.0\.3 self permanent$/m,
    );
    expect(text).toContain('route add 10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink');
  });

  test('Calico: a routed veth pair that answers for the gateway', () => {
    const text = under('calico');
    expect(text).toMatch(
      /^link add name cali\S+ address ee:ee:ee:ee:ee:ee .* type veth peer name eth0 .* netns pw-pod-shop-web-0$/m,
    );
    expect(text).toMatch(/^answer_for_others pw-node-n1 cali\S+/m);
    expect(text).toContain('route add 0.0.0.0/0 via 169.254.1.1 dev eth0 onlink');
    // ipset is not asked for: what is in the negated set turns back in a chain of its own.
    expect(text).not.toContain('match-set');
    expect(text).toMatch(/^-A not-1-cali40all-ipam-pools -d 10\.244\.0\.0\/16 -j RETURN$/m);
  });

  test('kindnet: an address whose prefix has no route of the kernel', () => {
    expect(under('kindnet')).toContain('addr add 10.244.0.5/24 dev eth0 noprefixroute');
  });

  test('Amazon VPC: what looks into table main before the tables of further interfaces', () => {
    const text = under('aws-vpc');
    expect(text).toContain('rule add pref 512 to 10.244.0.5/32 lookup main');
    expect(text).toContain('rule add pref 1024 fwmark 128/128 lookup main');
    // Every namespace has the kernel's own.
    expect(text).not.toMatch(/^rule add pref (0|32766|32767) /m);
  });

  test('the bridge needs none of it', () => {
    expect(under('bridge')).toMatch(/^MODULES=''$/m);
    expect(under('bridge')).not.toMatch(/^(bridge|answer_for_others) /m);
  });
});

describe('the script', () => {
  test('bash can read it', () => {
    expect(execFileSync('bash', ['-n', createScript()], { encoding: 'utf8' })).toBe('');
  });

  test('loads what the model has, rule for rule', () => {
    const network = buildNetwork(CLUSTER);
    const text = labText(CLUSTER, network);
    for (const { name } of CLUSTER.nodes) {
      for (const family of [4, 6] as const) {
        const ruleset = network.namespace(nodeNamespace(name))?.ruleset(family);
        if (ruleset === undefined) throw new Error(`no node ${name}`);
        expect(text).toContain(`<<'END'\n${formatNodeTables(ruleset).trimEnd()}\nEND\n`);
      }
    }
    expect(text).toContain('*nat');
    expect(text).toMatch(/-A KUBE-SEP-\w+ .* -j DNAT --to-destination 10\.244\.1\.5:/);
  });

  test('loads an nftables table with nft, and asks for nft only then', () => {
    const { settings } = CLUSTER;
    const text = labText({ ...CLUSTER, settings: { ...settings, proxyMode: 'nftables' } });
    expect(text).toMatch(/nft -f - <<'END'\n.*table ip kube-proxy/);
    expect(text).toMatch(/^TOOLS='.* nft .*'$/m);
    expect(labText(CLUSTER)).not.toMatch(/^TOOLS='.* nft .*'$/m);
  });

  test('tells every place and where it is', () => {
    const listed = execFileSync('bash', [createScript(), 'list'], { encoding: 'utf8' }).trimEnd().split(/\s*\n/);
    expect(listed.map((line) => line.split(/ +/))).toEqual([
      ['internet', 'pw-internet'],
      ['router', 'pw-router'],
      ['load-balancer', 'pw-load-balancer'],
      ['node/n1', 'pw-node-n1'],
      ['node/n2', 'pw-node-n2'],
      ['pod/shop/web-0', 'pw-pod-shop-web-0'],
      ['pod/shop/web-1', 'pw-pod-shop-web-1'],
    ]);
  });

  test('gives places whose names would be alike different namespaces', () => {
    const pods = [pod('a/b-c', 'n1', ['10.244.0.6']), pod('a-b/c', 'n1', ['10.244.0.7'])];
    const listed = execFileSync('bash', [createScript(cluster({ nodes: NODES, pods })), 'list'], { encoding: 'utf8' });
    expect(listed).toContain('pw-pod-a-b-c\n');
    expect(listed).toContain('pw-pod-a-b-c-2\n');
  });

  test('a hostNetwork pod is found in its node', () => {
    const pods = [pod('kube-system/proxy', 'n2', ['192.168.0.3'], { hostNetwork: true })];
    const listed = execFileSync('bash', [createScript(cluster({ nodes: NODES, pods })), 'list'], { encoding: 'utf8' });
    expect(listed).toMatch(/pod\/kube-system\/proxy +pw-node-n2\n/);
  });
});

/** Programs that only note how they were called; `ip` keeps a list of namespaces, and fails when told to. */
const STUB = `#!/usr/bin/env bash
name=\${0##*/}
{ printf '%s' "$name"; printf '\\x1f%s' "$@"; echo; } >> "$STUBS/calls"
case "$name $1 $2" in
  'ip netns add') echo "$3" >> "$STUBS/netns" ;;
  'ip netns del') grep -vxF -- "$3" "$STUBS/netns" > "$STUBS/left"; mv "$STUBS/left" "$STUBS/netns" ;;
  'ip netns list') cat "$STUBS/netns" 2>/dev/null ;;
  'id -u '*) echo 0 ;;
  'uname -s '*) echo Linux ;;
  'python3 '*) echo ready ;;
esac
case "$*" in *-batch*|*restore*) cat > /dev/null; [ -z "$FAILS" ] || exit 1 ;; esac
exit 0
`;
const STUBBED = ['ip', 'id', 'uname', 'python3', 'setsid', 'iptables-restore', 'ip6tables-restore', 'modprobe'];

interface Ran {
  readonly status: number | null;
  readonly stderr: string;
  /** The words of each call of a stubbed program. */
  readonly calls: readonly (readonly string[])[];
  readonly namespaces: string;
}

/** Runs the script where every program that could change the machine is a stub. */
function runStubbed(file: string, args: readonly string[], more: { fails?: boolean; without?: string } = {}): Ran {
  const stubs = join(folder, 'stubs');
  mkdirSync(stubs, { recursive: true });
  for (const name of STUBBED.filter((one) => one !== more.without)) {
    writeFileSync(join(stubs, name), name === 'setsid' ? '#!/usr/bin/env bash\nexec "$@"\n' : STUB);
    chmodSync(join(stubs, name), 0o755);
  }
  for (const name of ['bash', 'env', 'cat', 'grep', 'mv', 'rm', 'mkdir', 'awk', 'sleep', 'touch']) {
    const found = execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim();
    if (!existsSync(join(stubs, name))) symlinkSync(found, join(stubs, name));
  }
  const env = { PATH: stubs, STUBS: stubs, FAILS: more.fails === true ? '1' : '' };
  const { status, stderr } = spawnSync(join(stubs, 'bash'), [file, ...args], { encoding: 'utf8', env, cwd: folder });
  const read = (name: string): string =>
    existsSync(join(stubs, name)) ? readFileSync(join(stubs, name), 'utf8').trimEnd() : '';
  return {
    status,
    stderr,
    calls: read('calls')
      .split('\n')
      .map((line) => line.split('\u001f')),
    namespaces: read('netns'),
  };
}

// Needs /proc. Nothing of the machine is touched.
describe.skipIf(process.platform !== 'linux')('its commands', () => {
  test('up builds, down takes everything away', () => {
    const file = createScript();
    const up = runStubbed(file, ['up']);
    expect(up.stderr).toBe('');
    expect(up.status).toBe(0);
    expect(up.namespaces.split('\n')).toEqual(
      expect.arrayContaining(['pw-wire-nodes', 'pw-node-n1', 'pw-pod-shop-web-1']),
    );
    expect(up.namespaces.split('\n').every((name) => name.startsWith('pw-'))).toBe(true);
    const down = runStubbed(file, ['down']);
    expect(down.status).toBe(0);
    expect(down.namespaces).toBe('');
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });

  test('an up that fails takes away what it built', () => {
    const failed = runStubbed(createScript(), ['up'], { fails: true });
    expect(failed.status).not.toBe(0);
    expect(failed.stderr).toContain('up failed');
    expect(failed.calls.some((words) => words.join(' ').startsWith('ip netns add'))).toBe(true);
    expect(failed.namespaces).toBe('');
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });

  test('says what is missing before it touches anything', () => {
    const { status, stderr, calls } = runStubbed(createScript(), ['up'], { without: 'ip6tables-restore' });
    expect(status).toBe(1);
    expect(stderr).toContain('missing: ip6tables-restore');
    expect(calls.map(([program]) => program)).not.toContain('ip');
    expect(existsSync(join(folder, 'run'))).toBe(false);
  });

  test('a second up is refused', () => {
    const file = createScript();
    runStubbed(file, ['up']);
    const again = runStubbed(file, ['up']);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain('a lab is up already');
    expect(again.namespaces).not.toBe('');
  });

  const HOSTILE = [
    "x'; touch canary; '",
    '$(touch canary)',
    '`touch canary`',
    '"; touch canary; "',
    'x\nEND\ntouch canary\n',
    "END\n)\ntouch canary\nEND\n'",
    '\n',
    '--help',
    '../../canary',
    '\\',
  ];

  test.each(HOSTILE)('the name %j is only ever a name', (name) => {
    const { settings } = CLUSTER;
    const hostile = cluster({
      settings: { localDetector: { mode: 'BridgeInterface', bridge: name } },
      nodes: [node(name, ['192.168.0.2'], { podCIDRs: [cidr('10.244.0.0/24')] }), ...NODES],
      pods: [
        { ...pod('shop/x', name, ['10.244.0.5'], LISTENS), namespace: name, name },
        {
          ...pod('shop/x', name, ['192.168.0.2'], { hostNetwork: true, ...LISTENS }),
          namespace: name,
          name: `h${name}`,
        },
      ],
      services: [{ ...WEB, namespace: name, name, ports: WEB.ports.map((port) => ({ ...port, name })) }],
    });
    for (const proxyMode of ['iptables', 'nftables'] as const) {
      const file = createScript({ ...hostile, settings: { ...settings, ...hostile.settings, proxyMode } });
      expect(spawnSync('bash', ['-n', file], { encoding: 'utf8' }).stderr).toBe('');
      const listed = runStubbed(file, ['list']);
      expect(listed.status).toBe(0);
      if (proxyMode === 'nftables') continue;
      const up = runStubbed(file, ['up']);
      expect(up.stderr).toBe('');
      expect(up.status).toBe(0);
      for (const [program, ...words] of up.calls) {
        if (program !== 'ip' || words[1] === 'exec') continue;
        for (const word of words) expect(word).toMatch(/^[a-z0-9.-]+$/);
      }
      runStubbed(file, ['down']);
    }
    expect(existsSync(join(folder, 'canary'))).toBe(false);
  });
});
