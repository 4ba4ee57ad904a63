import type { GatewayRoute } from '../../../engine/objects.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { serviceId } from '../board/element.ts';

/** "90 %" for each Service that shares the requests of a rule with others; left out where its rules disagree. */
export function backendShares(routes: readonly GatewayRoute[]): ReadonlyMap<ElementId, string> {
  const found = new Map<ElementId, ReadonlySet<string>>();
  for (const { namespace, object } of routes) {
    for (const rule of listOf(object, 'spec', 'rules')) {
      for (const [id, share] of ruleShares(rule, namespace)) found.set(id, new Set([...(found.get(id) ?? []), share]));
    }
  }
  return new Map(
    [...found].flatMap(([id, shares]) => (shares.size === 1 ? [[id, [...shares].join('')] as const] : [])),
  );
}

function ruleShares(rule: unknown, home: string): ReadonlyMap<ElementId, string> {
  const weights = new Map<ElementId, number>();
  for (const backend of listOf(rule, 'backendRefs')) {
    const [name, namespace, weight] = [at(backend, 'name'), at(backend, 'namespace'), at(backend, 'weight')];
    if (typeof name !== 'string') continue;
    const id = serviceId({ namespace: typeof namespace === 'string' ? namespace : home, name });
    weights.set(id, (weights.get(id) ?? 0) + (typeof weight === 'number' ? weight : 1));
  }
  const whole = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (weights.size < 2 || whole === 0) return new Map();
  return new Map([...weights].map(([id, weight]) => [id, `${Math.round((100 * weight) / whole)} %`]));
}

function listOf(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = path.reduce(at, value);
  return Array.isArray(found) ? found : [];
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
