/**
 * The path of a field as the API server writes it: `spec.rules[0].host`, `metadata.labels[app.kubernetes.io/name]`.
 * // apimachinery v0.34 pkg/util/validation/field/path.go Path.String
 */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((part, at) => (typeof part === 'number' || !PLAIN.test(part) ? `[${part}]` : `${at === 0 ? '' : '.'}${part}`))
    .join('');
}

const PLAIN = /^\w+$/;
