import { fieldsOfKind } from '../../../engine/fields.ts';
import { apiGroup, hasRole } from '../../../engine/objects.ts';
import type { ScenarioDocument } from '../../../scenario/document/document.ts';
import { type BoardObject, findObject, namesService } from '../board-objects.ts';
import { type Fields, fieldsAt, listAt, withField } from '../fields.ts';
import { backendOf, ingressPath } from '../make-entry.ts';
import type { Connect } from './connection.ts';
import { grantFor } from './grant.ts';

const already = ({ ref: from }: BoardObject, { ref: to }: BoardObject) =>
  ({ code: 'ALREADY', detail: { relation: 'LEADS', from, to } }) as const;

function isThere(document: ScenarioDocument, namespace: string | undefined, name: unknown): boolean {
  if (typeof name !== 'string' || namespace === undefined) return false;
  return findObject(document, { kind: 'Service', namespace, name }) !== undefined;
}

/** An Ingress sends to a Service: where it sends to one that is not there, to this in its place; else by a host of its own. */
export const leadByIngress: Connect = (document, ingress, service) => {
  const [from, to] = [ingress.ref, service.ref];
  if (from.namespace !== to.namespace) return { code: 'OTHER_NAMESPACE', detail: { from, to } };
  if (namesService(ingress, to)) return already(ingress, service);
  const path = asWritten(ingressPath(backendOf(service)), ingress.object.apiVersion);
  const isLost = (backend: unknown): boolean => {
    const name = fieldsAt(backend, 'service')['name'] ?? fieldsAt(backend)['serviceName'];
    return name !== undefined && !isThere(document, from.namespace, name);
  };
  const { defaultBackend, ...spec } = fieldsAt(ingress.object, 'spec');
  const rules = listAt(spec['rules']);
  const pathsOf = (rule: Fields): readonly Fields[] => listAt(fieldsAt(rule, 'http')['paths']);
  const lost = rules.findIndex((rule) => pathsOf(rule).some(({ backend }) => isLost(backend)));
  const kept = defaultBackend === undefined || isLost(defaultBackend) ? {} : { defaultBackend };
  const next =
    lost < 0
      ? withHost(rules, to.name, path)
      : rules.map((rule, at) => {
          if (at !== lost) return rule;
          const which = pathsOf(rule).findIndex(({ backend }) => isLost(backend));
          const anew = (each: Fields, index: number): Fields =>
            index === which ? { ...each, backend: path['backend'] } : each;
          return withField(rule, ['http', 'paths'], pathsOf(rule).map(anew));
        });
  return { relation: 'LEADS', objects: [{ ...ingress.object, spec: { ...spec, ...kept, rules: next } }] };
};

/** As the version of the Ingress has its backends. // Kubernetes v1.18 networking/v1beta1 types.go */
function asWritten(path: Fields, apiVersion: string): Fields {
  if (apiVersion === 'networking.k8s.io/v1') return path;
  const { name, port } = fieldsAt(path, 'backend', 'service');
  const { name: portName, number } = fieldsAt(port);
  return { ...path, backend: { serviceName: name, servicePort: portName ?? number } };
}

/** With a rule for the Service: by its name in the domain that the others are in; where there is such a host, by a path. */
function withHost(rules: readonly Fields[], name: string, path: Fields): readonly Fields[] {
  const hosts = rules.flatMap(({ host }) => (typeof host === 'string' ? [host] : []));
  const [domain = 'example.com'] = hosts.flatMap((host) => /^[^.]+\.(.+\..+)$/.exec(host)?.[1] ?? []);
  const host = `${name}.${domain}`;
  const at = rules.findIndex((rule) => rule['host'] === host);
  if (at < 0) return [...rules, { host, http: { paths: [path] } }];
  return rules.map((rule, index) => {
    if (index !== at) return rule;
    return withField(
      rule,
      ['http', 'paths'],
      [...listAt(fieldsAt(rule, 'http')['paths']), { ...path, path: `/${name}` }],
    );
  });
}

/** A route sends to a Service: by the first rule that sends nowhere; else by a path of its own, or beside the others where there are no paths. */
export const leadByRoute: Connect = (document, route, service) => {
  const { kind, namespace } = route.ref;
  if (namesService(route, service.ref)) return already(route, service);
  const { name, port } = backendOf(service);
  const isFar = service.ref.namespace !== namespace;
  const backend = { name, ...(isFar && { namespace: service.ref.namespace }), port: port.number };
  const rules = listAt(fieldsAt(route.object, 'spec')['rules']);
  const refsOf = (rule: Fields): readonly Fields[] => listAt(rule['backendRefs']);
  const isLost = (rule: Fields): boolean =>
    refsOf(rule).every((ref) => {
      const isService = (ref['kind'] ?? 'Service') === 'Service' && (ref['group'] ?? '') === '';
      const at = typeof ref['namespace'] === 'string' ? ref['namespace'] : namespace;
      return isService && !isThere(document, at, ref['name']);
    }) && !listAt(rule['filters']).some(({ type }) => type === 'RequestRedirect' || type === 'DirectResponse');
  const lost = rules.findIndex(isLost);
  const own = { matches: [{ path: { type: 'PathPrefix', value: `/${name}` } }], backendRefs: [backend] };
  const set = (at: number, refs: readonly Fields[]): readonly Fields[] =>
    rules.map((rule, index) => (index === at ? { ...rule, backendRefs: refs } : rule));
  const next =
    lost >= 0
      ? set(lost, [backend])
      : rules.length === 0
        ? [{ backendRefs: [backend] }]
        : hasPaths(kind)
          ? [...rules, own]
          : set(0, [...refsOf(rules[0] ?? {}), backend]);
  const from = { group: apiGroup(route.object.apiVersion), kind, namespace };
  return {
    relation: 'LEADS',
    objects: [
      withField(route.object, ['spec', 'rules'], next),
      ...(isFar ? grantFor(document, from, service.ref) : []),
    ],
  };
};

function hasPaths(kind: string): boolean {
  const { spec } = fieldsOfKind(kind).fields;
  const rules = spec?.type === 'group' ? spec.fields['rules'] : undefined;
  const matches = rules?.type === 'group' ? rules.fields['matches'] : undefined;
  return hasRole(kind, 'web-route') && matches?.type === 'group' && 'path' in matches.fields;
}

/** A Route of OpenShift sends to a Service: to this in place of one that is not there, else beside the others. */
export const leadByTarget: Connect = (document, route, service) => {
  const [from, to] = [route.ref, service.ref];
  if (from.namespace !== to.namespace) return { code: 'OTHER_NAMESPACE', detail: { from, to } };
  if (namesService(route, to)) return already(route, service);
  const { to: target, alternateBackends } = fieldsAt(route.object, 'spec');
  const own = { kind: 'Service', name: to.name };
  if (!isThere(document, from.namespace, fieldsAt(target)['name'])) {
    return { relation: 'LEADS', objects: [withField(route.object, ['spec', 'to'], { ...fieldsAt(target), ...own })] };
  }
  const others = [...listAt(alternateBackends), { ...own, weight: 100 }];
  return { relation: 'LEADS', objects: [withField(route.object, ['spec', 'alternateBackends'], others)] };
};
