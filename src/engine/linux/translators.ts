import type { runEgress } from './bpf-record.ts';
import type { connectSocket, runIngress } from './bpf-run.ts';
import type { restoreReply, scheduleRequest } from './ipvs-run.ts';

/** What finds Services besides netfilter: IPVS, and programs at sockets and devices. Few clusters have any. */
interface Translators {
  readonly schedule?: typeof scheduleRequest;
  readonly restore?: typeof restoreReply;
  readonly connect?: typeof connectSocket;
  readonly ingress?: typeof runIngress;
  readonly egress?: typeof runEgress;
}

let installed: Translators = {};

/** Makes them known, once and for all: the proxy mode that programs them does (dataplane/kube-proxy). */
export function installTranslators(translators: Translators): void {
  installed = { ...installed, ...translators };
}

/** A field is absent: nobody has programmed any. */
export function translators(): Translators {
  return installed;
}
