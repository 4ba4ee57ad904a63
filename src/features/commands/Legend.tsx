import type { ReactNode } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { KindIcon } from '../../ui/KindIcon.tsx';

/** What the shapes, lines and colours of the board mean. */
export function Legend({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Legend" onClose={onClose}>
      <div
        // Keyboards have to be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label="What shapes and colours mean"
        className="grid gap-x-10 gap-y-6 px-6 py-4 focus-visible:-outline-offset-2 sm:grid-cols-2"
      >
        {PARTS.map(({ title, signs }) => (
          <section key={title}>
            <h3 className="pb-1 text-small text-muted">{title}</h3>
            <dl>
              {signs.map(([words, sign]) => (
                <div key={words} className="grid grid-cols-[3.5rem_minmax(0,1fr)] items-center gap-3 py-1.5 text-small">
                  <dt className="flex justify-center">{sign}</dt>
                  <dd className="text-pretty">{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

type Sign = readonly [words: string, sign: ReactNode];

const PARTS: readonly { readonly title: string; readonly signs: readonly Sign[] }[] = [
  {
    title: 'Packets',
    signs: [
      [
        'A request on its way: a blue disc. Nothing else on the board is blue.',
        sign(<Disc className="fill-request" />),
      ],
      [
        'A reply: a green ring',
        sign(<circle cx="24" cy="10" r="6.5" className="fill-surface stroke-reply" strokeWidth="5" />),
      ],
      [
        'Rejected or refused, and the error on its way back: an octagon with a cross',
        sign(
          <>
            <path d="M20 1h8l6 6v6l-6 6h-8l-6-6V7Z" className="fill-rejected" />
            <Cross className="stroke-surface" />
          </>,
        ),
      ],
      [
        'Dropped: a broken circle with a cross',
        sign(
          <>
            <circle cx="24" cy="10" r="8" className="fill-none stroke-dropped" strokeWidth="2" strokeDasharray="4 3" />
            <Cross className="stroke-dropped" />
          </>,
        ),
      ],
      [
        'Changed in this step, in the walk',
        <span key="" className="text-changed">
          ▸ :8080
        </span>,
      ],
    ],
  },
  {
    title: 'Boxes',
    signs: [
      ['Pod', <KindIcon key="" kind="Pod" />],
      ['Service', <KindIcon key="" kind="Service" />],
      ['Node, with the pods that run on it', <KindIcon key="" kind="Node" />],
      ['Ingress', <KindIcon key="" kind="Ingress" />],
      ['Gateway', <KindIcon key="" kind="Gateway" />],
      ['Load balancer', <KindIcon key="" kind="LoadBalancer" />],
      ['Selected: shown in the inspector', sign(<Box className="stroke-line-strong" outline />)],
      ['The packet is in its kernel', sign(<Box className="stroke-ink" />)],
      ['One of its rules is asked now', sign(<Box className="fill-request-soft stroke-request" width={3} />)],
      ['Nobody wrote it: it is assumed', sign(<Box className="stroke-line-strong" dashes="4 3" />)],
    ],
  },
  {
    title: 'Marks',
    signs: [
      ['The pod is ready', sign(<circle cx="24" cy="10" r="5" className="fill-muted" />)],
      [
        'The pod is not ready',
        sign(
          <g className="fill-none stroke-rejected" strokeWidth="2">
            <circle cx="24" cy="10" r="5" />
            <path d="m20 14 8-8" />
          </g>,
        ),
      ],
      ['A NetworkPolicy selects the pod', <KindIcon key="" kind="NetworkPolicy" />],
      [
        'An object that is not read concerns it',
        sign(
          <circle
            cx="24"
            cy="10"
            r="7"
            className="fill-surface stroke-changed"
            strokeWidth="1.6"
            strokeDasharray="3 2"
          />,
        ),
      ],
    ],
  },
  {
    title: 'Lines',
    signs: [
      [
        'Sends to, in the direction of the arrow',
        sign(
          <>
            <Line className="stroke-line-strong" />
            <path d="m46 10-8-4v8Z" className="fill-line-strong" />
          </>,
        ),
      ],
      ['Nothing is sent there: the endpoint is not ready', sign(<Line className="stroke-line-strong" dashes="3 4" />)],
      ['The way of the packet', sign(<Line className="stroke-request" width={3} />)],
      [
        'Inside a pod: its eth0 above, lo at the pause container',
        sign(<path d="M20 1v18h8M20 8h8" className="fill-none stroke-faint" />),
      ],
    ],
  },
];

function sign(children: ReactNode): ReactNode {
  return (
    <svg width="48" height="20" viewBox="0 0 48 20" aria-hidden="true">
      {children}
    </svg>
  );
}

interface StrokeProps {
  readonly className: string;
  readonly width?: number;
  readonly dashes?: string;
}

function Disc({ className }: StrokeProps) {
  return <circle cx="24" cy="10" r="8" className={className} />;
}

function Cross({ className }: StrokeProps) {
  return <path d="m20.5 6.5 7 7m0-7-7 7" className={className} strokeWidth="2.2" strokeLinecap="round" />;
}

function Line({ className, width = 1.5, dashes }: StrokeProps) {
  return <path d="M2 10h44" className={className} strokeWidth={width} strokeDasharray={dashes} />;
}

function Box({ className, width = 1.5, dashes, outline = false }: StrokeProps & { readonly outline?: boolean }) {
  return (
    <>
      <rect
        x="8"
        y="4"
        width="32"
        height="12"
        rx="3"
        className={`fill-surface ${className}`}
        strokeWidth={width}
        strokeDasharray={dashes}
      />
      {outline && <rect x="4.5" y="1" width="39" height="18" rx="5" className="fill-none stroke-ink" strokeWidth="2" />}
    </>
  );
}
