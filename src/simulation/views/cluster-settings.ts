import type { ClusterOverrides, ClusterSetting } from '../../engine/objects.ts';
import { parseCidrList } from '../../engine/text.ts';
import type { Cidr } from '../../engine/packets.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
export { KNOWN_VERSIONS as KUBERNETES_VERSIONS, parseKubernetesVersion } from '../../engine/text.ts';

/** The document with this setting; undefined leaves it to the objects again. The same document when nothing changes. */
export function setOverride<Key extends ClusterSetting>(
  document: ScenarioDocument,
  key: Key,
  value: ClusterOverrides[Key] | undefined,
): ScenarioDocument {
  if (JSON.stringify(document.overrides[key]) === JSON.stringify(value)) return document;
  const { [key]: _old, ...rest } = document.overrides;
  return { ...document, overrides: value === undefined ? rest : { ...rest, [key]: value } };
}

/** "10.244.0.0/16, fd00:10:244::/56": networks, one of each family at most. undefined: not a list of them. */
export function parseRanges(text: string): readonly Cidr[] | undefined {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  const found = parseCidrList(text);
  const families = new Set(found.map((cidr) => cidr.includes(':')));
  return found.length === parts.length && found.length > 0 && families.size === found.length ? found : undefined;
}
