import type { Cluster, ClusterIngress } from '../cluster/cluster.ts';
import { isCertManaged, secretState } from '../cluster/given-secret.ts';
import { FRONTEND_CONFIG } from '../kinds/load-balancers/gke.ts';
import type { NamespacedName } from '../model/assumption.ts';
import type { GceFault } from '../model/balancing.ts';
import { createCursor } from '../model/reader.ts';
import { addFinding, type Report } from '../model/report.ts';
import type { CloudIngress } from './cloud-listeners.ts';

/** The annotation by which an Ingress names its FrontendConfig. */
const FRONTEND_ANNOTATION = 'networking.gke.io/v1beta1.FrontendConfig';
/** By which it serves no plain HTTP. */
export const HTTP_ANNOTATION = 'kubernetes.io/ingress.allow-http';

type Objects = Pick<Cluster, 'ofKind'>;

/**
 * Why Google's controller fails to sync an Ingress; undefined: nothing is known to be in its way. In the order in which it looks.
 * // ingress-gce v1.30 pkg/controller toRuntimeInfo (NewEnv: secrets "NAME" not found; ToTLSCerts: secret "" does not exist),
 * // pkg/loadbalancers l7.go edgeHop, url_maps.go ensureRedirectURLMap
 */
export function gceFault(cluster: Objects, ingress: CloudIngress): GceFault | undefined {
  const { cloud, tls, namespace } = ingress;
  if (cloud.by !== 'GCE') return undefined;
  for (const [place, { secretName }] of tls.entries())
    if (certificateState(cluster, ingress, secretName) === 'missing')
      return { is: 'NO_SECRET', secret: { namespace, name: secretName ?? '' }, place };
  const nameless = tls.findIndex(({ secretName }) => secretName === undefined);
  if (nameless >= 0) return { is: 'NO_SECRET_NAME', place: nameless };
  const secure = cloud.listeners.some((each) => each.tls);
  const plain = cloud.listeners.some((each) => !each.tls);
  if (!secure && !plain) return { is: 'NO_FRONTEND' };
  if (cloud.internal === undefined) return undefined;
  if (secure && plain) return { is: 'INTERNAL_WITH_BOTH' };
  const config = frontendConfigOf(cluster, ingress);
  return config?.redirects === true ? { is: 'INTERNAL_REDIRECT', config: config.named } : undefined;
}

/** Secrets of its certificates that are taken to exist. */
export function assumedCertificates(cluster: Objects, ingress: CloudIngress): readonly NamespacedName[] {
  return ingress.tls.flatMap(({ secretName: name }) =>
    name !== undefined && certificateState(cluster, ingress, name) === 'unknown'
      ? [{ namespace: ingress.namespace, name }]
      : [],
  );
}

function certificateState(cluster: Objects, { namespace, object }: ClusterIngress, name: string | undefined) {
  if (name === undefined) return undefined;
  const state = secretState(cluster, namespace, name);
  return state === 'missing' && isCertManaged(object.metadata.annotations) ? 'unknown' : state;
}

/** The FrontendConfig that an Ingress names; undefined: it names none. `found` false: there is none of that name. */
export function frontendConfigOf({ ofKind }: Objects, { namespace, object }: ClusterIngress) {
  const name = object.metadata.annotations?.[FRONTEND_ANNOTATION];
  if (name === undefined || name === '') return undefined;
  const named = { namespace, name };
  const found = ofKind('FrontendConfig').find(({ ref }) => ref.name === name && ref.namespace === namespace);
  if (found === undefined) return { named, found: false, redirects: false, policy: false };
  const { redirectToHttps, sslPolicy } = FRONTEND_CONFIG.read(createCursor(found.raw, [])).spec;
  return { named, found: true, redirects: redirectToHttps.enabled, policy: sslPolicy === true };
}

/** Google's controller builds the load balancer without a FrontendConfig that is not there. // ingress-gce pkg/frontendconfig ErrFrontendConfigDoesNotExist */
export function findFrontendConfigs(cluster: Cluster, report: Report): void {
  for (const ingress of cluster.ingresses) {
    if (ingress.cloud?.by !== 'GCE') continue;
    const config = frontendConfigOf(cluster, ingress);
    if (config === undefined || config.found) continue;
    const object = { kind: 'Ingress', namespace: ingress.namespace, name: ingress.name };
    const path = ['metadata', 'annotations', FRONTEND_ANNOTATION];
    const detail = { config: config.named };
    addFinding(report, { severity: 'warning', code: 'FRONTEND_CONFIG_NOT_FOUND', detail, object, path });
  }
}
