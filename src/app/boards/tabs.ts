/** What tabs tell each other. */
export type TabMessage =
  /** A board was saved. */
  | { readonly type: 'saved'; readonly id: string; readonly stamp: string }
  /** Two tabs changed one board; one of them goes on with a copy. */
  | { readonly type: 'copied'; readonly id: string; readonly title: string };

export interface Tabs {
  readonly send: (message: TabMessage) => void;
  readonly listen: (listener: (message: TabMessage) => void) => void;
}

/** The other tabs of this page; none where the browser has no channel between them. */
export function joinTabs(): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { send: () => undefined, listen: () => undefined };
  const channel = new BroadcastChannel('packetwalk-boards');
  return {
    send: (message) => channel.postMessage(message),
    listen: (listener) => {
      channel.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data);
    },
  };
}
