import * as v from 'valibot';
import { parseCidr, parseIp } from '../../engine/packets.ts';
import { delaysSchema, MOST_CHANGES, momentSchemas, stepAddressSchema, timedChangeSchema } from './screen-schemas.ts';

/** Largest coordinate of the canvas, in pixels; far more than any board needs. */
const FARTHEST = 1_000_000;
const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-FARTHEST), v.maxValue(FARTHEST), v.transform(Math.round));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(253));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));
const cidrs = v.pipe(
  v.array(v.string()),
  v.check((list) => list.every((text) => parseCidr(text) !== undefined)),
);

export const positionSchema = v.object({ x: coordinate, y: coordinate });
export const indexSchema = index;
export const lessonSchema = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/));

const sourceSchema = v.union([
  v.object({ pod: name, container: v.exactOptional(name) }),
  v.object({ node: name }),
  v.object({ ip: name, enters: name }),
  v.object({ internet: v.literal(true), ip: v.exactOptional(name) }),
]);

export const requestSchema = v.object({
  title: v.exactOptional(v.string()),
  id: v.exactOptional(v.string()),
  from: sourceSchema,
  to: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)),
  via: v.exactOptional(v.string()),
  http: v.exactOptional(
    v.object({
      method: v.exactOptional(v.string()),
      headers: v.exactOptional(v.record(v.string(), v.string())),
    }),
  ),
  sourcePort: v.exactOptional(port),
  bytes: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(28), v.maxValue(65535))),
});

export const storyStepSchema = v.object({
  title: v.string(),
  text: v.string(),
  request: v.exactOptional(index),
  step: v.exactOptional(stepAddressSchema),
  depth: v.exactOptional(v.picklist(['story', 'hops', 'rules'])),
  timeline: v.exactOptional(
    v.object({
      changes: v.pipe(v.array(timedChangeSchema), v.minLength(1), v.maxLength(MOST_CHANGES)),
      delays: v.exactOptional(delaysSchema),
      until: v.exactOptional(momentSchemas.time),
    }),
  ),
  holds: v.exactOptional(
    v.object({
      proxyModes: v.exactOptional(v.array(v.picklist(['iptables', 'nftables', 'ipvs', 'ebpf']))),
      cnis: v.exactOptional(v.array(v.string())),
      open: v.exactOptional(v.literal(true)),
    }),
  ),
  beat: v.exactOptional(index),
  dns: v.exactOptional(v.literal(true)),
  question: v.exactOptional(
    v.object({
      ask: v.picklist(['ARRIVES', 'ANSWERED_BY', 'SOURCE_SEEN', 'DESTINATION', 'WHERE_LOST', 'STATUS', 'QUESTIONS']),
      at: v.exactOptional(stepAddressSchema),
    }),
  ),
});

export const interventionSchema = v.variant('type', [
  v.object({ type: v.literal('reschedule'), namespace: name, pod: name, node: name }),
  v.object({ type: v.picklist(['stop-container', 'start-container']), namespace: name, pod: name, container: name }),
  v.object({ type: v.literal('kill-sandbox'), namespace: name, pod: name }),
]);

const ips = v.array(
  v.pipe(
    v.string(),
    v.check((text) => parseIp(text) === text),
  ),
);
const ports = v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65535)));

const allocationSchema = v.object({
  node: v.exactOptional(name),
  ips: v.exactOptional(ips),
  podCIDRs: v.exactOptional(cidrs),
  nodePorts: v.exactOptional(ports),
  healthCheckNodePort: v.exactOptional(port),
  balancerIPs: v.exactOptional(ips),
});

/** Each on its own. */
export const settingSchemas = {
  proxyMode: v.picklist(['iptables', 'nftables', 'ipvs', 'ebpf']),
  cni: name,
  cloud: v.picklist(['eks', 'gke', 'aks']),
  kubernetesVersion: v.pipe(v.string(), v.regex(/^1\.\d{1,3}$/)),
  podCIDRs: cidrs,
  serviceCIDRs: cidrs,
  defaultNamespace: name,
};

/** Of a cluster, each override on its own. */
export const overrideSchemas = { ...settingSchemas, allocated: v.record(v.string(), allocationSchema) };
