import type { CloudTarget, ShownCheck, ShownTargets, TargetHealth } from '../../../engine/gateways.ts';

/** "HTTP GET /up at port 8080", "TCP at port 30080": how a load balancer asks its targets. */
export const healthCheckText = ({ type, path, port }: Pick<ShownCheck, 'type' | 'path' | 'port'>): string =>
  `${type}${path === undefined ? '' : ` GET ${path}`} at ${port === undefined ? 'the port that each serves' : `port ${port}`}`;

const ANSWERED_BY: Readonly<Record<NonNullable<ShownCheck['by']>, string>> = {
  KUBE_PROXY: ', answered by kube-proxy for itself',
  HEALTH_CHECK_NODE_PORT: ', answered by kube-proxy for the endpoints on its node',
  NODE_PORT: '',
};

/** The same with who answers, and with what. */
export function shownCheckText(check: ShownCheck): string {
  const { path, codes = '200', by } = check;
  return `${healthCheckText(check)}${by === undefined ? '' : ANSWERED_BY[by]}${path === undefined ? '' : `; ${codes} counts`}`;
}

const BECAUSE: Readonly<
  Record<Extract<TargetHealth, { readonly state: 'FAILS' }>['because'], (port: number) => string>
> = {
  NOTHING_LISTENS: (port) => `nothing listens at port ${port}`,
  NO_ENDPOINT: () => 'no endpoint to pass it to',
};

/** What a target's health check finds, and whether it gets requests. */
export function targetText({ health, asked, used }: Pick<CloudTarget, 'health' | 'asked' | 'used'>): string {
  switch (health.state) {
    case 'PASSES':
      return 'passes';
    case 'UNKNOWN':
      return 'not known';
    case 'FAILS':
      return `fails, ${BECAUSE[health.because](asked)}${used ? '; as all do, it gets requests all the same' : '; it gets no requests'}`;
  }
}

/** Why it is not known. */
export const UNKNOWN_ANSWER = 'What the application answers is not among the objects.';

/** What a load balancer calls. */
export const TARGET_KINDS: Readonly<Record<ShownTargets['kind'], string>> = {
  INSTANCE: 'nodes, at their node ports',
  NODE: 'nodes, with packets as they are',
  IP: 'pods',
};
