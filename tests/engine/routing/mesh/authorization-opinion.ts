// What the documentation of Istio says of AuthorizationPolicy, written down again by itself: nothing of the engine is used here.
// istio.io/latest/docs/reference/config/security/authorization-policy, …/concepts/security, …/tasks/security/authorization/authz-tcp

export interface Said {
  readonly from?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly to?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly when?: readonly {
    readonly key: string;
    readonly values?: readonly string[];
    readonly notValues?: readonly string[];
  }[];
}

export interface Authorization {
  readonly namespace: string;
  readonly action?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly rules?: readonly Said[];
}

export interface Asked {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number;
  readonly ip: string;
  /** Namespace and service account; absent: not authenticated. */
  readonly who?: { readonly namespace: string; readonly account: string };
  readonly http?: { readonly host: string; readonly method: string; readonly path: string; readonly role?: string };
}

function like(value: string | undefined, pattern: string): boolean {
  if (value === undefined) return false;
  const [before = '', after] = pattern.split('*');
  return after === undefined ? value === pattern : value.startsWith(before) && value.endsWith(after) && value !== '';
}

function inBlock(ip: string, block: string): boolean {
  const [base = '', length = '32'] = block.split('/');
  const number = (text: string) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(length));
  return Math.floor(number(ip) / size) === Math.floor(number(base) / size);
}

/** undefined: it is a field of HTTP, and there is none. */
function test(field: string, value: string, asked: Asked): boolean | undefined {
  const { who, http } = asked;
  switch (field) {
    case 'principals':
    case 'source.principal':
      return like(who && `cluster.local/ns/${who.namespace}/sa/${who.account}`, value);
    case 'namespaces':
    case 'source.namespace':
      return like(who?.namespace, value);
    case 'ipBlocks':
    case 'source.ip':
      return inBlock(asked.ip, value);
    case 'requestPrincipals':
      return http === undefined ? undefined : false;
    case 'ports':
    case 'destination.port':
      return Number(value) === asked.port;
    case 'hosts':
      return http && like(http.host, value.toLowerCase());
    case 'methods':
      return http && like(http.method, value);
    case 'paths':
      return http && like(http.path, value);
    case 'request.headers[x-role]':
      return http === undefined ? undefined : like(http.role, value);
    default:
      throw new Error(field);
  }
}

/** All fields of a source or operation have to hold. */
function holds(fields: Readonly<Record<string, readonly string[]>>, asked: Asked, deny: boolean): boolean {
  return Object.entries(fields).every(([name, values]) => {
    if (values.length === 0) return true;
    const negative = /^not[A-Z]/.test(name);
    const plain = negative ? name.slice(3, 4).toLowerCase() + name.slice(4) : name;
    const found = values.map((value) => test(plain, value, asked));
    // Bytes that are no HTTP: a rule that denies does without the field, one that allows is ignored.
    if (found.includes(undefined)) return deny;
    return negative ? !found.includes(true) : found.includes(true);
  });
}

function matches(rule: Said, asked: Asked, deny: boolean): boolean {
  const some = (list: readonly Readonly<Record<string, readonly string[]>>[] = []) =>
    list.length === 0 || list.some((each) => holds(each, asked, deny));
  const conditions = (rule.when ?? []).every(({ key, values = [], notValues = [] }) => {
    const found = [...values, ...notValues].map((value) => test(key, value, asked));
    if (found.includes(undefined)) return deny;
    const yes = values.length === 0 || values.some((value) => test(key, value, asked) === true);
    return yes && !notValues.some((value) => test(key, value, asked) === true);
  });
  return some(rule.from) && some(rule.to) && conditions;
}

/** If a DENY policy matches: denied. If there are no ALLOW policies for the workload: allowed. If one matches: allowed. Else denied. */
export function isAllowed(policies: readonly Authorization[], asked: Asked): boolean {
  const own = policies.filter(
    ({ namespace, selector = {} }) =>
      (namespace === asked.namespace || namespace === 'istio-system') &&
      Object.entries(selector).every(([key, value]) => asked.labels[key] === value),
  );
  const some = (action: string) =>
    own
      .filter((each) => (each.action ?? 'ALLOW') === action)
      .some(({ rules = [] }) => rules.some((rule) => matches(rule, asked, action === 'DENY')));
  if (some('DENY')) return false;
  return !own.some((each) => (each.action ?? 'ALLOW') === 'ALLOW') || some('ALLOW');
}
