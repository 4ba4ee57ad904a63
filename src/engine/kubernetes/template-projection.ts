import type { Cluster } from './cluster.ts';
import { isPlainTemplate } from './fields/plain-template.ts';
import type { StoredObject } from './object-store.ts';
import { recordOf } from './reader.ts';

type ProjectTemplate = (template: unknown) => unknown;

let installed: ProjectTemplate | undefined;

/** Makes it known, once and for all: fetched when a template says more than the plainest (routing/install-programs.ts). */
export function installTemplates(projectTemplate: ProjectTemplate): void {
  installed = projectTemplate;
}

/** What a share link holds of a template; of one that is not plain all of it, until that is known. */
export function projectionOf(template: unknown): unknown {
  return installed === undefined ? template : installed(template);
}

/** True for a Deployment whose pods have other names once the projection is known. */
export function wantsProjection({ kind, spec }: { readonly kind: string; readonly spec?: unknown }): boolean {
  return installed === undefined && kind === 'Deployment' && !isPlainTemplate(recordOf(spec)['template']);
}

/** Asked for every walk: looked up once in each list of objects. */
const known = new WeakMap<readonly StoredObject[], boolean>();

export function lacksTemplates({ ofKind }: Cluster): boolean {
  if (installed !== undefined) return false;
  const deployments = ofKind('Deployment');
  const found = known.get(deployments) ?? deployments.some(({ raw }) => wantsProjection(raw));
  known.set(deployments, found);
  return found;
}
