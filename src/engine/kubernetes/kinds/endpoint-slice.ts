import { DISCOVERY } from '../fields/api-groups.ts';
import { labels } from '../fields/field.ts';
import { never } from '../fields/unread-values.ts';
import { defineKind } from '../fields/kind.ts';
import { metadata } from '../fields/metadata.ts';
import { list, naming, needed, object, or, part, readAs, section, unsaid, whenAsked } from '../fields/schema.ts';
import { noteIssue, placeBelow } from '../model/reader.ts';
import { boolean, ip, isText, oneOf, port, protocol, string, text } from '../fields/values.ts';

/** The labels that name the Service, and who keeps the slice. */
const named = { 'kubernetes.io/service-name': text, 'endpointslice.kubernetes.io/managed-by': text };
const names = list(section({ name: needed(text) }));

/**
 * The API server takes any number (// pkg/apis/discovery/validation validatePorts); kube-proxy leaves 0 out (pkg/proxy/endpointslicecache.go),
 * and nobody can connect to any other that is none.
 */
const anyPort: typeof port = {
  ...port,
  expects: { least: -(2 ** 31), most: 2 ** 31 - 1 },
  read: (written, above, step) => {
    const isNone = Number.isInteger(written) && !(Number(written) >= port.min && Number(written) <= port.max);
    if (!isNone) return port.read(written, above, step);
    const detail = {
      is: 'EXPECTED',
      expected: { least: port.min, most: port.max },
      found: { value: Number(written) },
    } as const;
    noteIssue(placeBelow(above, step, written), 'warning', { code: 'FIELD_UNUSABLE', detail });
    return undefined;
  },
};

export const ENDPOINT_SLICE = defineKind({
  group: DISCOVERY,
  kind: 'EndpointSlice',
  scope: 'namespaced',
  roles: ['endpoints'],
  fields: {
    addressType: oneOf('IPv4', 'IPv6', 'FQDN'),
    endpoints: whenAsked(
      list(
        object({
          conditions: part({ ready: boolean, serving: boolean, terminating: boolean }),
          targetRef: naming('Pod', section({ kind: isText('Pod'), name: whenAsked(text), namespace: text })),
          hints: part({ forZones: names, forNodes: naming('Node', names) }),
          addresses: list(ip),
          nodeName: naming('Node', text),
          zone: text,
          hostname: text,
        }),
      ),
    ),
    ports: list(
      object({
        port: needed(anyPort),
        protocol: needed(unsaid('TCP', protocol)),
        name: or('', string),
        appProtocol: never(),
      }),
    ),
    metadata: metadata({}, { labels: readAs(labels, part(named)) }),
  },
});
