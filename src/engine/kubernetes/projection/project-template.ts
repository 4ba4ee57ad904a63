import { POD_TEMPLATE } from '../fields/pods/pod-template.ts';
import { project } from './project.ts';

/** What a share link holds of a template, a digest of the rest included. */
export function projectTemplate(template: unknown): unknown {
  return project(template, POD_TEMPLATE) ?? {};
}
