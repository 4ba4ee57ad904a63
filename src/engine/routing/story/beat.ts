import type { NamespaceId } from '../../linux/model/place.ts';
import type { Subject } from '../../linux/model/origin.ts';
import type { HeaderChange, PacketHeader } from '../../linux/model/packet.ts';
import type {
  Disposition,
  NoRouteMatchedStep,
  RouteMatchedStep,
  SidecarStep,
  Step,
  TlsTerminatedStep,
} from '../../linux/model/trace.ts';
import type { LegWay } from '../outcome/leg-order.ts';
import type { BackendName, DnsLookup } from '../outcome/outcome.ts';

/** A step of an outcome. `hop` and `step` count from 0, into the trace's hops and the hop's steps. */
export interface StepPlace extends LegWay {
  readonly hop: number;
  readonly step: number;
}

/** `error`: to a packet that was refused or rejected. */
interface Answer {
  readonly at: NamespaceId;
  readonly packet: PacketHeader;
  readonly error: boolean;
}

/** What a good teacher would point at, with what there is to say of it. `at`: where it happens. */
export interface BeatFacts {
  /** All questions for the name together. */
  readonly NAME_ANSWERED: { readonly lookup: DnsLookup };
  readonly NAME_UNANSWERED: { readonly lookup: DnsLookup };
  readonly SET_OFF: { readonly at: NamespaceId; readonly packet: PacketHeader };
  /** From one network namespace into the next. */
  readonly CROSSED: { readonly from: NamespaceId; readonly to: NamespaceId };
  /** It never leaves its network namespace. */
  readonly STAYED: { readonly at: NamespaceId; readonly device: string };
  readonly WAY_CHOSEN: { readonly at: NamespaceId; readonly of: number };
  readonly ALLOWED: { readonly at: NamespaceId; readonly policy: Subject };
  /** `chosen`: it was one of several. */
  readonly DESTINATION_CHANGED: {
    readonly at: NamespaceId;
    readonly changes: readonly HeaderChange[];
    readonly packet: PacketHeader;
    readonly chosen: boolean;
    readonly subject?: Subject;
  };
  readonly SOURCE_CHANGED: {
    readonly at: NamespaceId;
    readonly changes: readonly HeaderChange[];
    readonly packet: PacketHeader;
  };
  /** A reply gets back the addresses that its request had. */
  readonly RESTORED: {
    readonly at: NamespaceId;
    readonly changes: readonly HeaderChange[];
    readonly packet: PacketHeader;
  };
  readonly WRAPPED: { readonly at: NamespaceId; readonly outer: PacketHeader; readonly inner: PacketHeader };
  readonly UNWRAPPED: { readonly at: NamespaceId; readonly inner: PacketHeader };
  readonly CUT: { readonly at: NamespaceId; readonly mtu: number; readonly bytes: number };
  readonly TLS_ENDED: { readonly at: NamespaceId; readonly step: TlsTerminatedStep };
  readonly ROUTE_FOUND: { readonly at: NamespaceId; readonly step: RouteMatchedStep };
  readonly SIDECAR_DECIDED: { readonly at: NamespaceId; readonly step: SidecarStep };
  readonly NO_ROUTE_FOUND: { readonly at: NamespaceId; readonly step: NoRouteMatchedStep };
  /** A proxy opens a connection of its own; `copy`: the request goes on elsewhere as well. */
  readonly PASSED_ON: { readonly at: NamespaceId; readonly backend?: BackendName; readonly copy: boolean };
  readonly ARRIVED: { readonly at: NamespaceId; readonly packet: PacketHeader; readonly process?: string };
  readonly LEFT: { readonly packet: PacketHeader };
  /** A packet that does not arrive, and by what. */
  readonly STOPPED: {
    readonly at: NamespaceId;
    readonly step: Step;
    readonly disposition: Disposition;
    readonly reply: boolean;
  };
  readonly ANSWERED: Answer;
  /** The answer is where the request came from. `status`: that of HTTP, by which the request fails. */
  readonly CAME_BACK: Answer & { readonly status?: number };
}

export type BeatKind = keyof BeatFacts;

/** One thing worth telling, and the step at which it happens. */
export type Mark<Kind extends BeatKind = BeatKind> = {
  readonly [K in Kind]: { readonly kind: K; readonly facts: BeatFacts[K]; readonly place: StepPlace };
}[Kind];

/** What of a walk is told in one breath. */
export interface Beat {
  readonly lead: Mark;
  /** In the order in which they happen, the lead among them. */
  readonly marks: readonly Mark[];
  /** The step at which it ends: that of its last mark. */
  readonly place: StepPlace;
  /** By this the request fails. At most one beat of an outcome has it. */
  readonly fails: boolean;
}
