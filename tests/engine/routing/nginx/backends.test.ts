import { describe, expect, test } from 'vitest';
import { object, pod, service } from '../unread/board.ts';
import { answer, ask, ingress, nginxBoard, TLS } from './nginx.ts';

const NEW = [pod('docs/new', 8080), service('docs/new', 80, { ports: [{ port: 80, targetPort: 8080 }] })];
const ROOT = 'http://a.example/';

describe('a canary', () => {
  const canary = (options: Readonly<Record<string, string>>) =>
    nginxBoard({}, ...NEW, ingress({}), ingress({ canary: 'true', ...options }, { name: 'c', paths: [['/', 'new']] }));
  const shares = (options: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      ask(canary(options), { to: ROOT, headers }).outcomes.map(({ destination, probability }) => [
        destination?.name,
        Math.round(probability * 1000) / 1000,
      ]),
    );

  test.each([
    [{ 'canary-weight': '20' }, {}, { wiki: 0.8, new: 0.2 }],
    [{ 'canary-weight': '20', 'canary-weight-total': '1000' }, {}, { wiki: 0.98, new: 0.02 }],
    [{ 'canary-weight': '20', 'canary-weight-total': '50' }, {}, { wiki: 0.8, new: 0.2 }],
    [{ 'canary-weight': '100' }, {}, { new: 1 }],
    [{ 'canary-weight': '0' }, {}, { wiki: 1 }],
    [{ 'canary-by-header': 'X-New', 'canary-weight': '50' }, { 'x-new': 'always' }, { new: 1 }],
    [{ 'canary-by-header': 'X-New', 'canary-weight': '50' }, { 'x-new': 'never' }, { wiki: 1 }],
    [{ 'canary-by-header': 'X-New', 'canary-weight': '50' }, { 'x-new': 'yes' }, { wiki: 0.5, new: 0.5 }],
    [{ 'canary-by-header': 'X-New', 'canary-by-header-value': 'yes' }, { 'x-new': 'yes' }, { new: 1 }],
    [{ 'canary-by-header': 'X-New', 'canary-by-header-value': 'yes' }, { 'x-new': 'always' }, { wiki: 1 }],
    [{ 'canary-by-header': 'X-New', 'canary-by-header-pattern': 'y.*' }, { 'x-new': 'oh yes' }, { new: 1 }],
    [{ 'canary-by-cookie': 'beta' }, { Cookie: 'a=b; beta=always' }, { new: 1 }],
    [{ 'canary-by-cookie': 'beta', 'canary-weight': '100' }, { Cookie: 'beta=never' }, { wiki: 1 }],
    [
      { 'canary-by-header': 'X-New', 'canary-by-cookie': 'beta' },
      { 'X-New': 'never', Cookie: 'beta=always' },
      { wiki: 1 },
    ],
  ])('%j asked with %j: %j', (options, headers, expected) => {
    expect(shares(options, headers)).toEqual(expected);
  });

  test('stands beside a backend of the same host and path, and serves nothing alone', () => {
    const options = { canary: 'true', 'canary-weight': '100' };
    const elsewhere = ingress(options, { name: 'c', paths: [['/x', 'new']] });
    expect(
      ask(nginxBoard({}, ...NEW, ingress({}), elsewhere), 'http://a.example/x').outcomes[0]?.destination?.name,
    ).toBe('wiki');
    expect(answer(nginxBoard({}, ...NEW, ingress(options, { paths: [['/', 'new']] })), ROOT)).toBe('404');
  });

  test('without endpoints gets nothing; one whose main backend has none neither', () => {
    const options = { canary: 'true', 'canary-weight': '100' };
    const ghost = ingress(options, { name: 'c', paths: [['/', 'ghost']] });
    expect(answer(nginxBoard({}, ingress({}), ghost), ROOT)).toBe('200 /');
    const main = ingress({}, { paths: [['/', 'ghost']] });
    expect(answer(nginxBoard({}, ...NEW, main, ingress(options, { name: 'c', paths: [['/', 'new']] })), ROOT)).toBe(
      '503',
    );
  });
});

