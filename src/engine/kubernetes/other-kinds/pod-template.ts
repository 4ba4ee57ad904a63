import { isRecord } from '../model/reader.ts';

/** True for the `spec` of an object that makes pods: it has a pod template. */
export function hasPodTemplate(spec: unknown): boolean {
  if (!isRecord(spec) || !isRecord(spec['template'])) return false;
  const { spec: podSpec } = spec['template'];
  return isRecord(podSpec) && Array.isArray(podSpec['containers']);
}
