// Writes what API servers take of the kinds that the board makes, which is what is checked of what people write: names of fields, their types, which are required, and what lists may hold twice.
//   node scripts/api-schemas.mjs        needs Go, whose module proxy has what Kubernetes and the Gateway API publish
// Only facts are written, in a notation of our own (src/manifests/published/published.ts reads it): no description, no word of the documentation.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ensureInstalled, root } from './install.mjs';

const KUBERNETES = 'v1.35.0';
const GATEWAY_API = 'v1.6.3';
const written = join(root, 'src/manifests/published/api-schemas.json');

/** By file of the OpenAPI: the kinds that are kept. */
const KINDS = {
  api__v1: ['Pod', 'Service', 'Node', 'Namespace', 'ReplicationController', 'Endpoints', 'ConfigMap'],
  apis__apps__v1: ['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'],
  apis__batch__v1: ['Job', 'CronJob'],
  apis__discovery__k8s__io__v1: ['EndpointSlice'],
  apis__networking__k8s__io__v1: ['Ingress', 'IngressClass', 'NetworkPolicy'],
};
const ROUTES = ['httproutes', 'grpcroutes', 'tcproutes', 'tlsroutes', 'udproutes'];
const CRDS = ['gatewayclasses', 'gateways', 'listenersets', 'referencegrants', 'backendtlspolicies', ...ROUTES];

ensureInstalled();

/** @typedef {Readonly<Record<string, any>>} Schema */
/** @type {Record<string, unknown>} */
const types = {};
/** @type {Record<string, string>} */
const kinds = {};

/** @param {string} path @param {string} version */
function fetchModule(path, version) {
  const answer = execFileSync('go', ['mod', 'download', '-json', `${path}@${version}`], { encoding: 'utf8' });
  return String(JSON.parse(answer).Dir);
}

/** @param {any} rule @param {Record<string, readonly string[]>} chosen @returns {unknown} */
function withChoices(rule, chosen) {
  for (const name of Object.keys(rule.fields ?? {})) {
    const oneOf = chosen[name.replace('!', '')];
    if (oneOf === undefined) continue;
    const limited = { scalar: 'string', oneOf };
    rule.fields[name] = typeof rule.fields[name] === 'string' ? limited : { ...rule.fields[name], list: limited };
  }
  return rule;
}

