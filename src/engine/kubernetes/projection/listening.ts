// What of a container's command line and variables may tell where its processes listen.

/** Names of what tells the main port; those of other ports (metrics, health, debugging) say nothing of it. */
const LISTENS = /(^|[-_.])(port|listen|bind|addr|address|http|https|server|host)([-_.]?(port|addr|address|host))?$/i;
const ASIDE =
  /metric|prom|health|probe|admin|debug|pprof|stat|monitor|db|database|redis|mysql|postgres|pg|mongo|kafka|amqp|smtp|upstream|backend|remote|target|peer|cluster|advertise|api[-_]?server|service[-_]host|proxy|client|master|leader|grpc[-_]web|jmx|external|public|sql|cache|queue|broker|elastic|vault|consul|ldap|ssh|node[-_]?port/i;

/** True for the name of a flag or variable that may say where a process listens for its clients. */
export function mayTellListener(name: string): boolean {
  return LISTENS.test(name) && !ASIDE.test(name);
}

/** Whatever the port is for. */
const BINDS =
  /(^|[-_.])(listen|bind(?:ing)?)([-_.]?(on|to|ip|addr|address|addresses|host|url|urls)|[-_](client|peer|metrics)[-_]urls)?$/i;

/** True for the name of a flag or variable that says where a socket is bound, be it for clients or not. */
export function tellsBinding(name: string): boolean {
  return BINDS.test(name) && !/advertise|remote|upstream|target|public|external/i.test(name);
}

/** True for the name of a flag or variable that says, or may say, where a process listens. */
export const tells = (name: string): boolean => mayTellListener(name) || tellsBinding(name);

/** A port, an address, or both; variables of the container may stand in it. */
const ADDRESS =
  /^-?([a-z]+:\/\/)?(\d{1,5}|(\[[0-9a-f:]*\]|[\w.*-]*):\d{1,5}|localhost|[\d.]+|[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*|\*)$/i;
export const VARIABLE = /\$\((\w+)\)|\$\{(\w+)\}|\$(\w+)/g;

const isAddress = (text: string): boolean => ADDRESS.test(text.replace(VARIABLE, '0'));
/** Several, separated by commas. */
export const saysAddress = (text: string): boolean => text.split(',').every(isAddress);

/** Servers whose options are known, and words that follow the name of one. */
const SERVERS =
  /^(uvicorn|gunicorn|hypercorn|waitress-serve|flask|django-admin|manage\.py|http\.server|redis-server|valkey-server|memcached|mongod|nc|ncat|netcat|puma|rails|hugo|php|kubectl|kube-scheduler|kube-controller-manager|httpd|vite|astro|ng|artisan|daphne)$/;
const FOLLOWING = /^(run|runserver|server|s|proxy|serve|preview)$/;
export const SOCAT = /^(TCP|UDP)[46]?-LISTEN:\d+/i;
/** Letters without a value and those with an address, alone or together. */
export const SHORT = /^-[46bhklmnpsuSvV]{1,5}$/;
const SHORT_WITH_VALUE = /^-[46bhklmnpsuSvV]*[bshS]$/;
/** Options without a value: what follows is a word of its own. */
const ALONE = /^--(noreload|insecure|nothreading|nostatic|ipv6|cgi|reload|keep-open)$/;
export const FLAG = /^--?([\w.-]+?)(?:=(.*))?$/;

export const isServer = (word: string): boolean => SERVERS.test(programOf(word));
const programOf = (word: string): string => word.replace(/^.*\//, '');

/** A word of a command line, by the element of the list it stands in. */
export interface Word {
  readonly text: string;
  readonly at: number;
  /** One of several that a shell runs. */
  readonly isOfScript: boolean;
}

/** In place of a value that is nobody's business, so that it is known that something is said. */
const UNSAID = '?';

/** The words of a command line; those of a script one by one, without their quotes. */
function wordsOf(list: readonly string[]): readonly Word[] {
  return list.flatMap((element, at): readonly Word[] => {
    if (!/\s/.test(element)) return [{ text: element, at, isOfScript: false }];
    const words = element.split(/[\s;&|]+/).map((text) => text.replace(/^["']|["']$/g, ''));
    return words.filter((text) => text !== '').map((text) => ({ text, at, isOfScript: true }));
  });
}

/** Of a command line the words by which it is known where its processes listen; of what is left the same ones are left. */
export function listeningWords(list: readonly string[]): readonly Word[] {
  const kept: Word[] = [];
  /** What may follow: the value of an option, any address, the value of an option that is left out, or nothing. */
  let next: 'VALUE' | 'ADDRESS' | 'SKIPPED' | 'FIRST' | 'NOTHING' = 'FIRST';
  for (const word of wordsOf(list)) {
    const { text } = word;
    const [, name = '', value] = FLAG.exec(text) ?? [];
    const own = keptOfServer(text);
    if (name === 'p' || tells(name)) {
      kept.push({ ...word, text: value === undefined || saysAddress(value) ? text : text.replace(value, UNSAID) });
      next = value === undefined ? 'VALUE' : 'ADDRESS';
    } else if (own !== undefined) {
      kept.push({ ...word, text: own });
      next = SHORT_WITH_VALUE.test(own) ? 'VALUE' : 'ADDRESS';
    } else if (name !== '') {
      next = 'SKIPPED';
    } else if (next === 'VALUE') {
      kept.push({ ...word, text: saysAddress(text) ? text : UNSAID });
      next = 'ADDRESS';
    } else if (next === 'SKIPPED' || !saysAddress(text)) {
      next = kept.length > 0 ? 'ADDRESS' : 'NOTHING';
    } else if (next !== 'NOTHING') {
      kept.push(word);
      next = 'ADDRESS';
    }
  }
  return kept;
}

/** undefined: no word of a server's command line. */
function keptOfServer(word: string): string | undefined {
  if (SOCAT.test(word)) {
    const [listen = '', ...options] = word.split(',');
    return [listen, ...options.filter((each) => each.startsWith('bind='))].join(',');
  }
  if (isServer(word)) return programOf(word);
  return FOLLOWING.test(word) || SHORT.test(word) || ALONE.test(word) ? word : undefined;
}
