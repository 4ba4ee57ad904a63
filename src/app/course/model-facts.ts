import type { Cluster } from '../../engine/objects.ts';
import type { Outcome } from '../../engine/outcomes.ts';
import { formatSource } from '../../engine/requests.ts';
import type { SeenAddress, ShownModel } from '../../features/gallery/Models.tsx';
import { SCENARIOS } from '../../lessons/catalog/catalog.ts';
import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { fetchPart } from '../../ui/fetch-part.ts';

/** The chapter that has a lesson for each networking model, in their order. */
const [MODELS] = SCENARIOS.map(({ chapter }) => chapter);

/** The networking models side by side: of each the board of its lesson, and what comes of that board's first request. */
export async function describeModels(simulation: Simulation): Promise<readonly ShownModel[]> {
  const { sketchBoard } = await fetchPart('sketch', () => import('../opening/sketch.ts'));
  const lessons = SCENARIOS.filter(({ chapter }) => chapter === MODELS);
  return Promise.all(
    lessons.map(async ({ id, title, summary, load }) => {
      const document = await load();
      await simulation.prepare(document);
      await simulation.fetchWalking();
      const { objects, interventions, overrides, requests } = document;
      const { engine } = simulation.document.getState();
      const cluster = engine.buildCluster({ objects, interventions, overrides });
      const [request] = requests;
      const traced = request && engine.createRouter(cluster).trace(request);
      const outcomes = traced?.ok === true ? traced.value.outcomes : [];
      const seen = outcomes.map((outcome) => seenOf(outcome, cluster));
      return {
        id,
        title,
        summary,
        board: sketchBoard(document),
        ...(request && { asked: { from: formatSource(request.from), to: request.to } }),
        seen: seen.filter((each, at) => seen.findIndex(({ ip }) => ip === each.ip) === at),
      };
    }),
  );
}

/** The source address of the packet that arrives, and whose it is. */
function seenOf({ final: { sourceIP: ip }, legs }: Outcome, { pods, nodes }: Cluster): SeenAddress {
  const sent = legs.find(({ kind }) => kind !== 'DNS')?.request.hops[0]?.steps[0]?.packet.sourceIP;
  const pod = pods.find(({ ips }) => ips.includes(ip));
  const node = nodes.find(({ ips }) => ips.includes(ip));
  if (/^(127\.|::1$)/.test(ip)) return { ip, of: 'loopback' };
  if (ip === sent) return { ip, of: 'client' };
  const name = pod === undefined ? node?.name : `${pod.namespace}/${pod.name}`;
  return name === undefined ? { ip, of: 'another' } : { ip, of: pod === undefined ? 'node' : 'pod', name };
}
