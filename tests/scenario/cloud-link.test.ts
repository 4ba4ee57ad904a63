import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { EMPTY_DOCUMENT, type SharedScenario } from '../../src/scenario/document/document.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';

const opened = (scenario: SharedScenario): SharedScenario => {
  const result = decodeShareLink(encodeShareLink(scenario));
  if (!result.ok) throw new Error(result.why.code);
  expect(result.problems).toEqual([]);
  return result.scenario;
};
const share = (document: Partial<SharedScenario['document']>): SharedScenario => ({
  document: { ...EMPTY_DOCUMENT, ...document },
  choices: [],
  lens: 'objects',
});

test('cloud, CNI and the size of a packet travel in a link', () => {
  const scenario = share({
    overrides: { cloud: 'eks', cni: 'aws-vpc' },
    requests: [{ from: { internet: true }, to: 'udp://192.168.0.11:53', bytes: 1400 }],
  });
  expect(opened(scenario)).toEqual(scenario);
});

test('what names the CNI and the cloud stays, what names the machine does not', () => {
  const objects: readonly RawObject[] = [
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n1' },
      spec: { providerID: 'aws:///eu-west-1a/i-0123456789' },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'web',
        namespace: 'shop',
        annotations: { 'service.beta.kubernetes.io/aws-load-balancer-type': 'external', secret: 'x' },
      },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'aws-node', namespace: 'kube-system' },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'aws-node',
                image: 'cni',
                env: [
                  { name: 'AWS_VPC_K8S_CNI_EXTERNALSNAT', value: 'true' },
                  { name: 'TOKEN', value: 'x' },
                ],
              },
            ],
          },
        },
      },
    },
  ];
  const text = JSON.stringify(opened(share({ objects })).document.objects);
  expect(text).toContain('"providerID":"aws://"');
  expect(text).toContain('aws-load-balancer-type');
  expect(text).toContain('AWS_VPC_K8S_CNI_EXTERNALSNAT');
  for (const gone of ['i-0123456789', 'secret', 'TOKEN']) expect(text).not.toContain(gone);
});

test('a cloud nobody knows is left out and named', () => {
  const result = decodeShareLink(encodeShareLink(share({ overrides: { cloud: 'mars' as never } })));
  expect(result.ok && result.scenario.document.overrides).toEqual({});
  expect(result.ok && result.problems.length).toBe(1);
});

test('what annotations have an ALB do travels without texts, accounts and what proves who one is', () => {
  const ALB = 'alb.ingress.kubernetes.io/';
  const redirect = { host: 'new.example', query: 'token=SECRET&v=1', statusCode: 'HTTP_302' };
  const annotations = {
    [`${ALB}actions.hello`]: JSON.stringify({
      type: 'fixed-response',
      fixedResponseConfig: { statusCode: '403', messageBody: 'SECRET' },
    }),
    [`${ALB}actions.move`]: JSON.stringify({ type: 'redirect', redirectConfig: redirect }),
    [`${ALB}actions.arn`]: JSON.stringify({ type: 'forward', targetGroupARN: 'arn:SECRET' }),
    [`${ALB}actions.broken`]: '{"type": SECRET',
    [`${ALB}conditions.web`]: JSON.stringify([
      { field: 'source-ip', sourceIpConfig: { values: ['10.0.0.0/8'] } },
      { field: 'http-header', httpHeaderConfig: { httpHeaderName: 'X-Api-Key', values: ['SECRET-1', 'SECRET-2'] } },
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['always'] } },
      { field: 'query-string', queryStringConfig: { values: [{ key: 'token', value: 'SECRET' }, { value: 'on' }] } },
    ]),
  };
  const ingress: RawObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'entry', namespace: 'shop', annotations },
    spec: { ingressClassName: 'alb' },
  };
  const text = JSON.stringify(opened(share({ objects: [ingress] })).document.objects);
  expect(text).not.toContain('SECRET');
  for (const kept of [
    '403',
    'new.example',
    'v=1',
    'HTTP_302',
    '10.0.0.0/8',
    'actions.broken',
    'X-Api-Key',
    'always',
    'on',
  ]) {
    expect(text).toContain(kept);
  }
});
