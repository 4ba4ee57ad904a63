import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { NGINX_PREFIX } from '../../../../src/engine/kubernetes/fields/entries/nginx-annotations.ts';
import { object, pod, service, walk } from '../unread/board.ts';

type Texts = Readonly<Record<string, string>>;

export interface Setup {
  readonly args?: readonly string[];
  readonly version?: string;
  readonly data?: Texts;
  readonly annotations?: Texts;
}

/** An ingress-nginx behind a load balancer at 198.51.100.77, its IngressClass, and a backend "wiki". */
export function nginxBoard(setup: Setup, ...more: readonly RawObject[]): readonly RawObject[] {
  const { args = [], version = 'v1.13.0', data, annotations = {} } = setup;
  const labels = { 'app.kubernetes.io/name': 'ingress-nginx' };
  const image = `registry.k8s.io/ingress-nginx/controller:${version}`;
  const flags = ['/nginx-ingress-controller', '--configmap=$(POD_NAMESPACE)/ingress-nginx-controller', ...args];
  const ports = [
    { name: 'http', containerPort: 80 },
    { name: 'https', containerPort: 443 },
  ];
  const front = service(
    'edge/gate',
    80,
    {
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      selector: labels,
      ports: ports.map(({ name, containerPort }) => ({ name, port: containerPort, targetPort: name })),
    },
    { annotations },
  );
  return [
    object('v1 Node n1', { podCIDRs: ['10.20.1.0/24'] }),
    object('networking.k8s.io/v1 IngressClass nginx', { controller: 'k8s.io/ingress-nginx' }),
    pod('edge/gate', undefined, { labels, spec: { containers: [{ name: 'controller', image, args: flags, ports }] } }),
    { ...front, status: { loadBalancer: { ingress: [{ ip: '198.51.100.77' }] } } },
    ...(data === undefined ? [] : [{ ...object('v1 ConfigMap edge/ingress-nginx-controller'), data }]),
    pod('docs/wiki', 8080),
    service('docs/wiki', 80, { ports: [{ port: 80, targetPort: 8080 }] }),
    ...more,
  ];
}

export interface Rule {
  readonly name?: string;
  readonly host?: string;
  readonly paths?: readonly (readonly [path: string, service?: string, pathType?: string])[];
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** An Ingress of class nginx for a.example, with options of ingress-nginx. */
export function ingress(options: Texts, rule: Rule = {}): RawObject {
  const { name = 'i', host = 'a.example', paths = [['/']], spec = {} } = rule;
  const annotations = Object.fromEntries(Object.entries(options).map(([key, value]) => [NGINX_PREFIX + key, value]));
  const written = paths.map(([path, to = 'wiki', pathType = 'Prefix']) => ({
    path,
    pathType,
    backend: { service: { name: to, port: { number: 80 } } },
  }));
  const rules = [{ host, http: { paths: written } }];
  return object(
    `networking.k8s.io/v1 Ingress docs/${name}`,
    { ingressClassName: 'nginx', rules, ...spec },
    { annotations },
  );
}

export const TLS = { tls: [{ hosts: ['a.example'], secretName: 'crt' }] };

type Asked = string | (Partial<Omit<TraceRequest, 'http'>> & { readonly headers?: Texts; readonly method?: string });

/** A request to the load balancer, with its host as the Host header. */
export function ask(objects: readonly RawObject[], url: Asked) {
  const { headers = {}, method, to = '', ...more } = typeof url === 'string' ? { to: url } : url;
  const { scheme, host, path } = /^(?<scheme>https?):\/\/(?<host>[^/]*)(?<path>.*)$/.exec(to)?.groups ?? {};
  const isTls = scheme === 'https';
  return walk(objects, {
    from: { internet: true },
    to: isTls ? to : `http://198.51.100.77${path}`,
    http: { headers: isTls ? headers : { Host: host ?? '', ...headers }, ...(method !== undefined && { method }) },
    ...(isTls && { via: 'ingress/docs/i' }),
    ...more,
  });
}

/** Status, and where one is sent or what the backend sees: "200 /x", "308 https://…". */
export function answer(objects: readonly RawObject[], url: Asked): string {
  const http = ask(objects, url).outcomes[0]?.http;
  return `${http?.status} ${http?.location ?? http?.requestSeen?.path ?? ''}`.trim();
}
