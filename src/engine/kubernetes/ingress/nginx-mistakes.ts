import { NGINX_PREFIX } from '../fields/entries/nginx-annotations.ts';
import type { Cluster, ClusterIngress } from '../cluster/cluster.ts';
import type { GatewayDetails } from '../model/gateway-details.ts';
import { addFinding, type Report } from '../model/report.ts';

type Unused = GatewayDetails['INGRESS_ANNOTATION_UNUSED'];

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
