import { expect, test } from 'vitest';
import { encodeShareLink, decodeShareLink } from '../../../../src/scenario/share-link.ts';
import { EMPTY_DOCUMENT } from '../../../../src/scenario/document/document.ts';
import { buildCluster } from '../../../whole-engine.ts';
import { object } from '../unread/board.ts';
import { answer, ingress, nginxBoard } from './nginx.ts';

const found = (options: Readonly<Record<string, string>>, setup = {}) =>
  buildCluster({
    objects: nginxBoard({ args: ['--ingress-class=nginx'], ...setup }, ingress(options)),
  }).findings.flatMap(({ code, detail, severity }) =>
    code === 'INGRESS_ANNOTATION_UNUSED' ? [`${severity} ${detail.why}`] : [],
  );

test.each([
  [{ 'auth-type': 'basic' }, {}, ['error NO_SECRET']],
  [{ 'auth-type': 'basic', 'auth-secret': 'pw' }, {}, []],
  [{ 'denylist-source-range': 'everybody' }, {}, ['error NO_RANGE']],
  [{ 'server-snippet': 'x;' }, {}, ['warning SNIPPETS_OFF']],
  [{ 'server-snippet': 'x;' }, { version: 'v1.8.0' }, []],
  [{ 'ssl-passthrough': 'true' }, {}, ['warning NO_PASSTHROUGH']],
  [{ 'ssl-passthrough': 'true' }, { args: ['--enable-ssl-passthrough'] }, []],
])('%j, %j: %j', (options, setup, expected) => {
  expect(found(options, setup)).toEqual(expected);
});

test('a link keeps how the controller is started and set up', () => {
  const data = { 'whitelist-source-range': '10.0.0.0/8' };
  const named = { ...object('v1 ConfigMap edge/web-ingress-nginx-controller'), data };
  const objects = nginxBoard({ args: ['--configmap=edge/web-ingress-nginx-controller'] }, named, ingress({}));
  expect(answer(objects, 'http://a.example/')).toBe('403');
  const link = encodeShareLink({ document: { ...EMPTY_DOCUMENT, objects }, choices: [], lens: 'objects' });
  const decoded = decodeShareLink(link);
  if (!decoded.ok) throw new Error(decoded.why.code);
  expect(answer(decoded.scenario.document.objects, 'http://a.example/')).toBe('403');
});
