import { supportedKinds } from '../../../engine/gateways.ts';
import { hasRole } from '../../../engine/objects.ts';
import { type BoardObject, findObject, objectsOf } from '../board-objects.ts';
import { type Fields, fieldsAt, listAt, withField } from '../fields.ts';
import { freeName } from '../free-name.ts';
import { makeRoute } from '../make-entry.ts';
import type { Connect } from './connection.ts';
import { leadByRoute } from './lead.ts';

/** A Gateway sends to a Service: by a route of its own that is attached to it, for a host that is called as the Service. */
export const leadByGateway: Connect = (document, gateway, service) => {
  const { namespace = '', name } = gateway.ref;
  if (!listensFor(gateway, 'HTTPRoute'))
    return { code: 'NO_LISTENER', detail: { gateway: gateway.ref, kind: 'HTTPRoute' } };
  const attached = objectsOf(document).filter(
    ({ ref, object }) =>
      hasRole(ref.kind, 'web-route') &&
      listAt(fieldsAt(object, 'spec')['parentRefs']).some(
        (parent) => parent['name'] === name && (parent['namespace'] ?? ref.namespace) === namespace,
      ),
  );
  const results = attached.map((route) => leadByRoute(document, route, service));
  if (results.some((result) => 'code' in result && result.code === 'ALREADY'))
    return { code: 'ALREADY', detail: { relation: 'LEADS', from: gateway.ref, to: service.ref } };
  const own = freeName(document, { kind: 'HTTPRoute', namespace }, [service.ref.name]);
  const object = makeRoute({ name: own, namespace, host: `${own}.example.com`, gateway: name });
  return leadByRoute(document, { ref: { kind: 'HTTPRoute', namespace, name: own }, object }, service);
};

function listensFor({ object }: BoardObject, kind: string): boolean {
  return listAt(fieldsAt(object, 'spec')['listeners']).some((listener) => {
    const mode = fieldsAt(listener, 'tls')['mode'];
    const { protocol } = listener;
    return (
      typeof protocol === 'string' &&
      supportedKinds({ protocol, tls: { mode: typeof mode === 'string' ? mode : 'Terminate' } }).includes(kind)
    );
  });
}

/** A route belongs to a Gateway. */
export const attach: Connect = (document, route, gateway) => {
  const [from, to] = [route.ref, gateway.ref];
  const parents = listAt(fieldsAt(route.object, 'spec')['parentRefs']);
  const placeOf = (parent: Fields): unknown => parent['namespace'] ?? from.namespace;
  if (parents.some((parent) => parent['name'] === to.name && placeOf(parent) === to.namespace))
    return { code: 'ALREADY', detail: { relation: 'ATTACHES', from, to } };
  if (from.namespace !== to.namespace) return { code: 'OTHER_NAMESPACE', detail: { from, to } };
  if (!listensFor(gateway, from.kind)) return { code: 'NO_LISTENER', detail: { gateway: to, kind: from.kind } };
  const kept = parents.filter((parent) => {
    const { name, kind = 'Gateway' } = parent;
    const namespace = placeOf(parent);
    if (typeof name !== 'string' || typeof namespace !== 'string' || typeof kind !== 'string') return false;
    return kind !== 'Gateway' || findObject(document, { kind, namespace, name }) !== undefined;
  });
  return {
    relation: 'ATTACHES',
    objects: [withField(route.object, ['spec', 'parentRefs'], [...kept, { name: to.name }])],
  };
};
