import type { Cidr } from '../../net/cidr.ts';
import type { ClusterSettings } from '../cluster/cluster.ts';
import type { AddressAsk } from '../matching/service-asks.ts';
import type { NamedIndex } from '../matching/label-index.ts';
import type { Allocations } from '../cluster/allocation.ts';
import type { Report } from '../model/report.ts';
import type { NodeDraft } from '../nodes/nodes.ts';
import type { PlannedPod } from '../pods/planned-pod.ts';
import type { PodIpam } from '../pods/pod-ipam.ts';
import type { Scheduler } from '../pods/scheduler.ts';
import type { ServiceAddresses } from '../services/service-ips.ts';

/** Services that want addresses, and who hands them out. */
export interface ServicesAsking {
  readonly asks: readonly AddressAsk[];
  readonly serviceCIDRs: readonly Cidr[];
  readonly report: Report;
  /** Addresses for all of them, as if nothing had been given before. */
  readonly allocate: (asks: readonly AddressAsk[], report: Report) => readonly ServiceAddresses[];
}

/** Gives objects what they were given before, as far as it can still be had, and the others something else. */
export interface Keep {
  readonly nodes: (drafts: readonly NodeDraft[], settings: ClusterSettings) => readonly NodeDraft[];
  readonly services: (asking: ServicesAsking) => readonly ServiceAddresses[];
  /** Called before any pod is placed. */
  readonly ipam: (ipam: PodIpam, pods: NamedIndex<PlannedPod>) => PodIpam;
  readonly scheduler: (scheduler: Scheduler, pods: NamedIndex<PlannedPod>) => Scheduler;
}

export type CreateKeep = (allocated: Allocations) => Keep;
