/** Names of what tells the main port; those of other ports (metrics, health, debugging) say nothing of it. */
const LISTENS = /(^|[-_.])(port|listen|bind|addr|address|http|https|server|host)([-_.]?(port|addr|address|host))?$/i;
const ASIDE =
  /metric|prom|health|probe|admin|debug|pprof|stat|monitor|db|database|redis|mysql|postgres|pg|mongo|kafka|amqp|smtp|upstream|backend|remote|target|peer|cluster|advertise|api[-_]?server|service[-_]host|proxy|client|master|leader|grpc[-_]web|jmx|external|public|sql|cache|queue|broker|elastic|vault|consul|ldap|ssh|node[-_]?port/i;

/** True for the name of a flag or variable that may say where a process listens for its clients. */
export function mayTellListener(name: string): boolean {
  return LISTENS.test(name) && !ASIDE.test(name);
}
