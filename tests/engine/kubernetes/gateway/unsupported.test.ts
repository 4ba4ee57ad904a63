import { describe, expect, test } from 'vitest';
import { IMPLEMENTATIONS } from '../../../../src/engine/kubernetes/gateway/conformance.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { sayAssumption } from '../../../../src/narration/en/findings/assumptions.ts';
import { saidFinding } from '../../../support/said.ts';
import { backend, gatewayOf, routeOf, ruleOf } from '../../routing/gateway/gateway-objects.ts';
import { shopObjects, shopRouter, traced } from '../../routing/shop.ts';
import { buildCluster } from '../../../whole-engine.ts';

const classOf = (controllerName: string): RawObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'example' },
  spec: { controllerName },
});
const NGINX = 'gateway.nginx.org/nginx-gateway-controller';
const TRAEFIK = 'traefik.io/gateway-controller';
const GKE = 'networking.gke.io/gateway';
const features = (controller: string, rule: object, gateway = gatewayOf(), parent = {}) =>
  buildCluster({
    objects: shopObjects({ more: [classOf(controller), gateway, routeOf('web', { rules: [rule], parent })] }),
  }).findings.flatMap((finding) =>
    finding.code === 'GATEWAY_FEATURE_UNSUPPORTED' ? [`${finding.detail.feature} ${finding.path?.join('.')}`] : [],
  );
const filter = (type: string, fields: object) => ruleOf('/', { filters: [{ type, ...fields }] });
const mirror = (more: object = {}) => ({
  type: 'RequestMirror',
  requestMirror: { backendRef: backend('web'), ...more },
});

describe('a field that the implementation of a Gateway does not support', () => {
  test.each([
    [
      NGINX,
      ruleOf('/', { timeouts: { request: '1s', backendRequest: '1s' } }),
      [
        'HTTPRouteRequestTimeout spec.rules.0.timeouts.request',
        'HTTPRouteBackendTimeout spec.rules.0.timeouts.backendRequest',
      ],
    ],
    [
      NGINX,
      ruleOf('/', {
        backendRefs: [
          backend('web', {
            filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier: { add: [{ name: 'a', value: 'b' }] } }],
          }),
        ],
      }),
      ['HTTPRouteBackendRequestHeaderModification spec.rules.0.backendRefs.0.filters.0'],
    ],
    [
      TRAEFIK,
      ruleOf('/', { filters: [mirror(), mirror({ percent: 5 })] }),
      [
        'HTTPRouteRequestMirror spec.rules.0.filters.0.requestMirror',
        'HTTPRouteRequestMirror spec.rules.0.filters.1.requestMirror',
        'HTTPRouteRequestPercentageMirror spec.rules.0.filters.1.requestMirror',
        'HTTPRouteRequestMultipleMirrors spec.rules.0.filters.1',
      ],
    ],
    [
      GKE,
      filter('RequestRedirect', { requestRedirect: { scheme: 'https', port: 8443, statusCode: 308 } }),
      [
        'HTTPRoutePortRedirect spec.rules.0.filters.0.requestRedirect.port',
        'HTTPRoute308RedirectStatusCode spec.rules.0.filters.0.requestRedirect.statusCode',
      ],
    ],
    [
      GKE,
      { ...ruleOf(), matches: [{ method: 'GET', queryParams: [{ name: 'a', value: 'b' }] }] },
      [
        'HTTPRouteMethodMatching spec.rules.0.matches.0.method',
        'HTTPRouteQueryParamMatching spec.rules.0.matches.0.queryParams',
      ],
    ],
    [
      'gateway.k8s.aws/alb',
      filter('URLRewrite', {
        urlRewrite: { hostname: 'a.example', path: { type: 'ReplaceFullPath', replaceFullPath: '/' } },
      }),
      [
        'HTTPRouteHostRewrite spec.rules.0.filters.0.urlRewrite.hostname',
        'HTTPRoutePathRewrite spec.rules.0.filters.0.urlRewrite.path',
      ],
    ],
  ])('%s', (controller, rule, expected) => {
    const found = features(controller, rule);
    expect(found.toSorted()).toEqual(expected.toSorted());
    expect(features('istio.io/gateway-controller', rule)).toEqual([]);
    expect(features('example.com/controller', rule)).toEqual([]);
  });

  test('of the route as a whole, and of the Gateway', () => {
    expect(features('io.cilium/gateway-controller', ruleOf(), gatewayOf(), { port: 80 })).toEqual([
      'HTTPRouteParentRefPort spec.parentRefs.0.port',
    ]);
    const labelled = gatewayOf(undefined, {
      infrastructure: { labels: { a: 'b' } },
      addresses: [{ value: '203.0.113.9' }],
    });
    expect(features('gateway.envoyproxy.io/gatewayclass-controller', ruleOf(), labelled)).toEqual([
      'GatewayStaticAddresses spec.addresses',
      'GatewayInfrastructurePropagation spec.infrastructure',
    ]);
  });
});

test('a walk by such a rule rests on it, one by another rule does not', () => {
  const rules = [ruleOf('/'), ruleOf('/slow', { timeouts: { request: '1s' } })];
  const objects = shopObjects({ more: [classOf(NGINX), gatewayOf(), routeOf('web', { rules })] });
  const said = (path: string) =>
    traced(shopRouter(objects), {
      from: { internet: true },
      to: `http://shop.example${path}`,
      via: 'gateway/shop/edge',
    })
      .assumptions.filter(({ code }) => code === 'GATEWAY_FEATURE_ASSUMED')
      .map(sayAssumption);
  expect(said('/')).toEqual([]);
  expect(said('/slow')).toEqual([
    'NGINX Gateway Fabric does not support spec.rules[1].timeouts.request (HTTPRouteRequestTimeout in its conformance report of v2.3.0 for Gateway API v1.4.0). The walk follows HTTPRoute shop/web all the same.',
  ]);
  const told = buildCluster({ objects }).findings.filter(({ code }) => code === 'GATEWAY_FEATURE_UNSUPPORTED');
  expect(told.map(saidFinding)[0]).toMatch(
    /^NGINX Gateway Fabric does not support spec\.rules\[1\]\.timeouts\.request/,
  );
});

test('no controller is taken for two implementations', () => {
  for (const name of [
    NGINX,
    TRAEFIK,
    GKE,
    'istio.io/gateway-controller',
    'gateway.k8s.aws/alb',
    'kgateway.dev/kgateway',
  ])
    expect(IMPLEMENTATIONS.filter(({ controller }) => controller.test(name))).toHaveLength(1);
});
