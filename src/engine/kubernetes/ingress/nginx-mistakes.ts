import { NGINX_PREFIX } from '../fields/entries/nginx-annotations.ts';
import type { Cluster, ClusterIngress } from '../cluster/cluster.ts';
import { olderFirst } from './ingress-age.ts';
import type { GatewayDetails } from '../model/gateway-details.ts';
import { addFinding, type Report } from '../model/report.ts';

type Unused = GatewayDetails['INGRESS_ANNOTATION_UNUSED'];

/** Paths that ingress-nginx leaves to another Ingress. // ingress-nginx v1.13 controller.go getBackendServers, checkOverlap */
export function findTakenPaths({ ingresses }: Cluster, report: Report): void {
  const holders = new Map<string, ClusterIngress>();
  const served = ingresses.filter(({ nginx }) => nginx !== undefined && nginx.canary === undefined);
  for (const ingress of served.toSorted(olderFirst)) {
    const { namespace, name, rules, controllerService, created } = ingress;
    for (const [rule, { host = '', paths }] of rules.entries()) {
      for (const [at, { path, pathType }] of paths.entries()) {
        const server = host === '' || host === '*' ? '_' : host.toLowerCase();
        const key = JSON.stringify([controllerService, server, path, pathType === 'Exact']);
        const holder = holders.get(key) ?? ingress;
        holders.set(key, holder);
        if (holder === ingress) continue;
        const by = holder.created === created ? 'NAME' : 'AGE';
        const detail = { host: server, path, holder: { namespace: holder.namespace, name: holder.name }, by } as const;
        const object = { kind: 'Ingress', namespace, name };
        const where = ['spec', 'rules', rule, 'http', 'paths', at, 'path'];
        addFinding(report, { severity: 'warning', code: 'INGRESS_PATH_TAKEN', detail, object, path: where });
      }
    }
  }
}

/** Annotations of which the ingress-nginx that serves an Ingress makes nothing, or nothing but a refusal. */
export function findUnusedAnnotations({ ingresses }: Cluster, report: Report): void {
  for (const ingress of ingresses) {
    for (const detail of unusedOf(ingress)) {
      const object = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
      const path = ['metadata', 'annotations', detail.annotation];
      const severity = detail.why === 'SNIPPETS_OFF' || detail.why === 'NO_PASSTHROUGH' ? 'warning' : 'error';
      addFinding(report, { severity, object, path, code: 'INGRESS_ANNOTATION_UNUSED', detail });
    }
  }
}

function unusedOf({ nginx, object }: ClusterIngress): readonly Unused[] {
  if (nginx === undefined) return [];
  const { controller, denied, sslPassthrough } = nginx;
  const given = Object.keys(object.metadata.annotations ?? {}).filter((key) => key.startsWith(NGINX_PREFIX));
  const snippets = controller.snippets ? [] : given.filter((key) => key.endsWith('-snippet'));
  const passes = sslPassthrough && !controller.sslPassthrough;
  return [
    ...(denied === undefined ? [] : [denied]),
    ...snippets.map((annotation): Unused => ({ annotation, why: 'SNIPPETS_OFF' })),
    ...(passes ? [{ annotation: `${NGINX_PREFIX}ssl-passthrough`, why: 'NO_PASSTHROUGH' } as const] : []),
  ];
}
