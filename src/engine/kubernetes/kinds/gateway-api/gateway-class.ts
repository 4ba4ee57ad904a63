import { part } from '../../fields/schema.ts';
import { string } from '../../fields/values.ts';
import { metadata } from '../../fields/metadata.ts';
import { GATEWAY_API } from '../../fields/api-groups.ts';
import { defineKind } from '../../fields/kind.ts';

export const GATEWAY_CLASS = defineKind({
  group: GATEWAY_API,
  kind: 'GatewayClass',
  scope: 'cluster',
  fields: { metadata: metadata(), spec: part({ controllerName: string }) },
});
