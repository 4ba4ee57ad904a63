import type { SharedScenario } from '../../src/scenario/document/document.ts';
import type { Simulation } from '../../src/simulation/workspace/simulation.ts';
import { cueStep, cueTrace } from '../../src/simulation/playback/timeline.ts';
import { createSimulation } from '../whole-simulation.ts';
import { namedEdit } from '../named-edit.ts';

/** What somebody who opens a scenario sees, as data that no version of the document's own form enters. */
export async function whatIsShown(scenario: SharedScenario): Promise<unknown> {
  const simulation = createSimulation();
  simulation.open(scenario, { edit: namedEdit('Open'), clean: true });
  await simulation.opened();
  return whatShows(simulation);
}

/** What somebody sees in whose page it is open. */
export function whatShows(simulation: Simulation): unknown {
  const { document, router } = simulation.document.getState();
  const { request, error, result, outcome, timeline, cue } = simulation.playback.getState();
  const now = timeline?.cues[cue];
  return {
    title: document.title,
    lens: simulation.view.getState().lens,
    layout: document.layout,
    pods: router.cluster.pods.map(({ namespace, name, nodeName, ips, phase, ready, containers }) =>
      [
        `${namespace}/${name}`,
        nodeName ?? '-',
        ips.map(String).join(' '),
        phase,
        ready,
        containers.map((c) => c.state).join(' '),
      ].join(' | '),
    ),
    services: router.cluster.services.map(
      ({ namespace, name, clusterIPs, ports }) =>
        `${namespace}/${name} ${clusterIPs.map(String).join(' ')} ${ports.map((port) => `${port.port}:${port.nodePort ?? '-'}`).join(' ')}`,
    ),
    requests: document.requests.length,
    story: document.story.map((step) => `${step.title} ${step.request ?? '-'}`),
    request,
    error: error?.code,
    verdict: result?.verdict,
    outcomes: result?.outcomes.map(
      ({ disposition, cause, destination, http, probability }) =>
        `${probability.toFixed(4)} ${disposition} ${cause?.code ?? '-'} ${destination?.name ?? '-'} ${http?.status ?? '-'}`,
    ),
    choices: outcome?.choices,
    at: now !== undefined &&
      timeline !== undefined && {
        leg: now.leg,
        direction: now.direction,
        hop: now.hop,
        namespace: now.namespace,
        step: cueStep(timeline, now)?.type,
        disposition: cueTrace(timeline, now)?.disposition,
      },
  };
}
