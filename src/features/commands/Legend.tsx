import type { RoomWords } from '../../narration/page/language.ts';
import { useWords } from '../../ui/words.ts';
import type { ReactNode } from 'react';
import { Dialog } from '../../ui/Dialog.tsx';
import { KindIcon } from '../../ui/KindIcon.tsx';

/** What the shapes, lines and colours of the board mean. */
export function Legend({ onClose }: { readonly onClose: () => void }) {
  const { legend } = useWords('commands');
  return (
    <Dialog title={legend.title} onClose={onClose}>
      <div
        // Keyboards have to be able to scroll it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={legend.about}
        className="grid gap-x-10 gap-y-6 px-6 py-4 focus-visible:-outline-offset-2 sm:grid-cols-2"
      >
        {PARTS.map(({ group, signs }) => (
          <section key={group}>
            <h3 className="pb-1 text-small text-muted">{legend[group].title}</h3>
            <dl>
              {signs.map(([name, sign]) => (
                <div key={name} className="grid grid-cols-[3.5rem_minmax(0,1fr)] items-center gap-3 py-1.5 text-small">
                  <dt className="flex justify-center">{sign}</dt>
                  <dd className="text-pretty">{(legend[group] as Readonly<Record<string, string>>)[name]}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

type LegendWords = RoomWords['commands']['legend'];
type Group = 'packets' | 'boxes' | 'marks' | 'lines';

/** The signs of a group, by the names of their words. */
type Part = {
  readonly [Each in Group]: {
    readonly group: Each;
    readonly signs: readonly (readonly [words: Exclude<keyof LegendWords[Each], 'title'>, sign: ReactNode])[];
  };
}[Group];

const PARTS: readonly Part[] = [
  {
    group: 'packets',
    signs: [
      ['request', sign(<Disc className="fill-request" />)],
      ['reply', sign(<circle cx="24" cy="10" r="6.5" className="fill-surface stroke-reply" strokeWidth="5" />)],
      [
        'rejected',
        sign(
          <>
            <path d="M20 1h8l6 6v6l-6 6h-8l-6-6V7Z" className="fill-rejected" />
            <Cross className="stroke-surface" />
          </>,
        ),
      ],
      [
        'dropped',
        sign(
          <>
            <circle cx="24" cy="10" r="8" className="fill-none stroke-dropped" strokeWidth="2" strokeDasharray="4 3" />
            <Cross className="stroke-dropped" />
          </>,
        ),
      ],
      [
        'unknown',
        sign(
          <>
            <circle cx="24" cy="10" r="8" className="fill-none stroke-changed" strokeWidth="2" strokeDasharray="4 3" />
            <path
              d="M21.6 8.2a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.7M24 14v.1"
              className="fill-none stroke-changed"
              strokeWidth="1.8"
              strokeLinecap="round"
            />
          </>,
        ),
      ],
      [
        'changed',
        <span key="" className="text-changed">
          ▸ :8080
        </span>,
      ],
    ],
  },
  {
    group: 'boxes',
    signs: [
      ['pod', <KindIcon key="" kind="Pod" />],
      ['service', <KindIcon key="" kind="Service" />],
      ['node', <KindIcon key="" kind="Node" />],
      ['ingress', <KindIcon key="" kind="Ingress" />],
      ['gateway', <KindIcon key="" kind="Gateway" />],
      ['route', <KindIcon key="" kind="Route" />],
      ['loadBalancer', <KindIcon key="" kind="LoadBalancer" />],
      ['selected', sign(<Box className="stroke-line-strong" outline />)],
      ['inKernel', sign(<Box className="stroke-ink" />)],
      ['asked', sign(<Box className="fill-request-soft stroke-request" width={3} />)],
      ['assumed', sign(<Box className="stroke-line-strong" dashes="4 3" />)],
    ],
  },
  {
    group: 'marks',
    signs: [
      ['ready', sign(<circle cx="24" cy="10" r="5" className="fill-muted" />)],
      [
        'notReady',
        sign(
          <g className="fill-none stroke-rejected" strokeWidth="2">
            <circle cx="24" cy="10" r="5" />
            <path d="m20 14 8-8" />
          </g>,
        ),
      ],
      ['policy', <KindIcon key="" kind="NetworkPolicy" />],
      [
        'unread',
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
    group: 'lines',
    signs: [
      [
        'sendsTo',
        sign(
          <>
            <Line className="stroke-line-strong" />
            <path d="m46 10-8-4v8Z" className="fill-line-strong" />
          </>,
        ),
      ],
      ['notReady', sign(<Line className="stroke-line-strong" dashes="3 4" />)],
      ['way', sign(<Line className="stroke-request" width={3} />)],
      ['insidePod', sign(<path d="M20 1v18h8M20 8h8" className="fill-none stroke-faint" />)],
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
