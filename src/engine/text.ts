/** Texts as people write them: names, labels, addresses, fields nobody has checked. */
export { entryOf, type FieldPath, isRecord, recordOf, scalarText, textOf } from './kubernetes/model/reader.ts';
export { parseQuantity } from './kubernetes/tools/quantity.ts';
export { isSameAsk } from './kubernetes/tools/ask.ts';
export { factKey } from './kubernetes/tools/fact-key.ts';
export { formatPath } from './kubernetes/tools/format-path.ts';
export {
  KNOWN_VERSIONS,
  type KubernetesVersion,
  parseKubernetesVersion,
  USUAL_VERSION,
} from './kubernetes/tools/kubernetes-version.ts';
export { familyOfText, parseCidrList, parseLenientIp, readWrittenCidr } from './kubernetes/tools/lenient-address.ts';
