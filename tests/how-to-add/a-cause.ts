import type { NamespacedName } from '../../src/engine/kubernetes/model/assumption.ts';
import { ipFamily, type Port } from '../../src/engine/net/ip.ts';
import { ALL_PROGRAMS } from '../../src/engine/routing/engine/all-programs.ts';
import { createEngine } from '../../src/engine/routing/engine/create-engine.ts';
import { podAt } from '../../src/engine/routing/outcome/arrival.ts';
import type { CauseDetails, CauseFacts } from '../../src/engine/routing/outcome/cause-details.ts';
import { namesOf } from '../../src/engine/routing/outcome/named.ts';
import type { Cause } from '../../src/engine/routing/outcome/outcome.ts';
import type { Explanations, Failure } from '../../src/engine/routing/run/routing-programs.ts';
import { createEnglish } from '../../src/narration/en/english.ts';
import { FAILURE_WORDS } from '../../src/narration/en/failure-words.ts';
import { RARE_WORDS } from '../../src/narration/en/rare-words.ts';
import { say, type Sentences } from '../../src/narration/sentences.ts';

// 1. The code, with the facts there are to say of it: names and numbers, no words. Here it is added from outside.
declare module '../../src/engine/routing/outcome/cause-details.ts' {
  interface CauseDetails {
    /** A pod was called at a port that only a Service in front of it has. */
    readonly SERVICE_PORT_AT_POD: {
      readonly pod: NamespacedName;
      readonly service: NamespacedName;
      readonly port: Port;
      readonly targetPort: Port;
    };
  }
}

// 2. Where it is found: of a walk that failed, with the object and the path of the field that is to blame.
export function explainServicePortAtPod({ cluster, trace }: Failure): Cause | undefined {
  if (trace.disposition !== 'REFUSED') return undefined;
  const pod = podAt(cluster, trace);
  if (pod === undefined) return undefined;
  const { destinationPort: port, destinationIP: ip, protocol } = trace.final;
  for (const service of cluster.services) {
    const index = service.ports.findIndex((each) => each.port === port && each.protocol === protocol);
    const endpoint = service.endpoints(ipFamily(ip)).find((each) => each.ip === ip);
    const target = endpoint?.ports.find(({ name }) => name === service.ports[index]?.name);
    if (target === undefined || target.port === port) continue;
    const detail = { pod: namesOf(pod), service: namesOf(service), port, targetPort: target.port };
    const object = { kind: 'Service', ...namesOf(service) };
    return { code: 'SERVICE_PORT_AT_POD', detail, object, path: ['spec', 'ports', index, 'port'] };
  }
  return undefined;
}

// 3. The sentence. The tables of src/narration/en have one for every code; this one for as many as it adds.
type Told = Pick<CauseDetails, 'SERVICE_PORT_AT_POD'>;

const SENTENCES: Sentences<Told> = {
  SERVICE_PORT_AT_POD: ({ pod, service, port, targetPort }) =>
    `${port} is the port of Service ${service.namespace}/${service.name}; pod ${pod.name} behind it listens on ${targetPort}.`,
};

const isTold = (cause: CauseFacts): cause is Extract<CauseFacts, { readonly code: keyof Told }> =>
  Object.hasOwn(SENTENCES, cause.code);

export const NARRATOR = createEnglish({
  ...RARE_WORDS,
  failures: {
    ...FAILURE_WORDS,
    cause: (cause) => (isTold(cause) ? say(SENTENCES, cause) : FAILURE_WORDS.cause(cause)),
  },
});

/** An engine that asks for the cause of one's own before those that it knows. */
export function createEngineThatTells(own: (failure: Failure) => Cause | undefined) {
  const { explanations } = ALL_PROGRAMS.routing;
  if (explanations === undefined) throw new Error('an engine that explains nothing');
  const more: Explanations = { ...explanations, trace: (failure) => own(failure) ?? explanations.trace(failure) };
  return createEngine({ ...ALL_PROGRAMS, routing: { ...ALL_PROGRAMS.routing, explanations: more } });
}
