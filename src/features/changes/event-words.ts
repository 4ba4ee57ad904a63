import type { TimelineEvent } from '../../engine/changes.ts';
import type { Narrator } from '../../narration/narrator.ts';
import type { RoomWords } from '../../narration/page/language.ts';
import { describeChange } from '../../simulation/changes/change-target.ts';
import type { Lane } from '../../simulation/changes/change-lanes.ts';
import { useWords } from '../../ui/words.ts';

type ChangeWords = RoomWords['changes'];
type PodEvent = Extract<TimelineEvent, { readonly type: 'POD' }>;

/** Says what happened, in a sentence without its full stop. */
export function useEventWords(): (event: TimelineEvent) => string {
  const words = useWords('changes');
  const narrator = useWords('narrator');
  return (event) => eventWords(event, words, narrator);
}

export function eventWords(event: TimelineEvent, words: ChangeWords, narrator: Pick<Narrator, 'pending'>): string {
  const said = words.event;
  switch (event.type) {
    case 'CHANGE':
      return describeChange(event.change, words.change);
    case 'POD':
      return podWords(event, said.pod, narrator);
    case 'ENDPOINTS':
      return said.endpoints(event.object.name, event.ready, event.total);
    case 'PROXY_SYNCED':
      return said.synced(event.nodes);
    case 'LOAD_BALANCER_CHECKED':
      return said.checked;
    case 'NODE':
      return said.node[event.action](event.object.name);
    case 'WORKLOAD': {
      const name = `${event.object.kind} ${event.object.name}`;
      if (event.action === 'SCALED') return said.scaled(name, event.replicas);
      return event.action === 'ROLLING_OUT' ? said.rollingOut(name) : said.rolledOut(name);
    }
  }
}

function podWords(event: PodEvent, words: ChangeWords['event']['pod'], narrator: Pick<Narrator, 'pending'>): string {
  const { action, object, reason, preStop = 0, grace = 0 } = event;
  const why = reason && narrator.pending(reason);
  return words[action](object, { ...event, why, preStop: seconds(preStop), grace: seconds(grace) });
}

export function laneName({ kind, name }: Pick<Lane, 'kind' | 'name'>, words: ChangeWords['chart']['lanes']): string {
  if (kind === 'node' || kind === 'pod') return name;
  return kind === 'proxy' ? words.proxy(name) : words[kind];
}

/** "0.3 s", "12 s" of milliseconds. */
export function seconds(time: number): string {
  const value = time / 1000;
  return `${Math.abs(value) < 100 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value)} s`;
}

/** "+3.4 s": from the first change on. */
export function sinceChange(time: number, first: number): string {
  const value = (time - first) / 1000;
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} s`;
}