describe('what is spoken', () => {
  const spoken = (port: object, options: Readonly<Record<string, string>> = {}) => {
    const { verdict, outcomes } = ask(
      nginxBoard(
        {},
        pod('docs/box', undefined, {
          spec: {
            containers: [{ name: 'main', image: 'i', ports: [{ containerPort: 8080 }, { containerPort: 8443 }] }],
          },
        }),
        service('docs/box', 80, { ports: [{ port: 80, targetPort: 8080, ...port }] }),
        ingress(options, { paths: [['/', 'box']] }),
      ),
      ROOT,
    );
    return [verdict, outcomes[0]?.http?.status];
  };
  const HTTPS = { 'backend-protocol': 'HTTPS' };
  test.each([
    [{}, {}, ['REACHABLE', 200]],
    [{ appProtocol: 'https' }, {}, ['UNREACHABLE', 400]],
    [{ appProtocol: 'https' }, HTTPS, ['REACHABLE', 200]],
    [{ name: 'https-web' }, {}, ['UNREACHABLE', 400]],
    [{ name: 'http' }, HTTPS, ['UNREACHABLE', 502]],
    [{ name: 'http' }, { 'backend-protocol': 'GRPCS' }, ['UNREACHABLE', 502]],
    [{ name: 'http' }, { 'backend-protocol': 'GRPC' }, ['REACHABLE', 200]],
    [{ appProtocol: 'http', name: 'https' }, {}, ['REACHABLE', 200]],
    [{ targetPort: 8443 }, {}, ['UNDETERMINED', 200]],
    [{ targetPort: 8443 }, HTTPS, ['REACHABLE', 200]],
    [{}, HTTPS, ['UNDETERMINED', 200]],
  ])('port %j, %j: %j', (port, options, expected) => {
    expect(spoken(port, options)).toEqual(expected);
  });

  test('443 in front of 8443 is TLS by custom', () => {
    const board = nginxBoard(
      {},
      pod('docs/box', 8443),
      service('docs/box', 443, { ports: [{ port: 443, targetPort: 8443 }] }),
      object('networking.k8s.io/v1 Ingress docs/i', {
        ingressClassName: 'nginx',
        rules: [
          {
            host: 'a.example',
            http: {
              paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'box', port: { number: 443 } } } }],
            },
          },
        ],
      }),
    );
    expect(ask(board, ROOT).outcomes[0]).toMatchObject({
      http: { status: 400 },
      cause: { code: 'INGRESS_BACKEND_PROTOCOL', detail: { by: 'number' } },
    });
  });

  test('TLS that is passed on goes to the Service by its server name, where the controller has the flag', () => {
    const passed = ingress({ 'ssl-passthrough': 'true' }, { spec: TLS });
    const { outcomes } = ask(nginxBoard({ args: ['--enable-ssl-passthrough'] }, passed), 'https://a.example/');
    expect(outcomes[0]).toMatchObject({ http: null, destination: { name: 'wiki' } });
    expect(outcomes[0]?.legs.at(-1)?.request.flow.destinationPort).toBe(80);
    expect(ask(nginxBoard({}, passed), 'https://a.example/').outcomes[0]?.http?.status).toBe(200);
  });
});

describe('who answers', () => {
  test('the Service itself, by its address, where that is asked for', () => {
    const board = nginxBoard({}, ingress({ 'service-upstream': 'true', 'upstream-vhost': 'wiki.$host' }));
    const [outcome] = ask(board, ROOT).outcomes;
    expect(outcome?.legs.at(-1)?.request.flow.destinationPort).toBe(80);
    expect(outcome?.http?.requestSeen?.headers['Host']).toBe('wiki.a.example');
    expect(outcome?.destination?.name).toBe('wiki');
  });

  test('another Service where the backend has nobody', () => {
    const ghost = ingress({ 'default-backend': 'new' }, { paths: [['/', 'ghost']] });
    const [outcome] = ask(nginxBoard({}, ...NEW, ghost), ROOT).outcomes;
    expect(outcome).toMatchObject({
      http: { status: 503 },
      destination: { name: 'new' },
      cause: { code: 'INGRESS_BACKEND_NOT_FOUND' },
    });
  });

  test("the controller's own backend for what has no rule", () => {
    const board = nginxBoard(
      { args: ['--default-backend-service=docs/new'] },
      ...NEW,
      ingress({}, { paths: [['/x']] }),
    );
    expect(ask(board, ROOT).outcomes[0]).toMatchObject({
      http: { status: 404 },
      destination: { name: 'new' },
      cause: { code: 'INGRESS_NO_MATCH' },
    });
  });

  test('the default backend of the Ingress that has the host, and of any for hosts without rules', () => {
    const fallback = { defaultBackend: { service: { name: 'new', port: { number: 80 } } } };
    const board = nginxBoard(
      {},
      ...NEW,
      ingress({}, { paths: [['/x']] }),
      ingress({}, { name: 'j', host: 'b.example', paths: [['/y']], spec: fallback }),
    );
    const who = (url: string) => ask(board, url).outcomes[0]?.destination?.name;
    expect(who('http://b.example/')).toBe('new');
    expect(who('http://c.example/')).toBe('new');
    expect(answer(board, ROOT)).toBe('404');
  });

  test('other names of a host', () => {
    const board = nginxBoard({}, ingress({ 'server-alias': 'b.example, *.c.example, ~^d\\d+\\.example$' }));
    for (const host of ['b.example', 'x.y.c.example', 'd12.example'])
      expect(answer(board, `http://${host}/`)).toBe('200 /');
    expect(answer(board, 'http://e.example/')).toBe('404');
  });
});
