// What the documentation of Istio says of mutual TLS, written down again by itself: nothing of the engine is used here.
// istio.io/latest/docs/reference/config/security/peer_authentication, …/networking/destination-rule, …/ops/configuration/traffic-management/tls-configuration

export interface Authentication {
  readonly namespace: string;
  readonly name: string;
  readonly age: number;
  /** Labels; absent: the whole namespace. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly mode?: string;
  readonly ports?: Readonly<Record<number, string>>;
}

export interface Destination {
  readonly namespace: string;
  readonly name: string;
  readonly age: number;
  readonly host: string;
  readonly mode?: string;
  readonly port?: { readonly number: number; readonly mode?: string };
}

/** A workload-specific policy goes before a namespace-wide one, that before the mesh-wide one. UNSET inherits. Of several the oldest. */
export function modeAt(
  policies: readonly Authentication[],
  server: { readonly namespace: string; readonly labels: Readonly<Record<string, string>>; readonly port: number },
): string {
  const byAge = [...policies].sort((a, b) => a.age - b.age);
  const isWide = (each: Authentication) => each.selector === undefined || Object.keys(each.selector).length === 0;
  const mesh = byAge.find((each) => each.namespace === 'istio-system' && isWide(each));
  const space = byAge.find((each) => each.namespace === server.namespace && isWide(each));
  const workload = byAge.find(
    (each) =>
      each.namespace === server.namespace &&
      !isWide(each) &&
      Object.entries(each.selector ?? {}).every(([key, value]) => server.labels[key] === value),
  );
  let mode = 'PERMISSIVE';
  for (const said of [mesh?.mode, space?.mode, workload?.mode, workload?.ports?.[server.port]])
    if (said !== undefined && said !== 'UNSET') mode = said;
  return mode;
}

/** The rule of the client's namespace, then the Service's, then the mesh's; the most specific host; settings of a port replace the others. */
export function ruleMode(
  rules: readonly Destination[],
  from: string,
  service: { readonly namespace: string; readonly name: string; readonly port: number },
): string | undefined {
  const name = `${service.name}.${service.namespace}.svc.cluster.local`;
  const covers = (rule: Destination): boolean => {
    if (rule.host === '*') return true;
    if (rule.host.startsWith('*')) return name.endsWith(rule.host.slice(1));
    if (rule.host.includes('.')) return rule.host === name;
    return `${rule.host}.${rule.namespace}.svc.cluster.local` === name;
  };
  for (const namespace of [from, service.namespace, 'istio-system']) {
    const there = rules.filter((rule) => rule.namespace === namespace && covers(rule)).sort((a, b) => a.age - b.age);
    const exact = there.filter(({ host }) => !host.startsWith('*'));
    const wild = there.filter(({ host }) => host.startsWith('*')).sort((a, b) => b.host.length - a.host.length);
    const merged = exact.length > 0 ? exact : wild.filter(({ host }) => host === wild[0]?.host);
    // Of rules for one host the oldest that says something of connections.
    const rule = merged.find((each) => each.mode !== undefined || each.port !== undefined) ?? merged[0];
    if (rule === undefined) continue;
    return rule.port?.number === service.port ? rule.port.mode : rule.mode;
  }
  return undefined;
}

/** Whether the connection is made, by who has a proxy and what is said. */
export function isMade(
  { client, server }: { readonly client: boolean; readonly server: boolean },
  demand: string,
  rule: string | undefined,
): boolean {
  const speaks = client && (rule === undefined ? server && demand !== 'DISABLE' : rule === 'ISTIO_MUTUAL');
  if (!server) return !speaks;
  if (demand === 'STRICT') return speaks;
  return demand === 'DISABLE' ? !speaks : true;
}
