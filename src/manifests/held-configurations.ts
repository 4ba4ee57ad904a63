import { fileNameOf, type RawObject } from '../engine/objects.ts';
import { isFields, readObject } from './read-object.ts';
import { readBlockYaml } from './sources/block-source.ts';
import { readYaml } from './sources/yaml-source.ts';

/** A configuration, and the key of the ConfigMap's data that it is the text of. */
interface HeldConfiguration {
  readonly key: string;
  readonly object: RawObject;
}

/** Where a cluster's own programs are set up. */
const SYSTEM = 'kube-system';

/**
 * The configurations of programs that a ConfigMap of kube-system holds as texts, as kubeadm keeps those of kube-proxy, of the kubelets and
 * its own: a cluster that is read out has them nowhere else, and they stand for it then. Empty for every other value, and where no
 * text can be read.
 * // Kubernetes cmd/kubeadm/app/constants/constants.go KubeProxyConfigMap, KubeletBaseConfigurationConfigMap, KubeadmConfigConfigMap
 */
export function heldConfigurations(value: unknown): readonly HeldConfiguration[] {
  if (!isFields(value) || value['kind'] !== 'ConfigMap' || value['apiVersion'] !== 'v1') return [];
  const { metadata, data } = value;
  if (!isFields(metadata) || (metadata['namespace'] ?? SYSTEM) !== SYSTEM || !isFields(data)) return [];
  return Object.entries(data).flatMap(([key, text]): readonly HeldConfiguration[] => {
    if (typeof text !== 'string' || !IS_OBJECT.test(text)) return [];
    const object = configurationOf(text);
    return object === undefined ? [] : [{ key, object }];
  });
}

/** Has lines by which it may be an object; most texts have none. */
const IS_OBJECT = /^(?=[^]*^apiVersion:)[^]*^kind:/m;

function configurationOf(text: string): RawObject | undefined {
  const chunk = { text, startLine: 1 };
  const { value, problems: unread } = readBlockYaml(chunk) ?? readYaml(chunk);
  if (unread.some(({ severity }) => severity === 'error') || !isFields(value)) return undefined;
  const { apiVersion, kind } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  return fileNameOf(apiVersion, kind) === undefined ? undefined : readObject(value, 0).object;
}
