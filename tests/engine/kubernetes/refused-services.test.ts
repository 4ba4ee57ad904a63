import { describe, expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../src/engine/kubernetes/cluster/cluster.ts';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { saidFinding } from '../../support/said.ts';
import { buildCluster } from '../../whole-engine.ts';
import { pod, service } from './objects.ts';

const RANGES = {
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  metadata: { name: '' },
  networking: { serviceSubnet: '10.96.0.0/16' },
};

/** What the API server says, after the sentence that it refuses. */
function refusals(object: RawObject, overrides: ClusterOverrides = {}): readonly string[] {
  return buildCluster({ objects: [RANGES, object], overrides })
    .findings.filter(({ code }) => code === 'SERVICE_REFUSED')
    .map((finding) => saidFinding(finding).replace(/^The API server refuses this Service: /, ''));
}
const of = (spec: object) => refusals(service('s', spec as never));
const PORT = { port: 80, targetPort: 8080 };

describe('a Service that the API server refuses, in its words', () => {
  test('several ports need names, each its own, and no port twice', () => {
    expect(of({ ports: [PORT, { ...PORT, port: 81 }] })).toEqual([
      'spec.ports[0].name: Required value',
      'spec.ports[1].name: Required value',
    ]);
    expect(
      of({
        ports: [
          { ...PORT, name: 'a' },
          { ...PORT, name: 'a', port: 81 },
        ],
      }),
    ).toEqual(['spec.ports[1].name: Duplicate value: "a"']);
    expect(
      of({
        ports: [
          { ...PORT, name: 'a' },
          { ...PORT, name: 'b' },
        ],
      }),
    ).toEqual(['spec.ports[1]: Duplicate value: TCP port 80']);
    expect(
      of({
        ports: [
          { ...PORT, name: 'a' },
          { ...PORT, name: 'b', protocol: 'UDP' },
        ],
      }),
    ).toEqual([]);
  });

  test('there is a port, but for names alone', () => {
    expect(of({ ports: [] })).toEqual(['spec.ports: Required value']);
    expect(of({ ports: undefined })).toEqual(['spec.ports: Required value']);
    expect(of({ ports: [], clusterIP: 'None' })).toEqual([]);
    expect(of({ ports: [], type: 'ExternalName', externalName: 'db.example.com' })).toEqual([]);
  });

  test('an alias needs a name', () => {
    for (const externalName of [undefined, null, ''])
      expect(of({ type: 'ExternalName', externalName })).toContain('spec.externalName: Required value');
    expect(of({ type: 'ExternalName', externalName: 'db.example.com' })).toEqual([]);
    expect(of({ type: 'ExternalName', externalName: 'db.example.com.' })).toEqual([]);
    expect(of({ type: 'ExternalName', externalName: '10.1.2.3' })).toEqual([]);
    for (const externalName of ['https://db.example.com', 'db.example.com:5432', 'db.example.com/x', 'DB.example.com'])
      expect(of({ type: 'ExternalName', externalName })).toEqual([
        expect.stringContaining(
          `spec.externalName: Invalid value: "${externalName}": a lowercase RFC 1123 subdomain must consist of`,
        ),
      ]);
  });

  test('node ports are of a range, and none of a ClusterIP', () => {
    expect(of({ type: 'NodePort', ports: [{ ...PORT, nodePort: 8080 }] })).toEqual([
      'spec.ports[0].nodePort: Invalid value: 8080: provided port is not in the valid range. The range of valid ports is 30000-32767',
    ]);
    expect(of({ ports: [{ ...PORT, nodePort: 30080 }] })).toEqual([
      "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
    ]);
  });

  test('clusterIPs are of the range that is stated', () => {
    const outside = service('s', { clusterIP: '172.30.0.1' });
    expect(refusals(outside)).toEqual([
      'spec.clusterIPs: Invalid value: ["172.30.0.1"]: failed to allocate IP 172.30.0.1: the provided network does not match the current range',
    ]);
    expect(refusals(outside, { kubernetesVersion: '1.32' })).toEqual([
      'spec.clusterIPs: Invalid value: ["172.30.0.1"]: failed to allocate IP 172.30.0.1: the provided IP (172.30.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/16',
    ]);
    expect(of({ clusterIP: '10.96.0.1' })).toEqual([]);
    expect(of({ clusterIPs: ['10.96.0.1'] })).toEqual([
      'spec.clusterIPs: Invalid value: ["10.96.0.1"]: must be empty when `clusterIP` is not specified',
    ]);
    const guessed = buildCluster({ objects: [outside] }).findings.filter(({ code }) => code === 'SERVICE_REFUSED');
    expect(guessed).toEqual([]);
  });

  test('what is for access from outside, and what for load balancers', () => {
    expect(of({ externalTrafficPolicy: 'Local' })).toEqual([
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ]);
    expect(of({ externalTrafficPolicy: 'Local', externalIPs: ['203.0.113.5'] })).toEqual([]);
    expect(of({ loadBalancerSourceRanges: ['203.0.113.0/24'] })).toEqual([
      "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
    ]);
    expect(of({ type: 'LoadBalancer', loadBalancerSourceRanges: ['203.0.113.0/24'] })).toEqual([]);
    expect(of({ type: 'LoadBalancer', healthCheckNodePort: 30100 })).toEqual([
      "spec.healthCheckNodePort: Invalid value: 30100: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    ]);
    expect(of({ type: 'LoadBalancer', clusterIP: 'None' })).toEqual([
      `spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for LoadBalancer services`,
    ]);
  });

  test('names: a letter first, or since 1.37 a digit', () => {
    expect(refusals(service('Upper_case'))[0]).toMatch(
      /^metadata\.name: Invalid value: "Upper_case": a DNS-1035 label must consist of lower case/,
    );
    expect(refusals(service('1st'))).toHaveLength(1);
    expect(refusals(service('1st'), { kubernetesVersion: '1.37' })).toEqual([]);
    expect(refusals(service('Upper_case'), { kubernetesVersion: '1.37' })[0]).toContain('a lowercase RFC 1123 label');
    expect(refusals(service('a'.repeat(64)))[0]).toContain('must be no more than 63 characters');
  });

  test('externalIPs that nobody can reach', () => {
    expect(of({ externalIPs: ['203.0.113.5', '127.0.0.1', '169.254.1.1', '0.0.0.0'] })).toEqual([
      'spec.externalIPs[1]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
      'spec.externalIPs[2]: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10)',
      'spec.externalIPs[3]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0 or ::)',
    ]);
  });

  test('families: as many as the policy allows, and such as the cluster has', () => {
    expect(
      of({ clusterIP: 'None', ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4', 'IPv6'], selector: null }),
    ).toEqual([
      `spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified`,
    ]);
    const twofold =
      'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services';
    expect(of({ ipFamilyPolicy: 'RequireDualStack' })).toEqual([twofold]);
    expect(of({ ipFamilyPolicy: 'PreferDualStack' })).toEqual([]);
    expect(of({ ipFamilyPolicy: 'RequireDualStack', clusterIP: 'None', selector: null })).toEqual([]);
    const both = { ...RANGES, networking: { serviceSubnet: '10.96.0.0/16,fd00:96::/112' } };
    const dual = buildCluster({ objects: [both, service('s', { ipFamilyPolicy: 'RequireDualStack' })] });
    expect(dual.findings.filter(({ code }) => code === 'SERVICE_REFUSED')).toEqual([]);
    const six = service('s', { ipFamilies: ['IPv6'] });
    expect(refusals(six)).toEqual(['spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster']);
    const codes = buildCluster({ objects: [RANGES, six] }).findings.map(({ code }) => code);
    expect(codes).not.toContain('SERVICE_CIDR_EXHAUSTED');
  });

  test('one that it has stored it has taken', () => {
    const stored = service('s', { type: 'NodePort', ports: [{ ...PORT, nodePort: 8080 }] });
    expect(refusals({ ...stored, metadata: { ...stored.metadata, uid: 'u1' } } as RawObject)).toEqual([]);
  });
});

test('a Service without ports is told once', () => {
  const { findings } = buildCluster({ objects: [RANGES, service('s', { ports: [] } as never)] });
  const told = findings.filter(({ object }) => object?.kind === 'Service');
  expect(told.map(({ code, path }) => [code, path?.join('.')])).toEqual([['SERVICE_REFUSED', 'spec.ports']]);
});

describe('a Service that the API server refuses is not there', () => {
  const unnamed = { ports: [PORT, { ...PORT, port: 81 }] };
  const web = pod('s', { spec: { containers: [{ name: 'c', ports: [{ containerPort: 8080 }] }] } });
  const built = (object: RawObject) => buildCluster({ objects: [RANGES, web, object] }).service('default', 's');

  test('it has no address, no node port and no endpoint, and takes none from the others', () => {
    const refused = built(service('s', { type: 'LoadBalancer', externalIPs: ['203.0.113.5'], ...unnamed } as never));
    expect(refused).toMatchObject({ clusterIPs: [], loadBalancerIPs: [], externalIPs: [] });
    expect(refused?.refused?.refusal).toEqual({ is: 'PORT_NAME_MISSING', index: 0 });
    expect(refused?.ports.map(({ nodePort }) => nodePort)).toEqual([undefined, undefined]);
    expect(refused?.endpoints(4)).toEqual([]);
    const after = [service('s', unnamed as never), service('t', { ports: [PORT] } as never)];
    const alone = [service('t', { ports: [PORT] } as never)];
    const addressIn = (objects: readonly RawObject[]) =>
      buildCluster({ objects: [RANGES, ...objects] }).service('default', 't')?.clusterIPs;
    expect(addressIn(after)).toEqual(addressIn(alone));
  });

  test('one that is stored, or states its address as what is stored does, is; so is one outside of the usual node ports', () => {
    const stored = service('s', unnamed as never);
    expect(built({ ...stored, metadata: { ...stored.metadata, uid: 'u1' } } as RawObject)?.refused).toBeUndefined();
    expect(built(service('s', { clusterIP: '10.96.0.7', ...unnamed } as never))).toMatchObject({
      clusterIPs: ['10.96.0.7'],
    });
    expect(built(service('s', { type: 'NodePort', ports: [{ ...PORT, nodePort: 8080 }] } as never))).toMatchObject({
      ports: [{ nodePort: 8080 }],
    });
  });
});

describe('a Service whose address or node port another has', () => {
  const said = (...objects: readonly RawObject[]) =>
    buildCluster({ objects: [RANGES, ...objects] })
      .findings.filter(({ code }) => code === 'SERVICE_REFUSED' || code === 'DUPLICATE_ADDRESS')
      .map((finding) => `${finding.object?.name} ${saidFinding(finding)}`);
  const at = (name: string, spec: object) => service(name, { ports: [PORT], ...spec } as never);

  test('is refused, whatever its protocol, and is not there; one that states its address may be stored', () => {
    expect(said(at('a', { clusterIP: '10.96.0.7' }), at('b', { clusterIP: '10.96.0.7' }))).toEqual([
      'b clusterIP 10.96.0.7 is already that of Service default/a, and the API server takes none twice (“provided IP is already allocated”): leave the field out, or choose another',
    ]);
    const twins = buildCluster({
      objects: [RANGES, at('a', { clusterIP: '10.96.0.7' }), at('b', { clusterIP: '10.96.0.7' })],
    });
    expect(twins.service('default', 'b')).toMatchObject({
      clusterIPs: ['10.96.0.7'],
      doubt: [{ code: 'REFUSED_SERVICE_TAKEN', detail: { refusal: { is: 'CLUSTER_IP_ALLOCATED' } } }],
    });
    const open = (protocol: string) => ({ type: 'NodePort', ports: [{ ...PORT, protocol, nodePort: 30080 }] });
    expect(said(at('a', open('TCP')), at('b', open('UDP')))).toEqual([
      'b The API server refuses this Service: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ]);
    const cluster = buildCluster({ objects: [RANGES, at('a', open('TCP')), at('b', open('TCP'))] });
    expect(cluster.service('default', 'a')?.refused).toBeUndefined();
    expect(cluster.service('default', 'b')).toMatchObject({
      clusterIPs: [],
      refused: { path: ['spec', 'ports', 0, 'nodePort'] },
    });
  });

  test('unless it has it twice itself; one that is stored comes first', () => {
    const twice = [
      { ...PORT, name: 'a', nodePort: 30080 },
      { ...PORT, name: 'b', protocol: 'UDP', nodePort: 30080 },
    ];
    expect(said(at('a', { type: 'NodePort', ports: twice }))).toEqual([]);
    const stored = at('z', { type: 'NodePort', ports: [{ ...PORT, nodePort: 30080 }] });
    const names = said(at('a', { type: 'NodePort', ports: [{ ...PORT, nodePort: 30080 }] }), {
      ...stored,
      metadata: { ...stored.metadata, uid: 'u' },
    } as RawObject).map((text) => text.split(' ')[0]);
    expect(names).toEqual(['a']);
    const [addressed, holder] = [at('a', { clusterIP: '10.96.0.7' }), at('z', { clusterIP: '10.96.0.7' })];
    expect(said(addressed, { ...holder, metadata: { ...holder.metadata, uid: 'u' } })).toEqual([
      expect.stringMatching(/^a clusterIP 10\.96\.0\.7 is already that of Service default\/z,/),
    ]);
  });
});

test('ServiceCIDR objects say where Services have their addresses', () => {
  const range = (name: string, ...cidrs: readonly string[]): RawObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'ServiceCIDR',
    metadata: { name },
    spec: { cidrs },
  });
  const rangesOf = (...objects: readonly RawObject[]) => buildCluster({ objects }).settings.serviceCIDRs;
  expect(rangesOf(range('extra', '10.99.0.0/24'), range('kubernetes', '10.43.0.0/16'))).toEqual([
    '10.43.0.0/16',
    '10.99.0.0/24',
  ]);
  expect(rangesOf(RANGES, range('extra', '10.99.0.0/24'))).toEqual(['10.96.0.0/16', '10.99.0.0/24']);
  const { findings } = buildCluster({
    objects: [range('kubernetes', '10.43.0.0/16'), service('s', { clusterIP: '10.96.0.7', ports: [PORT] } as never)],
  });
  expect(findings.map(({ code }) => code)).toContain('SERVICE_REFUSED');
});

test('of declared ports of another protocol the protocol is told', () => {
  const objects = [pod('s', { spec: { containers: [{ name: 'c', ports: [{ containerPort: 8080 }] }] } })];
  const udp = service('s', { ports: [{ port: 80, protocol: 'UDP', targetPort: 8080 }] });
  const [finding] = buildCluster({ objects: [...objects, udp] }).findings.filter(
    ({ code }) => code === 'TARGET_PORT_NOT_DECLARED',
  );
  expect(finding && saidFinding(finding)).toContain('declares UDP port 8080: they declare TCP 8080');
});
