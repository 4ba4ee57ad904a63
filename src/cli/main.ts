import '../engine/routing/install-programs.ts';
import '../narration/en/install-programs.ts';
import { type Call, CallError, InputError, parseCall } from './call.ts';
import { inspect } from './inspect.ts';
import { lab } from './lab.ts';
import { link } from './link.ts';
import { reach } from './reach.ts';
import { resolve } from './resolve.ts';
import { rules } from './rules.ts';
import { type Answer, trace } from './trace.ts';

// Narration is in src/narration/en/english.ts, the call's flags in call.ts: one of each.
const USAGE = `usage: packetwalk COMMAND FILE... [options]

  trace   FILE... --from SOURCE --to URL      walk one request, print its hops
  trace   FILE... --requests REQUESTS.jsonl   many: a request per line in, a result per line out
  reach   FILE...                             which workloads can connect to which
  rules   FILE... --node NAME                 the ruleset kube-proxy would load on that node
  resolve FILE... --from pod/NS/NAME NAME     what a name resolves to in that pod (or --queries FILE)
  inspect FILE...                             what the importer understood
  link    FILE...                             a share link that opens this cluster in the browser
  lab     FILE...                             a shell script that builds its network in Linux network namespaces

FILE is YAML or JSON, a directory, or - for standard input. SOURCE is pod/NS/NAME[/CONTAINER], node/NAME,
ip/ADDRESS@NODE or internet.
  --json                     machine-readable output
  --namespace NAME           for objects without one (default: default)
  --proxy-mode, --cni, --cloud eks|gke|aks, --pod-cidr, --service-cidr   override what the objects say
  trace: --via ingress/NS/NAME|gateway/NS/NAME[/LISTENER]  --method GET  --header "Name: value"  --expect reachable|unreachable
         --bytes N (size of a UDP or ICMP packet)
  rules: --family ipv4|ipv6     link: --base URL     resolve: --type A|AAAA|SRV
`;

const COMMANDS: Readonly<Record<string, (call: Call) => string | Answer>> = {
  trace,
  reach,
  rules,
  resolve,
  inspect,
  link,
  lab,
};

function run(args: readonly string[]): Answer {
  const call = parseCall(args);
  if (call.help || call.command === 'help') return { text: USAGE };
  const command = COMMANDS[call.command];
  if (command === undefined) {
    throw new CallError(call.command === '' ? 'which command?' : `there is no command "${call.command}"`);
  }
  const answer = command(call);
  return typeof answer === 'string' ? { text: answer } : answer;
}

/** 0 done, 1 the input could not be used, 2 the call is wrong, 3 --expect was not met. */
function main(): void {
  try {
    const { text, exitCode = 0 } = run(process.argv.slice(2));
    process.exitCode = exitCode;
    process.stdout.write(text);
  } catch (error) {
    if (error instanceof CallError) {
      process.stderr.write(`${error.message}\n\n${USAGE}`);
      process.exitCode = 2;
    } else if (error instanceof InputError) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}

main();
