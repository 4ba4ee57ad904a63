import type { ToldAddress } from './told-address.ts';

/** A program that listens where its command line says, and nowhere else. */
export interface Server {
  readonly name: RegExp;
  /** A word without which it does something else. */
  readonly follows?: RegExp;
  /** Its options that say a host, a port or both. */
  readonly options: readonly string[];
  /** An option that means every address where no value follows. */
  readonly bare?: string;
  /** Words that belong to no option say it as well. */
  readonly words?: true;
  /** Where it listens unless it is told. */
  readonly usual: ToldAddress;
  /** Its "0.0.0.0" is every address of both families, as net.Listen of Go has it (go/src/net/ipsock_posix.go favoriteAddrFamily). */
  readonly isGo?: true;
}

const LOCAL_8000: ToldAddress = { host: '127.0.0.1', port: 8000 };
const BIND = ['bind', 'b'];
const HOST_PORT = ['host', 'port', 'h', 'p'];

/**
 * uvicorn.org/settings, docs.gunicorn.org settings (bind), hypercorn configuration, waitress runner, flask.palletsprojects.com cli,
 * docs.djangoproject.com django-admin runserver, docs.python.org http.server, redis.conf and valkey.conf, memcached(1), mongod
 * options, nc(1), vite.dev config server options, docs.astro.build cli, angular.dev cli serve, laravel artisan serve, daphne(1), puma and rails server --help, gohugo.io commands, php -S, kubectl proxy, kube-scheduler and
 * kube-controller-manager v1.34 options, busybox httpd.
 */
export const SERVERS: readonly Server[] = [
  { name: /^uvicorn$/, options: ['host', 'port'], usual: LOCAL_8000 },
  { name: /^(gunicorn|hypercorn)$/, options: BIND, usual: LOCAL_8000 },
  { name: /^waitress-serve$/, options: ['host', 'port', 'listen'], usual: { host: '0.0.0.0', port: 8080 } },
  { name: /^flask$/, follows: /^run$/, options: HOST_PORT, usual: { host: '127.0.0.1', port: 5000 } },
  { name: /^(manage\.py|django-admin)$/, follows: /^runserver$/, options: [], words: true, usual: LOCAL_8000 },
  { name: /^http\.server$/, options: BIND, words: true, usual: { host: '', port: 8000 } },
  { name: /^(redis|valkey)-server$/, options: ['bind', 'port'], words: true, usual: { host: '', port: 6379 } },
  { name: /^memcached$/, options: ['l', 'listen', 'p', 'port'], usual: { host: '', port: 11_211 } },
  { name: /^mongod$/, options: ['bind_ip', 'port'], usual: { host: '127.0.0.1', port: 27_017 } },
  {
    name: /^(nc|ncat|netcat)$/,
    follows: /^(-\w*l\w*|--listen)$/,
    options: ['l', 'p', 's'],
    words: true,
    usual: { host: '' },
  },
  { name: /^puma$/, options: ['bind', 'b', 'port', 'p'], usual: { host: '0.0.0.0', port: 9292 } },
  {
    name: /^rails$/,
    follows: /^(server|s)$/,
    options: ['binding', 'b', 'port', 'p'],
    usual: { host: 'localhost', port: 3000 },
  },
  {
    name: /^hugo$/,
    follows: /^server$/,
    options: ['bind', 'port', 'p'],
    usual: { host: '127.0.0.1', port: 1313 },
    isGo: true,
  },
  {
    name: /^vite$/,
    follows: /^preview$/,
    options: ['host', 'port'],
    bare: 'host',
    usual: { host: 'localhost', port: 4173 },
  },
  { name: /^vite$/, options: ['host', 'port'], bare: 'host', usual: { host: 'localhost', port: 5173 } },
  { name: /^astro$/, options: ['host', 'port'], bare: 'host', usual: { host: 'localhost', port: 4321 } },
  { name: /^ng$/, follows: /^(serve|s)$/, options: ['host', 'port'], usual: { host: 'localhost', port: 4200 } },
  { name: /^artisan$/, follows: /^serve$/, options: ['host', 'port'], usual: LOCAL_8000 },
  { name: /^daphne$/, options: ['b', 'bind', 'p', 'port'], usual: LOCAL_8000 },
  { name: /^php$/, follows: /^-S$/, options: ['S'], usual: {} },
  {
    name: /^kubectl$/,
    follows: /^proxy$/,
    options: ['address', 'port', 'p'],
    usual: { host: '127.0.0.1', port: 8001 },
    isGo: true,
  },
  { name: /^kube-scheduler$/, options: ['bind-address', 'secure-port'], usual: { host: '', port: 10_259 }, isGo: true },
  {
    name: /^kube-controller-manager$/,
    options: ['bind-address', 'secure-port'],
    usual: { host: '', port: 10_257 },
    isGo: true,
  },
  { name: /^httpd$/, follows: /^-p$/, options: ['p'], usual: { host: '' } },
];

/** Programs that images run when they are given options alone. github.com/docker-library docker-entrypoint.sh */
export const PROGRAM_OF_IMAGE: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)redis(:|@|$)/, 'redis-server'],
  [/(^|\/)valkey(:|@|$)/, 'valkey-server'],
  [/(^|\/)memcached(:|@|$)/, 'memcached'],
  [/(^|\/)mongo(:|@|$)/, 'mongod'],
  [/(^|\/)kubectl(:|@|$)/, 'kubectl'],
];
