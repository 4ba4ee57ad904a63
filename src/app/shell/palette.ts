import { sendRequest } from '../../features/request-bar/send-request.ts';
import type { PaletteItem } from '../../features/commands/find-items.ts';
import { type ObjectRef, objectKey } from '../../engine/objects.ts';
import type { ElementId, SavedRequest } from '../../scenario/document/document.ts';
import { formatSource } from '../../engine/requests.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { suggestRequests } from '../../simulation/views/request-suggestions.ts';
import { GROUP_OF } from './command-groups.ts';
import { offeredCommands } from './commands.ts';
import { runCommand } from './run-command.ts';

/** Everything the palette finds: commands, requests to send, objects to select. */
export function paletteItems(simulation: Simulation): readonly PaletteItem[] {
  const { document, router } = simulation.document.getState();
  const saved = document.requests;
  const requests: readonly SavedRequest[] = saved.length > 0 ? saved : suggestRequests(router.cluster);
  return [
    ...commandItems(simulation),
    ...requests.map((request, index) => requestItem(simulation, request, index)),
    worldItem(simulation),
    ...objectItems(simulation),
  ];
}

function commandItems(simulation: Simulation): readonly PaletteItem[] {
  const words = simulation.words.of('commands');
  return offeredCommands(simulation.view.getState().readOnly)
    .filter(({ id }) => id !== 'palette')
    .map(({ id, keys }) => ({
      id: `command-${id}`,
      title: words.titles[id],
      group: words.groups[GROUP_OF[id]],
      ...(keys[0] === undefined ? {} : { shortcut: keys[0] }),
      run: () => runCommand(simulation, id),
    }));
}

function requestItem(simulation: Simulation, request: SavedRequest, index: number): PaletteItem {
  const { request: group, send, titled } = simulation.words.of('commands');
  const said = `${formatSource(request.from)} → ${request.to}`;
  return {
    id: `request-${index}`,
    title: send(request.title === undefined ? said : titled(request.title, said)),
    group,
    run: () => sendRequest(simulation, request),
  };
}

const OUTSIDE: ElementId = 'internet';

/** All that is outside the cluster stands on the board as one. */
function worldItem({ document, view, words }: Simulation): PaletteItem {
  const { outside } = words.of('inspector');
  const isMachine = document.getState().router.cluster.settings.machine !== undefined;
  return {
    id: `object-${OUTSIDE}`,
    title: isMachine ? outside.machine : outside.internet,
    group: words.of('commands').clients,
    kind: 'Internet',
    run: () => view.getState().arriveAt(OUTSIDE),
  };
}

/** What can be selected, a Service before the pods that are named after it: what stands on the board, then the rest as it was given: policies, routes, workloads. */
function objectItems({ document, view }: Simulation): readonly PaletteItem[] {
  const { cluster } = document.getState().router;
  const shown: readonly ObjectRef[] = [
    ...cluster.services.map(({ namespace, name }) => ({ kind: 'Service', namespace, name })),
    ...cluster.entries,
    ...cluster.nodes.map(({ name }) => ({ kind: 'Node', name })),
    ...cluster.pods.map(({ namespace, name }) => ({ kind: 'Pod', namespace, name })),
  ];
  const keys = new Map(shown.map((ref) => [objectKey(ref), ref]));
  for (const [key, { kind, metadata }] of cluster.objects) {
    if (!keys.has(key)) keys.set(key, { kind, name: metadata.name });
  }
  return [...keys].map(([key, { kind, name }]) => ({
    id: `object-${key}`,
    title: key.split('/').slice(1).join('/') || name,
    group: kind,
    name,
    kind,
    run: () => view.getState().arriveAt(key),
  }));
}
