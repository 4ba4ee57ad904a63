import { type Cluster, type ObjectRef, objectKey } from '../../engine/objects.ts';
import {
  type Condition,
  type BackendRef,
  type RouteMatch,
  type RouteRule,
  computeGatewayStatus,
  type ListenerState,
  type ParentState,
} from '../../engine/gateways.ts';
import type { Fact, FactGroup, FactWords } from './fact.ts';

/** A Gateway: who serves it and where, its conditions, and what is attached to each listener. */
export function gatewayFacts(cluster: Cluster, key: string, words: FactWords): readonly FactGroup[] | undefined {
  const gateway = computeGatewayStatus(cluster).gateways.find((each) => isNamed(each, key));
  if (gateway === undefined) return undefined;
  const said = words.gateway;
  const served = cluster.gateway(gateway.namespace, gateway.name);
  const service = served?.controllerService;
  return [
    {
      title: gateway.kind,
      facts: [
        { label: 'gatewayClass', values: [gateway.spec.className] },
        { label: said.addresses, values: served?.addresses ?? [] },
        service === undefined
          ? { label: said.servedBy, values: [said.notServed], wrong: true }
          : {
              link: `Service/${service.namespace}/${service.name}`,
              text: `Service ${service.namespace}/${service.name}`,
            },
      ],
    },
    { title: said.conditions, facts: gateway.conditions.map((each) => conditionFact(each, words)) },
    ...gateway.listeners.map((each) => listenerGroup(each, words)),
  ];
}

function listenerGroup({ spec, conditions, attachments }: ListenerState, words: FactWords): FactGroup {
  const said = words.gateway;
  return {
    title: said.listener(spec.name),
    facts: [
      { label: said.takes, values: [`${spec.protocol} ${spec.port}`] },
      { label: said.hostname, values: [spec.hostname ?? said.everyHost] },
      ...conditions.filter(isNoteworthy).map((each) => conditionFact(each, words)),
      { label: said.routes, values: attachments.length === 0 ? [] : [said.attached(attachments.length)] },
      ...attachments.map(({ route, hostnames }) => ({
        link: objectKey(route),
        text: `${route.kind} ${route.namespace}/${route.name}`,
        detail: hostnames.map(({ name }) => name ?? said.everyHost).join(', '),
      })),
    ],
  };
}

/** A route: its hosts, what each parent makes of it, and where its rules lead. */
export function routeFacts(cluster: Cluster, key: string, words: FactWords): readonly FactGroup[] | undefined {
  const route = computeGatewayStatus(cluster).routes.find((each) => isNamed(each, key));
  if (route === undefined) return undefined;
  const { hostnames, rules } = route.spec;
  const said = words.route;
  return [
    {
      title: route.kind,
      facts: [{ label: said.hostnames, values: hostnames.length === 0 ? [said.ofListener] : hostnames }],
    },
    ...route.parents.map((each) => parentGroup(each, words)),
    ...rules.map((rule, index) => ({
      title: said.rule(index + 1),
      facts: ruleFacts(rule, route.namespace, said),
    })),
  ];
}

function parentGroup({ ref, gateway, conditions }: ParentState, words: FactWords): FactGroup {
  const name = `${gateway?.kind ?? ref.kind} ${gateway?.name ?? ref.name}`;
  return {
    title: words.route.attachedTo(name, ref.sectionName),
    facts: [
      ...(gateway === undefined
        ? []
        : [{ link: objectKey(gateway), text: `${gateway.kind} ${gateway.namespace}/${gateway.name}` }]),
      ...conditions.map((each) => conditionFact(each, words)),
    ],
  };
}

function ruleFacts(
  { matches, filters, backends }: RouteRule,
  namespace: string,
  words: FactWords['route'],
): readonly Fact[] {
  const sum = backends.reduce((total, { weight }) => total + weight, 0);
  const named = filters.map((filter) => (filter.type === 'Other' ? filter.name : filter.type));
  return [
    { label: words.matches, values: matches.map((match) => matchText(match) ?? words.everything) },
    ...(named.length === 0 ? [] : [{ label: words.filters, values: named }]),
    ...(backends.length === 0 ? [{ label: words.backends, values: [] }] : []),
    ...backends.map((backend) => ({
      ...backendLink(backend, namespace),
      detail: [...(backend.port === undefined ? [] : [words.port(backend.port)]), ...shareOf(backend, sum)].join(', '),
    })),
  ];
}

function backendLink(
  { kind, name, ...ref }: BackendRef,
  own: string,
): { readonly link: string; readonly text: string } {
  const namespace = ref.namespace ?? own;
  return { link: objectKey({ kind, namespace, name }), text: `${kind} ${namespace}/${name}` };
}

/** In percent, where others have one too. */
function shareOf({ weight }: BackendRef, sum: number): readonly string[] {
  return weight === sum ? [] : [`${sum === 0 ? 0 : Math.round((weight / sum) * 1000) / 10} %`];
}

/** undefined for what matches everything. */
function matchText({ path, method, grpc, headers, query }: RouteMatch): string | undefined {
  const parts = [
    ...(method === undefined ? [] : [method]),
    ...(path === undefined ? [] : [path.type === 'PathPrefix' ? path.value : `${path.value} (${path.type})`]),
    ...(grpc === undefined ? [] : [`${grpc.service ?? '*'}/${grpc.method ?? '*'}`]),
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    ...query.map(({ name, value }) => `?${name}=${value}`),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

function conditionFact(condition: Condition, words: FactWords): Fact {
  const { type, status, reason } = condition;
  const message = words.condition(condition);
  const wrong = isBad({ type, status });
  const why = wrong || reason !== type ? `${status}, ${reason}` : status;
  return { label: type, values: message === '' ? [why] : [why, message], wrong };
}

/** Conflicted is the one whose True is bad. */
function isBad({ type, status }: Pick<Condition, 'type' | 'status'>): boolean {
  return (status === 'True') === (type === 'Conflicted');
}

function isNoteworthy(condition: Condition): boolean {
  return isBad(condition) || condition.detail !== undefined;
}

function isNamed(ref: ObjectRef, key: string): boolean {
  return objectKey(ref) === key;
}
