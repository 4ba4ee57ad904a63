import { isRecord } from '../model/reader.ts';
import { type Field, group, labels, text, value } from './field.ts';

// Of a pod's template (pod-template.ts) what even the plainest says.
export const PLAIN_METADATA = { labels };
export const PLAIN_PORT = { name: value, containerPort: value };
export const PLAIN_PROBE = { tcpSocket: group({ port: value }) };
export const PLAIN_CONTAINER = {
  name: value,
  /** "user:password@" before a name is nobody's business. */
  image: text((name) => name.replace(/^[^/@]*@(?=.*\/)/, '')),
};
export const PLAIN_SPEC = { nodeSelector: labels };

const PLAIN = group({
  metadata: group(PLAIN_METADATA),
  spec: group({
    ...PLAIN_SPEC,
    containers: group({ ...PLAIN_CONTAINER, ports: group(PLAIN_PORT), readinessProbe: group(PLAIN_PROBE) }),
  }),
});

/** True for a template that enters a share link as it is: it says nothing but what is plain, and nothing empty. */
export function isPlainTemplate(template: unknown): boolean {
  return isWhole(template, PLAIN);
}

function isWhole(given: unknown, field: Field): boolean {
  if (field.type === 'value') return isScalar(given) && (field.clean === undefined || field.clean(given) === given);
  const named = field.type === 'group' ? field.fields : undefined;
  const items: readonly unknown[] = Array.isArray(given) && named !== undefined ? given : [given];
  return items.length > 0 && items.every((item) => isRecord(item) && isFilled(item, named));
}

/** `named`: its fields; absent: names are free, and each stands for a text. */
function isFilled(
  given: Readonly<Record<string, unknown>>,
  named: Readonly<Record<string, Field>> | undefined,
): boolean {
  const entries = Object.entries(given);
  return (
    entries.length > 0 &&
    entries.every(([name, entry]) => {
      if (named === undefined) return isScalar(entry);
      const field = Object.hasOwn(named, name) ? named[name] : undefined;
      return field !== undefined && isWhole(entry, field);
    })
  );
}

function isScalar(given: unknown): boolean {
  return typeof given === 'number' || typeof given === 'boolean' || (typeof given === 'string' && given !== '');
}
