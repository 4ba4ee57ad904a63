import { FILES } from '../../../src/narration/en/page/later/documents/files.ts';
import { expect, test } from 'vitest';
import { skippedKinds } from '../../../src/features/files/skipped-kinds.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';

const object = (apiVersion: string, kind: string, name: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\nspec: {}\n---\n`;

test('skipped kinds are told by group, each with what it can do or why it does nothing', () => {
  const text =
    object('k8s.cni.cncf.io/v1beta1', 'MultiNetworkPolicy', 'a') +
    object('k8s.cni.cncf.io/v1beta1', 'MultiNetworkPolicy', 'b') +
    object('rbac.authorization.k8s.io/v1', 'Role', 'c') +
    object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'd') +
    object('mood.example/v1', 'Mood', 'e');
  const groups = skippedKinds(parseManifests([{ name: 'a.yaml', text }]), FILES.skipped.why);
  expect(groups.get('unread')).toEqual([
    { kinds: '2 MultiNetworkPolicy', why: expect.stringContaining('refuses connections') as string },
  ]);
  expect(groups.get('irrelevant')).toEqual([
    { kinds: '1 Role, 1 RoleBinding', why: expect.stringContaining('who may call the API') as string },
  ]);
  expect(groups.get('unknown')).toEqual([{ kinds: '1 Mood' }]);
});
