import { type AnyField, type Field, value } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { placed } from '../fields/placed.ts';
import { body, ifGiven, list, naming, object, part, readBy, type Schema } from '../fields/schema.ts';
import { hostCidr } from '../../net/cidr.ts';
import { type IpFamily, parseIp, type Port } from '../../net/ip.ts';
import { boolean, cidr, given, integer, oneOf, present, text } from '../fields/values.ts';
import { type Cursor, readCidr, unusable } from '../model/reader.ts';

// Calico v3.32 api/pkg/apis/projectcalico/v3 networkpolicy.go, globalnetworkpolicy.go, tier.go, networkset.go, globalnetworkset.go.

/** What is not modelled: it is told that it is there. */
const unread = present({ type: 'any', tell: 'unread-object' } satisfies AnyField);

/** With its place, where there is nothing else than absent fields either. */
const withPlace = <T extends object, F extends Field>(schema: Schema<T, F>) =>
  placed(schema) as Schema<T & { readonly at: Cursor }, F>;

export type CalicoPort = { readonly name: string } | { readonly from: Port; readonly to: Port };

const MAX_PORT = 65_535;
const isPort = (port: number): boolean => Number.isInteger(port) && port >= 0 && port <= MAX_PORT;

/** A number, two with a colon between them, or a name. // api/pkg/lib/numorstring/port.go */
function readPort(cursor: Cursor): CalicoPort | undefined {
  const { value: written } = cursor;
  if (typeof written !== 'string' && typeof written !== 'number') return unusable(cursor, 'PORT_OR_NAME');
  const [, first, last = first] = /^(\d+)(?::(\d+))?$/.exec(String(written)) ?? [];
  if (first === undefined)
    return typeof written === 'string' && /^[\w.-]{1,128}$/.test(written)
      ? { name: written }
      : unusable(cursor, 'PORT_OR_NAME');
  const [from, to] = [Number(first), Number(last)];
  return isPort(from) && isPort(to) && from <= to ? { from, to } : unusable(cursor, 'PORT_OR_NAME');
}

const NUMBERS: Readonly<Record<number, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6', 132: 'SCTP' };
const NAMES = ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6', 'UDPLite'];

/** By its name where it has one. // api/pkg/lib/numorstring/protocol.go */
function readProtocol(cursor: Cursor): string | undefined {
  const { value: written } = cursor;
  if (typeof written === 'number' && Number.isInteger(written) && written >= 0 && written <= 255)
    return NUMBERS[written] ?? String(written);
  return typeof written === 'string' && NAMES.includes(written) ? written : unusable(cursor, { oneOf: NAMES });
}

const protocol = given(value, readProtocol);
const ports = list(given(value, readPort));
const order = given(value, (cursor): number | undefined =>
  typeof cursor.value === 'number' ? cursor.value : unusable(cursor, 'QUANTITY'),
);
const family: Schema<IpFamily | undefined> = given(value, (cursor): IpFamily | undefined =>
  cursor.value === 4 || cursor.value === 6 ? cursor.value : unusable(cursor, { oneOf: ['4', '6'] }),
);
const message = ifGiven(placed(object({ type: integer(0, 254), code: integer(0, 255) })));

/** One end of the connections that a rule is about. */
const entity = withPlace(
  body({
    nets: list(cidr),
    notNets: list(cidr),
    selector: text,
    notSelector: text,
    namespaceSelector: text,
    ports,
    notPorts: ports,
    serviceAccounts: ifGiven(part({ names: list(text), selector: text })),
    services: ifGiven(placed(object({ name: naming('Service', text), namespace: text }))),
  }),
);

const rules = list(
  withPlace(
    body({
      action: oneOf('Allow', 'Deny', 'Log', 'Pass'),
      ipVersion: family,
      protocol,
      notProtocol: protocol,
      icmp: message,
      notICMP: message,
      source: entity,
      destination: entity,
      http: unread,
    }),
  ),
);

const common = {
  tier: naming('Tier', text),
  order,
  selector: text,
  serviceAccountSelector: text,
  types: list(oneOf('Ingress', 'Egress')),
  ingress: rules,
  egress: rules,
};

const CALICO = 'projectcalico.org';
/** What Calico's API server keeps its objects in, which clusters without that server use themselves. */
export const CALICO_STORE = 'crd.projectcalico.org';

const ofCalico = { group: CALICO, formerly: [CALICO_STORE] } as const;

export const CALICO_POLICY = defineKind({
  ...ofCalico,
  kind: 'NetworkPolicy.projectcalico.org',
  scope: 'namespaced',
  roles: ['policy'],
  fields: { metadata: metadata(), spec: withPlace(part(common)) },
});

export const CALICO_GLOBAL_POLICY = defineKind({
  ...ofCalico,
  kind: 'GlobalNetworkPolicy',
  scope: 'cluster',
  roles: ['policy'],
  fields: {
    metadata: metadata(),
    spec: withPlace(
      part({ ...common, namespaceSelector: text, doNotTrack: boolean, preDNAT: boolean, applyOnForward: boolean }),
    ),
  },
});

export const CALICO_TIER = defineKind({
  ...ofCalico,
  kind: 'Tier',
  scope: 'cluster',
  fields: { metadata: metadata(), spec: part({ order, defaultAction: oneOf('Deny', 'Pass') }) },
});

/** A network, or one address. */
const nets = list(
  readBy(value, (cursor) => {
    const ip = typeof cursor.value === 'string' ? parseIp(cursor.value) : undefined;
    return ip === undefined ? readCidr(cursor) : hostCidr(ip);
  }),
);

const networkSet = { metadata: metadata(), spec: part({ nets }) };

/** Addresses that selectors find by the labels of the set. */
export const NETWORK_SET = defineKind({ ...ofCalico, kind: 'NetworkSet', scope: 'namespaced', fields: networkSet });

export const GLOBAL_NETWORK_SET = defineKind({
  ...ofCalico,
  kind: 'GlobalNetworkSet',
  scope: 'cluster',
  fields: networkSet,
});
