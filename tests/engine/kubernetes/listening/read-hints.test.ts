import { describe, expect, test } from 'vitest';
import { readListeningHints } from '../../../../src/engine/kubernetes/listening/read-hints.ts';
import { deciding } from '../../../../src/engine/kubernetes/projection/container-texts.ts';

type Container = Readonly<Record<string, unknown>>;

/** "HOST PORT setting path sure all"; "-" for what is not said, * for every address. */
function told(container: Container): readonly string[] {
  return readListeningHints(container).map(({ protocol, host, port, setting, path, isSure, isAll }) =>
    [
      ...(protocol === 'TCP' ? [] : [protocol]),
      host === '' ? '*' : (host ?? '-'),
      port ?? '-',
      setting,
      path.join('.'),
      ...(isSure ? ['sure'] : []),
      ...(isAll ? ['all'] : []),
    ].join(' '),
  );
}

const words = (text: string): readonly string[] => text.split(' ');

const TOLD: readonly (readonly [container: Container, ...hints: readonly string[]])[] = [
  // Flags of any program.
  [{ args: ['--port=8080'] }, '- 8080 --port args.0'],
  [{ args: ['--listen-address=127.0.0.1:9090'] }, '127.0.0.1 9090 --listen-address args.0 sure'],
  [{ command: ['app', '--http-address', ':8080'] }, '* 8080 --http-address command.2'],
  [{ args: ['--bind-address', '[::1]:80'] }, '::1 80 --bind-address args.1 sure'],
  [{ args: ['--host=localhost', '-p', '3000'] }, 'localhost - --host args.0', '- 3000 -p args.2'],
  [{ args: ['--metrics-bind-address=127.0.0.1:8080'] }, '127.0.0.1 8080 --metrics-bind-address args.0 sure'],
  [
    { args: ['--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379'] },
    '127.0.0.1 2379 --listen-client-urls args.0 sure',
    '10.0.0.1 2379 --listen-client-urls args.0 sure',
  ],
  [{ args: ['--redis-host=127.0.0.1', '--db-port=5432', '--upstream=http://127.0.0.1:8080/'] }],
  [{ args: ['--port=99999', '--port=http', '--bind=$(POD_IP):80'] }],
  // Variables.
  [{ env: [{ name: 'HOST', value: '127.0.0.1' }] }, '127.0.0.1 - HOST env.0.value'],
  [{ env: [{ name: 'LISTEN_ADDR', value: '127.0.0.1:80' }] }, '127.0.0.1 80 LISTEN_ADDR env.0.value sure'],
  [{ env: [{ name: 'DB_HOST', value: '127.0.0.1' }, { name: 'PORT' }] }],
  [
    { args: ['--port=$(PORT)'], env: [{ name: 'PORT', value: '8080' }] },
    '- 8080 --port args.0',
    '- 8080 PORT env.0.value',
  ],
  // Servers.
  [{ command: words('python -m http.server 8000 --bind 127.0.0.1') }, '127.0.0.1 8000 --bind command.5 sure all'],
  [{ command: words('python3 -m http.server') }, '* 8000 http.server command.2 sure'],
  [{ command: words('uvicorn main:app --host 0.0.0.0 --port 8080') }, '0.0.0.0 8080 --host command.3 sure all'],
  [{ command: words('uvicorn main:app --port 8080') }, '127.0.0.1 8080 --port command.3 all'],
  [{ command: ['uvicorn', 'main:app'] }, '127.0.0.1 8000 uvicorn command.0'],
  [{ command: ['npx', 'vite'] }, 'localhost 5173 vite command.1'],
  [{ command: words('vite preview --port 8080') }, 'localhost 8080 --port command.3 all'],
  [{ command: words('vite --host') }, '* 5173 --host command.1 sure'],
  [{ command: words('vite --host --port 3000') }, '* 3000 --host command.1 sure all'],
  [{ command: words('vite --host 0.0.0.0') }, '0.0.0.0 5173 --host command.2 sure'],
  [{ command: words('ng serve --host 0.0.0.0 --port 4300') }, '0.0.0.0 4300 --host command.3 sure all'],
  [{ command: words('ng build') }],
  [{ command: words('php artisan serve') }, '127.0.0.1 8000 artisan command.1'],
  [{ command: words('daphne -b 0.0.0.0 -p 8001 site.asgi:application') }, '0.0.0.0 8001 -b command.2 sure all'],
  [
    { command: ['uvicorn', 'main:app'], env: [{ name: 'UVICORN_HOST', value: '0.0.0.0' }] },
    '0.0.0.0 8000 UVICORN_HOST env.0.value sure',
    '0.0.0.0 - UVICORN_HOST env.0.value',
  ],
  [{ command: words('gunicorn -w 4 -b :8000 app:app') }, '* 8000 -b command.4 sure all'],
  [{ command: words('gunicorn -b unix:/run/app.sock app') }],
  [
    { command: ['gunicorn', 'app'], env: [{ name: 'PORT', value: '8080' }] },
    '0.0.0.0 8080 PORT env.0.value sure all',
    '- 8080 PORT env.0.value',
  ],
  [{ command: words('flask run --host 127.0.0.1') }, '127.0.0.1 5000 --host command.3 sure'],
  [{ command: words('flask db upgrade') }],
  [{ command: words('./manage.py runserver --noreload 0.0.0.0:8000') }, '0.0.0.0 8000 manage.py command.3 sure all'],
  [
    { image: 'redis:7', args: words('--bind 127.0.0.1 -::1 --port 6380') },
    '127.0.0.1 6380 --bind args.1 sure all',
    '::1 6380 --bind args.2 sure all',
  ],
  [{ command: words('redis-server --bind 127.0.0.1') }, '127.0.0.1 6379 --bind command.2 sure'],
  [{ command: words('nc -lk -p 8080') }, '* 8080 -p command.3 sure all'],
  [{ command: words('nc -l -s 127.0.0.1 -p 8080') }, '127.0.0.1 8080 -s command.3 sure all'],
  [{ command: words('nc -luk 127.0.0.1 53') }, 'UDP 127.0.0.1 53 nc command.2 sure all'],
  [{ command: words('nc db 5432') }],
  [
    { command: ['socat', 'TCP-LISTEN:80,fork,reuseaddr,bind=127.0.0.1', 'TCP:db:5432'] },
    '127.0.0.1 80 TCP-LISTEN:80 command.1 sure all',
  ],
  [{ command: ['socat', 'UDP6-LISTEN:53,fork', 'EXEC:cat'] }, 'UDP * 53 UDP6-LISTEN:53 command.1 sure all'],
  [{ command: ['sh', '-c', 'sleep 5; exec nc -lk -p 8080 "$X"'] }, '* 8080 -p command.2 sure'],
  [
    { image: 'bitnami/kubectl', args: words('proxy --port=8001 --address=127.0.0.1') },
    '127.0.0.1 8001 --address args.2 sure all',
  ],
  [
    { command: words('kube-controller-manager --bind-address=127.0.0.1') },
    '127.0.0.1 10257 --bind-address command.1 sure',
  ],
  [{ command: words('rails server -b 127.0.0.1 -p 3000') }, '127.0.0.1 3000 -b command.3 sure all'],
  [{ command: words('php -S 0.0.0.0:8000') }, '0.0.0.0 8000 -S command.2 sure all'],
  [{ command: ['sleep', '3600'] }],
  [{}],
];

const CASES = TOLD.map(([container, ...hints]) => ({ container, hints }));

describe('where a container is told to listen', () => {
  test.each(CASES)('$container', ({ container, hints }) => {
    expect(told(container)).toEqual(hints);
  });

  test.each(CASES)('what is left of it in a link says the same: $container', ({ container, hints }) => {
    const clean = (key: string): Container => {
      const list = container[key];
      return Array.isArray(list) ? { [key]: deciding(list as readonly string[]) } : {};
    };
    const left: Container = { ...container, ...clean('command'), ...clean('args') };
    const withoutPlace = (lines: readonly string[]) => lines.map((line) => line.replace(/ (args|command)\.\d+/, ''));
    expect(withoutPlace(told(left))).toEqual(withoutPlace(hints));
  });
});
