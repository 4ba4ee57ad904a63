import type { IngressBackend, IngressPath } from '../model/cluster.ts';
import { withoutUndefined } from './read-service.ts';
import {
  type Cursor,
  expectMapping,
  field,
  fieldAt,
  isAbsent,
  noteIssue,
  readIp,
  readList,
  readOneOf,
  readPortOrName,
  readPort,
  readString,
  readText,
  unusable,
} from '../model/reader.ts';
import type { IngressSpec, PlacedBackend } from '../model/specs.ts';

/** networking.k8s.io/v1 `{service: {name, port}}`, and the `{serviceName, servicePort}` of the versions before. */
function readBackend(cursor: Cursor): IngressBackend | undefined {
  if (!expectMapping(cursor)) return undefined;
  if (!isAbsent(field(cursor, 'serviceName'))) return readFormerBackend(cursor);
  if (isAbsent(field(cursor, 'service')) && !isAbsent(field(cursor, 'resource'))) {
    noteIssue(field(cursor, 'resource'), 'warning', { code: 'BACKEND_NOT_MODELLED', detail: { is: 'RESOURCE' } });
    return undefined;
  }
  const service = readText(fieldAt(cursor, 'service', 'name'));
  if (service === undefined) return unusable(fieldAt(cursor, 'service', 'name'), 'SERVICE_NAME');
  const name = readText(fieldAt(cursor, 'service', 'port', 'name'));
  if (name !== undefined) return { service, port: { name } };
  const number = readPort(fieldAt(cursor, 'service', 'port', 'number'));
  if (number === undefined) return unusable(fieldAt(cursor, 'service', 'port'), 'SERVICE_PORT');
  return { service, port: { number } };
}

function readFormerBackend(cursor: Cursor): IngressBackend | undefined {
  const service = readText(field(cursor, 'serviceName'));
  const port = readPortOrName(field(cursor, 'servicePort'));
  if (service === undefined || port === undefined) return unusable(cursor, 'SERVICE_AND_PORT');
  return { service, port: typeof port === 'number' ? { number: port } : { name: port } };
}

/** An Ingress. Paths keep their order; a rule without paths stays, as it shadows the default backend of its host. */
export function readIngress(object: Cursor): IngressSpec {
  const spec = field(object, 'spec');
  const backends: PlacedBackend[] = [];
  const place = (cursor: Cursor): IngressBackend | undefined => {
    const backend = readBackend(cursor);
    if (backend !== undefined) backends.push({ backend, path: cursor.path });
    return backend;
  };
  const readPath = (cursor: Cursor): IngressPath | undefined => {
    if (!expectMapping(cursor)) return undefined;
    const backend = place(field(cursor, 'backend'));
    if (backend === undefined) return undefined;
    const types = ['Exact', 'Prefix', 'ImplementationSpecific'] as const;
    return {
      path: readText(field(cursor, 'path')) ?? '/',
      pathType: readOneOf(field(cursor, 'pathType'), types) ?? 'ImplementationSpecific',
      backend,
    };
  };
  const defaultBackend = place(
    isAbsent(field(spec, 'defaultBackend')) ? field(spec, 'backend') : field(spec, 'defaultBackend'),
  );
  const rules = readList(field(spec, 'rules'), (rule) => {
    if (!expectMapping(rule)) return undefined;
    const host = readText(field(rule, 'host'));
    return { paths: readList(fieldAt(rule, 'http', 'paths'), readPath), ...withoutUndefined({ host }) };
  });
  return {
    rules,
    tls: readList(field(spec, 'tls'), (tls) => ({
      hosts: readList(field(tls, 'hosts'), readString),
      ...withoutUndefined({ secretName: readText(field(tls, 'secretName')) }),
    })),
    statusIPs: readList(fieldAt(object, 'status', 'loadBalancer', 'ingress'), (item) => readIp(field(item, 'ip'))),
    backends,
    ...withoutUndefined({
      className:
        readText(field(spec, 'ingressClassName')) ??
        readText(fieldAt(object, 'metadata', 'annotations', 'kubernetes.io/ingress.class')),
      defaultBackend,
    }),
  };
}