/** The rules of one place. @param {Schema} schema @param {(reference: string) => string} refer @returns {unknown} */
function ruleOf(schema, refer) {
  const [only] = schema.allOf ?? [];
  if (only?.$ref !== undefined) return refer(only.$ref);
  if (schema.$ref !== undefined) return refer(schema.$ref);
  if (schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string') return 'int-or-string';
  if (schema.oneOf?.length === 2 && schema.type === undefined) return 'quantity';
  const { type, minLength, maxLength, minimum, maximum, minItems, maxItems, pattern } = schema;
  const limits = {
    ...(schema.enum && { oneOf: schema.enum }),
    ...(pattern && { pattern }),
    ...((minLength ?? minimum ?? minItems) !== undefined && { least: minLength ?? minimum ?? minItems }),
    ...((maxLength ?? maximum ?? maxItems) !== undefined && { most: maxLength ?? maximum ?? maxItems }),
  };
  if (schema.properties !== undefined) {
    const required = new Set(schema.required ?? []);
    const fields = Object.entries(schema.properties).map(([name, field]) => {
      return [required.has(name) ? `${name}!` : name, ruleOf(field, refer)];
    });
    return { fields: Object.fromEntries(fields) };
  }
  if (type === 'array') {
    const keys = schema['x-kubernetes-list-map-keys'];
    const isSet = schema['x-kubernetes-list-type'] === 'set';
    return { list: ruleOf(schema.items, refer), ...(keys && { keys }), ...(isSet && { unique: true }), ...limits };
  }
  if (type === 'object' && schema.additionalProperties !== undefined)
    return { map: ruleOf(schema.additionalProperties, refer), ...limits };
  const plain = type === undefined || type === 'object' ? 'any' : (schema.format ?? type);
  const name = type === 'string' && plain !== 'date-time' ? 'string' : plain;
  return Object.keys(limits).length === 0 ? name : { scalar: name, ...limits };
}

/** What nobody applies; of a Node it holds the addresses. @param {Schema} schema @param {string} name @returns {Schema} */
function withoutStatus(schema, name) {
  if (name === 'core.v1.Node' || schema.properties?.status?.allOf === undefined) return schema;
  const { status: _status, ...properties } = schema.properties;
  return { ...schema, properties };
}

const kubernetes = fetchModule('k8s.io/kubernetes', KUBERNETES);
const choices = readChoices(readFileSync(join(kubernetes, 'pkg/generated/openapi/zz_generated.openapi.go'), 'utf8'));

/** What a text may be, by type and field: the published files leave it out. @param {string} text */
function readChoices(text) {
  /** @type {Record<string, Record<string, readonly string[]>>} */
  const found = {};
  let [type, field] = ['', ''];
  for (const line of text.split('\n')) {
    type = /^func schema_k8sio_api_(\w+)\(/.exec(line)?.[1]?.replaceAll('_', '.') ?? type;
    field = /^\t{5}"(\w+)": \{$/.exec(line)?.[1] ?? field;
    const [, values] = /^\t+Enum:\s+\[\]interface\{\}\{(.*)\},$/.exec(line) ?? [];
    if (values !== undefined) (found[type] ??= {})[field] = JSON.parse(`[${values}]`);
  }
  return found;
}

for (const [file, names] of Object.entries(KINDS)) {
  const name = `${file.replaceAll('__k8s__io', '.k8s.io')}_openapi.json`;
  const { components } = JSON.parse(readFileSync(join(kubernetes, 'api/openapi-spec/v3', name), 'utf8'));
  /** @param {string} reference @returns {string} */
  const refer = (reference) => {
    const full = reference.split('/').at(-1) ?? '';
    // Two parts tell them apart: the version and the name.
    const short = full.split('.').slice(-3).join('.');
    if (!(short in types)) {
      types[short] = {};
      const said = withoutStatus(components.schemas[full], short);
      types[short] = withChoices(ruleOf(said, refer), choices[short] ?? {});
      if (said !== components.schemas[full]) /** @type {any} */ (types[short]).fields.status = 'any';
    }
    return short;
  };
  for (const kind of names) {
    const full = Object.keys(components.schemas).find((each) => {
      const [told] = components.schemas[each]['x-kubernetes-group-version-kind'] ?? [];
      return told?.kind === kind && each.endsWith(`.${kind}`);
    });
    if (full === undefined) throw new Error(`${name} has no ${kind}`);
    const [{ group, version }] = components.schemas[full]['x-kubernetes-group-version-kind'];
    kinds[`${group === '' ? '' : `${group}/`}${version}/${kind}`] = refer(full);
  }
}

const gateway = fetchModule('sigs.k8s.io/gateway-api', GATEWAY_API);
for (const plural of CRDS) {
  const name = `config/crd/experimental/gateway.networking.k8s.io_${plural}.yaml`;
  const { spec } = parse(readFileSync(join(gateway, name), 'utf8'));
  for (const { name: version, schema, served } of spec.versions) {
    if (!served) continue;
    const { properties, ...rest } = schema.openAPIV3Schema;
    const { status: _status, ...fields } = properties;
    const short = `gateway.${version}.${spec.names.kind}`;
    types[short] = ruleOf({ ...rest, properties: fields }, (reference) => reference);
    /** @type {any} */ (types[short]).fields.metadata = 'meta.v1.ObjectMeta';
    /** @type {any} */ (types[short]).fields.status = 'any';
    kinds[`${spec.group}/${version}/${spec.names.kind}`] = short;
  }
}

const source = {
  kubernetes: `k8s.io/kubernetes ${KUBERNETES}, api/openapi-spec/v3`,
  gatewayAPI: `sigs.k8s.io/gateway-api ${GATEWAY_API}, config/crd/experimental`,
};
const lines = (/** @type {object} */ of) =>
  Object.entries(of)
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(',\n');
writeFileSync(
  written,
  `{\n  "source": ${JSON.stringify(source)},\n  "kinds": {\n${lines(kinds)}\n  },\n  "types": {\n${lines(types)}\n  }\n}\n`,
);
