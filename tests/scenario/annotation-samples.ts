import { ENTRY_ANNOTATIONS } from '../../src/engine/kubernetes/projection/entry-annotations.ts';
import { POD_ANNOTATION_LINES } from '../../src/engine/kubernetes/projection/pod-annotations.ts';

export type Sample = readonly [key: string, value: string];

/** A key for each line of words. */
const WORDS: readonly Sample[] = [
  ['proxy-protocol', 'true'],
  ['proxy-read-timeout', '60'],
  ['ssl-cert', 'arn:x'],
  ['address-pool', 'public'],
  ['permanent-redirect', 'https://user:pw@else.example/?token=x'],
  ['upstream-vhost', 'else.example'],
  ['default-backend', 'other'],
  ['actions.go', '{"type":"redirect"}'],
  ['whitelist-source-range', '10.0.0.0/8'],
  ['allowlist', '0.0.0.0/0'],
  ['server-snippet', 'deny all;'],
  ['auth-url', 'https://auth.example/?k=x'],
  ['enable-modsecurity', 'false'],
  ['plugins', 'token-auth,limits'],
  ['middlewares', 'shop-strip@kubernetescrd'],
  ['backend-protocol', 'HTTPS'],
  ['app-protocols', 'HTTP'],
  ['scheme', 'internal'],
  ['load-balancer-type', 'Internal'],
  ['health-probe-request-path', '/healthz'],
  ['target-type', 'ip'],
  ['neg', '{"ingress": true}'],
  ['global', 'true'],
];

/** Annotations of Ingresses, Services and Gateways: every controller with every line of words. */
export const ENTRY_SAMPLES: readonly Sample[] = ENTRY_ANNOTATIONS.controllers.flatMap((prefix) =>
  WORDS.map(([word, value]): Sample => [prefix + word, value]),
);

/** Every line of words with two controllers, and one with every other. */
export const FEW_ENTRY_SAMPLES: readonly Sample[] = ENTRY_SAMPLES.filter(([key]) =>
  /^(nginx\.ingress|konghq)|backend-protocol$/.test(key),
);

/** Words of the table that no sample has: none. */
export const UNTRIED: readonly RegExp[] = ENTRY_ANNOTATIONS.words
  .filter(
    ({ word, effect }) =>
      !WORDS.some(([key]) => ENTRY_ANNOTATIONS.words.find((line) => line.word.test(key))?.word === word) &&
      effect !== undefined,
  )
  .map(({ word }) => word);

/** Annotations of pods, their templates and namespaces. */
export const POD_SAMPLES: readonly Sample[] = [
  ...POD_ANNOTATION_LINES.map(({ prefix }): Sample => [prefix, prefix.includes('policy') ? 'deny' : 'enabled']),
  ['v1.multus-cni.io/default-network', 'shop/fast'],
  ['k8s.v1.cni.cncf.io/networks', '[{"name": "fast", "default-route": ["10.9.0.1"]}]'],
  ['ovn.kubernetes.io/security_groups', 'strict'],
  ['sidecar.istio.io/status', '{"version":"x"}'],
  ['sidecar.istio.io/inject', 'false'],
  ['linkerd.io/proxy-version', 'stable'],
  ['kuma.io/sidecar-injected', 'true'],
  ['consul.hashicorp.com/connect-inject-status', 'injected'],
];
