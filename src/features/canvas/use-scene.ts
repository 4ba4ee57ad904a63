import { useMemo } from 'react';
import type { NamespaceId } from '../../engine/linux/model/place.ts';
import type { Network } from '../../engine/linux/model/namespace.ts';
import { useDocument, usePlayback, useView } from '../../simulation/workspace/context.ts';
import type { PacketState } from '../../simulation/playback/timeline.ts';
import type { Board } from './board/board.ts';
import { hostWiring } from './drawing/host-wiring.ts';
import { createLinks } from './board/links.ts';
import { pickedEndpoint, podByAddress } from './packets/picked.ts';
import type { BoardScene } from './drawing/paint-board.ts';
import type { Stage } from './packets/place.ts';
import type { Detail } from './boxes/shown-boxes.ts';

const NO_MARKS: ReadonlySet<string> = new Set();

/** What the layers below and above the boxes draw. */
export function useScene(board: Board, detail: Detail): { readonly stage: Stage; readonly scene: BoardScene } {
  const network = useDocument((state) => state.router.network);
  const lens = useView((state) => state.lens);
  const selected = useView((state) => state.selected);
  const lit = usePlayback((state) => litService(state.timeline?.cues[state.cue]?.subject));
  const picked = usePlayback((state) => pickedEndpoint(state));
  const stage = useMemo<Stage>(() => ({ board, network, lens }), [board, network, lens]);
  const links = useMemo(() => createLinks(board), [board]);
  const scene = useMemo<BoardScene>(() => {
    const [service = '', address = '', state = ''] = picked.split(' ');
    const pod = address === '' ? undefined : podByAddress(board, address);
    const chosen = pod === undefined || !isState(state) ? undefined : { from: service, to: pod, state };
    const marked = new Set([selected, chosen?.from === lit ? undefined : lit].filter((id) => id !== undefined));
    return {
      board,
      lens,
      links,
      marked: marked.size === 0 ? NO_MARKS : marked,
      chosen,
      portName: (namespace) => vethName(network, namespace),
      host: (node) => hostWiring(network, node),
      drawPods: detail !== 'all',
      far: detail === 'none',
    };
  }, [board, network, lens, links, selected, lit, picked, detail]);
  return { stage, scene };
}

function isState(text: string): text is PacketState {
  return text === 'request' || text === 'reply' || text === 'rejected' || text === 'dropped';
}

/** "eth0 – veth1a2b3c4d": both ends of a pod's cable. */
function vethName(network: Network, namespace: NamespaceId): string | undefined {
  const device = network.namespace(namespace)?.interface('eth0');
  return device?.kind === 'veth' ? `${device.name} – ${device.peer.interface}` : undefined;
}

function litService(
  subject: { readonly kind: string; readonly namespace?: string; readonly name: string } | undefined,
) {
  return subject?.kind === 'Service' ? `Service/${subject.namespace ?? ''}/${subject.name}` : undefined;
}
