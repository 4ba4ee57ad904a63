import { ALB_PREFIX } from '../fields/entries/alb-annotations.ts';
import type { AlbAction, AlbCondition, AlbMistake, AlbRead, AlbRules, AlbTarget } from '../model/alb.ts';
import type { IngressBackend } from '../model/basics.ts';
import { isRecord } from '../model/reader.ts';
import type { Labels } from '../model/specs.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';

/**
 * The actions and conditions that annotations of an Ingress state. Names of fields are read in any case, as encoding/json does.
 * // aws-load-balancer-controller v2.13 pkg/ingress/config_types.go, enhanced_backend_builder.go
 */
export function readAlbRules(annotations: Labels): AlbRules {
  const read = <T>(prefix: string, parse: (given: unknown) => T) =>
    new Map(
      Object.entries(annotations).flatMap(([key, text]): readonly (readonly [string, AlbRead<T>])[] =>
        key.startsWith(ALB_PREFIX + prefix) ? [[key.slice((ALB_PREFIX + prefix).length), attempt(text, parse)]] : [],
      ),
    );
  return { actions: read('actions.', actionOf), conditions: read('conditions.', conditionsOf) };
}

class Mistaken extends Error {
  readonly mistake: AlbMistake;
  constructor(mistake: AlbMistake) {
    super(mistake.is);
    this.mistake = mistake;
  }
}

function attempt<T>(text: string, parse: (given: unknown) => T): AlbRead<T> {
  try {
    return { ok: true, value: parse(JSON.parse(text)) };
  } catch (error) {
    return { ok: false, mistake: error instanceof Mistaken ? error.mistake : { is: 'NOT_JSON' } };
  }
}

type Given = ReadonlyMap<string, unknown>;

/** The fields of an object by their names in lower case. */
function fieldsOf(given: unknown, field: string): Given {
  if (given === undefined || given === null) throw new Mistaken({ is: 'MISSING', field });
  if (!isRecord(given)) throw new Mistaken({ is: 'TYPE', field, expected: 'OBJECT' });
  return new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]));
}

const at = (given: Given, field: string): unknown => given.get(field.toLowerCase()) ?? undefined;

function textAt(given: Given, field: string): string | undefined {
  const value = at(given, field);
  if (value !== undefined && typeof value !== 'string') throw new Mistaken({ is: 'TYPE', field, expected: 'TEXT' });
  return value;
}

function wantedText(given: Given, field: string): string {
  const value = textAt(given, field);
  if (value === undefined || value === '') throw new Mistaken({ is: 'MISSING', field });
  return value;
}

function listAt(given: unknown, field: string): readonly unknown[] {
  if (given === undefined) throw new Mistaken({ is: 'MISSING', field });
  if (!Array.isArray(given)) throw new Mistaken({ is: 'TYPE', field, expected: 'LIST' });
  if (given.length === 0) throw new Mistaken({ is: 'MISSING', field });
  return given;
}

function actionOf(given: unknown): AlbAction {
  const action = fieldsOf(given, 'type');
  const type = wantedText(action, 'type');
  switch (type) {
    case 'fixed-response': {
      const config = fieldsOf(at(action, 'fixedResponseConfig'), 'fixedResponseConfig');
      return { type, status: statusOf(config, /^([245]\d\d)$/) };
    }
    case 'redirect': {
      const config = fieldsOf(at(action, 'redirectConfig'), 'redirectConfig');
      const [protocol, host, port, path, query] = ['protocol', 'host', 'port', 'path', 'query'].map((field) =>
        textAt(config, field),
      );
      return {
        type,
        status: statusOf(config, /^HTTP_(30[12])$/),
        ...withoutUndefined({ protocol, host, port, path, query }),
      };
    }
    case 'forward':
      return { type, targets: targetsOf(action) };
    default:
      throw new Mistaken({ is: 'VALUE', field: 'type', given: type });
  }
}

