import { type AnyField, group, value } from '../fields/field.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { list, object, or, part, readBy, section } from '../fields/schema.ts';
import { integer, oneOf, present, string, stringMap, text } from '../fields/values.ts';
import { type Cursor, isAbsent, isRecord, placeBelow, readOneOf, unusable } from '../model/reader.ts';

// Istio v1.28 istio.io/api security/v1beta1/peer_authentication.proto, networking/v1alpha3/destination_rule.proto.

const MODES = ['UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT'] as const;
const mode = oneOf(...MODES);

export type MutualTlsMode = (typeof MODES)[number];

/** By port. */
const portModes = readBy(group({ '*': group({ mode: value }) }), readPortModes);

function readPortModes(cursor: Cursor): Readonly<Record<string, MutualTlsMode>> | undefined {
  const { value: written } = cursor;
  if (isAbsent(cursor)) return undefined;
  if (!isRecord(written)) return unusable(cursor, 'MAPPING');
  return Object.fromEntries(
    Object.entries(written).flatMap(([port, each]) => {
      const at = placeBelow(cursor, port, each);
      const said = isRecord(each) ? each['mode'] : undefined;
      const found = said === undefined ? undefined : readOneOf(placeBelow(at, 'mode', said), MODES);
      return found === undefined ? [] : [[port, found]];
    }),
  );
}

/** Pods by their labels; without any, all of the namespace. */
const selector = section({ matchLabels: or({}, stringMap) });

export const PEER_AUTHENTICATION = defineKind({
  group: 'security.istio.io',
  kind: 'PeerAuthentication',
  scope: 'namespaced',
  fields: { metadata: metadata(), spec: part({ selector, mtls: part({ mode }), portLevelMtls: portModes }) },
});

/** What is not modelled: it is told that it is there. */
const unread = present({ type: 'any', tell: 'unread-object' } satisfies AnyField);

const tls = section({ mode: oneOf('DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL') });

export const DESTINATION_RULE = defineKind({
  group: 'networking.istio.io',
  kind: 'DestinationRule',
  scope: 'namespaced',
  fields: {
    metadata: metadata({}, { creationTimestamp: text }),
    spec: part({
      host: text,
      exportTo: list(string),
      workloadSelector: selector,
      trafficPolicy: part({
        tls,
        loadBalancer: unread,
        connectionPool: unread,
        outlierDetection: unread,
        portLevelSettings: list(object({ port: part({ number: integer(1, 65_535) }), tls })),
      }),
    }),
  },
});
