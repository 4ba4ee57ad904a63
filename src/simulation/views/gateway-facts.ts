import { type Cluster, type ObjectRef, objectKey } from '../../engine/objects.ts';
import { ENGLISH } from '../../narration/en/all-words.ts';
import {
  type Condition,
  type BackendRef,
  type RouteMatch,
  type RouteRule,
  computeGatewayStatus,
  type ListenerState,
  type ParentState,
} from '../../engine/gateways.ts';
import type { Fact, FactGroup } from './fact.ts';

/** A Gateway: who serves it and where, its conditions, and what is attached to each listener. */
export function gatewayFacts(cluster: Cluster, key: string): readonly FactGroup[] | undefined {
  const gateway = computeGatewayStatus(cluster).gateways.find((each) => isNamed(each, key));
  if (gateway === undefined) return undefined;
  const served = cluster.gateway(gateway.namespace, gateway.name);
  const service = served?.controllerService;
  return [
    {
      title: 'Gateway',
      facts: [
        { label: 'gatewayClass', values: [gateway.spec.className] },
        { label: 'addresses', values: served?.addresses ?? [] },
        service === undefined
          ? { label: 'served by', values: ['no controller serves it'], wrong: true }
          : {
              link: `Service/${service.namespace}/${service.name}`,
              text: `Service ${service.namespace}/${service.name}`,
            },
      ],
    },
    { title: 'Conditions', facts: gateway.conditions.map(conditionFact) },
    ...gateway.listeners.map(listenerGroup),
  ];
}

function listenerGroup({ spec, conditions, attachments }: ListenerState): FactGroup {
  return {
    title: `Listener ${spec.name}`,
    facts: [
      { label: 'takes', values: [`${spec.protocol} ${spec.port}`] },
      { label: 'hostname', values: [spec.hostname ?? 'every host'] },
      ...conditions.filter(isNoteworthy).map(conditionFact),
      { label: 'routes', values: attachments.length === 0 ? [] : [`${attachments.length} attached`] },
      ...attachments.map(({ route, hostnames }) => ({
        link: objectKey(route),
        text: `${route.kind} ${route.namespace}/${route.name}`,
        detail: hostnames.map(({ name }) => name ?? 'every host').join(', '),
      })),
    ],
  };
}

/** A route: its hosts, what each parent makes of it, and where its rules lead. */
export function routeFacts(cluster: Cluster, key: string): readonly FactGroup[] | undefined {
  const route = computeGatewayStatus(cluster).routes.find((each) => isNamed(each, key));
  if (route === undefined) return undefined;
  const { hostnames, rules } = route.spec;
  return [
    {
      title: route.kind,
      facts: [{ label: 'hostnames', values: hostnames.length === 0 ? ['those of the listener'] : hostnames }],
    },
    ...route.parents.map(parentGroup),
    ...rules.map((rule, index) => ruleGroup(rule, `Rule ${index + 1}`, route.namespace)),
  ];
}

function parentGroup({ ref, gateway, conditions }: ParentState): FactGroup {
  const section = ref.sectionName === undefined ? '' : `, listener ${ref.sectionName}`;
  const name = `${gateway?.kind ?? ref.kind} ${gateway?.name ?? ref.name}`;
  return {
    title: `Attached to ${name}${section}`,
    facts: [
      ...(gateway === undefined
        ? []
        : [{ link: objectKey(gateway), text: `${gateway.kind} ${gateway.namespace}/${gateway.name}` }]),
      ...conditions.map(conditionFact),
    ],
  };
}

function ruleGroup({ matches, filters, backends }: RouteRule, title: string, namespace: string): FactGroup {
  const sum = backends.reduce((total, { weight }) => total + weight, 0);
  return {
    title,
    facts: [
      { label: 'matches', values: matches.map(matchText) },
      ...(filters.length === 0
        ? []
        : [
            {
              label: 'filters',
              values: filters.map((filter) => (filter.type === 'Other' ? filter.name : filter.type)),
            },
          ]),
      ...(backends.length === 0 ? [{ label: 'backends', values: [] }] : []),
      ...backends.map((backend) => backendFact(backend, namespace, sum)),
    ],
  };
}

function backendFact({ kind, name, port, weight, ...ref }: BackendRef, own: string, sum: number): Fact {
  const namespace = ref.namespace ?? own;
  const share = weight === sum ? [] : [`${sum === 0 ? 0 : Math.round((weight / sum) * 1000) / 10} %`];
  return {
    link: objectKey({ kind, namespace, name }),
    text: `${kind} ${namespace}/${name}`,
    detail: [...(port === undefined ? [] : [`port ${port}`]), ...share].join(', '),
  };
}

function matchText({ path, method, grpc, headers, query }: RouteMatch): string {
  const parts = [
    ...(method === undefined ? [] : [method]),
    ...(path === undefined ? [] : [path.type === 'PathPrefix' ? path.value : `${path.value} (${path.type})`]),
    ...(grpc === undefined ? [] : [`${grpc.service ?? '*'}/${grpc.method ?? '*'}`]),
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    ...query.map(({ name, value }) => `?${name}=${value}`),
  ];
  return parts.length === 0 ? 'everything' : parts.join(' ');
}

function conditionFact(condition: Condition): Fact {
  const { type, status, reason } = condition;
  const message = ENGLISH.condition(condition);
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