/** What the load balancer takes: text, and no other status. */
function statusOf(config: Given, form: RegExp): number {
  const given = wantedText(config, 'statusCode');
  const [, status] = form.exec(given) ?? [];
  if (status === undefined) throw new Mistaken({ is: 'VALUE', field: 'statusCode', given });
  return Number(status);
}

function targetsOf(action: Given): readonly AlbTarget[] {
  if (textAt(action, 'targetGroupARN') !== undefined) return [{ is: 'ARN', weight: 1 }];
  const config = fieldsOf(at(action, 'forwardConfig'), 'forwardConfig');
  const groups = listAt(at(config, 'targetGroups'), 'targetGroups');
  return groups.map((each) => {
    const group = fieldsOf(each, 'targetGroups');
    const weight = at(group, 'weight');
    if (weight !== undefined && typeof weight !== 'number')
      throw new Mistaken({ is: 'TYPE', field: 'weight', expected: 'NUMBER' });
    if (weight === undefined && groups.length > 1) throw new Mistaken({ is: 'MISSING', field: 'weight' });
    const service = textAt(group, 'serviceName');
    if (service === undefined) {
      wantedText(group, 'targetGroupARN');
      return { is: 'ARN', weight: weight ?? 1 };
    }
    return { is: 'SERVICE', backend: { service, port: portOf(at(group, 'servicePort')) }, weight: weight ?? 1 };
  });
}

function portOf(given: unknown): IngressBackend['port'] {
  if (given === undefined) throw new Mistaken({ is: 'MISSING', field: 'servicePort' });
  if (typeof given === 'number') return { number: given };
  if (typeof given !== 'string') throw new Mistaken({ is: 'TYPE', field: 'servicePort', expected: 'NUMBER' });
  return /^\d+$/.test(given) ? { number: Number(given) } : { name: given };
}

function conditionsOf(given: unknown): readonly AlbCondition[] {
  if (!Array.isArray(given)) throw new Mistaken({ is: 'TYPE', field: 'field', expected: 'LIST' });
  return given.map((each) => {
    const condition = fieldsOf(each, 'field');
    const field = wantedText(condition, 'field');
    switch (field) {
      case 'host-header':
        return { field, values: valuesOf(condition, 'hostHeaderConfig') };
      case 'path-pattern':
        return { field, values: valuesOf(condition, 'pathPatternConfig') };
      case 'http-request-method':
        return { field, values: valuesOf(condition, 'httpRequestMethodConfig') };
      case 'source-ip':
        return { field, values: valuesOf(condition, 'sourceIPConfig') };
      case 'http-header': {
        const config = fieldsOf(at(condition, 'httpHeaderConfig'), 'httpHeaderConfig');
        return { field, name: wantedText(config, 'httpHeaderName'), values: valuesOf(condition, 'httpHeaderConfig') };
      }
      case 'query-string': {
        const config = fieldsOf(at(condition, 'queryStringConfig'), 'queryStringConfig');
        const pairs = listAt(at(config, 'values'), 'values').map((pair) => {
          const fields = fieldsOf(pair, 'values');
          return { value: wantedText(fields, 'value'), ...withoutUndefined({ key: textAt(fields, 'key') }) };
        });
        return { field, pairs };
      }
      default:
        throw new Mistaken({ is: 'VALUE', field: 'field', given: field });
    }
  });
}

function valuesOf(condition: Given, name: string): readonly string[] {
  const config = fieldsOf(at(condition, name), name);
  // Regular expressions of conditions are not followed: results say so (routing/unread/annotations.ts).
  if (at(config, 'values') === undefined && at(config, 'regexValues') !== undefined) return [];
  return listAt(at(config, 'values'), 'values').map((value) => {
    if (typeof value !== 'string') throw new Mistaken({ is: 'TYPE', field: 'values', expected: 'TEXT' });
    return value;
  });
}
