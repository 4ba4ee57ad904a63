import type { Infer } from '../fields/schema.ts';
import { INGRESS } from '../kinds/ingress.ts';
import type { IngressBackend } from '../model/basics.ts';
import { type Cursor, field, fieldAt, noteIssue, unusable } from '../model/reader.ts';
import type { IngressSpec, PlacedBackend } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

type Given = Infer<typeof INGRESS>['spec'];
type GivenBackend = NonNullable<ReturnType<Given['backend']>>;

/** networking.k8s.io/v1 `{service: {name, port}}`, and the `{serviceName, servicePort}` of the versions before. */
function backendOf({
  serviceName,
  servicePort,
  service: given,
  resource,
  at,
}: GivenBackend): IngressBackend | undefined {
  if (serviceName !== undefined) return formerBackend(serviceName(), servicePort(), at);
  const service = given();
  if (service === undefined && resource) {
    noteIssue(field(at, 'resource'), 'warning', { code: 'BACKEND_NOT_MODELLED', detail: { is: 'RESOURCE' } });
    return undefined;
  }
  if (service?.name === undefined) return unusable(fieldAt(at, 'service', 'name'), 'SERVICE_NAME');
  const { name } = service.port;
  if (name !== undefined) return { service: service.name, port: { name } };
  const number = service.port.number();
  if (number === undefined) return unusable(fieldAt(at, 'service', 'port'), 'SERVICE_PORT');
  return { service: service.name, port: { number } };
}

function formerBackend(
  service: string | undefined,
  port: number | string | undefined,
  at: Cursor,
): IngressBackend | undefined {
  if (service === undefined || port === undefined) return unusable(at, 'SERVICE_AND_PORT');
  return { service, port: typeof port === 'number' ? { number: port } : { name: port } };
}

/** An Ingress. Paths keep their order; a rule without paths stays, as it shadows the default backend of its host. */
export function readIngress(object: Cursor): IngressSpec {
  const { spec, metadata, status } = INGRESS.read(object);
  const backends: PlacedBackend[] = [];
  const place = (given: GivenBackend | undefined): IngressBackend | undefined => {
    const backend = given && backendOf(given);
    if (given !== undefined && backend !== undefined) backends.push({ backend, path: given.at.path });
    return backend;
  };
  const defaultBackend = place((spec.defaultBackend ?? spec.backend)());
  const rules = spec.rules.map(({ host, http }) => ({
    paths: (http?.paths ?? []).flatMap(({ backend: given, ...rest }) => {
      const backend = place(given);
      return backend === undefined ? [] : [{ ...rest, backend }];
    }),
    ...withoutUndefined({ host }),
  }));
  return {
    rules,
    tls: spec.tls,
    statusIPs: status.loadBalancer.ingress.flatMap(({ ip }) => ip ?? []),
    backends,
    annotations: metadata.annotations,
    isClassAnnotated:
      spec.ingressClassName === undefined && metadata.annotations['kubernetes.io/ingress.class'] !== undefined,
    ...withoutUndefined({
      created: metadata.creationTimestamp,
      className: spec.ingressClassName ?? metadata.annotations['kubernetes.io/ingress.class'],
      defaultBackend,
    }),
  };
}
