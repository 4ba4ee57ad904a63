import type { ShareReport } from '../../scenario/omissions.ts';
import { useWords } from '../../ui/words.ts';
import { type Group, groupOmissions, groupRemaining } from './group-report.ts';

/** Lines of a group that are shown. */
const SHOWN = 40;

/** What is not in the link and why, and what is in it that somebody may not want to show. */
export function LeftOut({ report }: { readonly report: ShareReport | undefined }) {
  const words = useWords('share');
  const omitted = report === undefined ? [] : groupOmissions(report, words);
  const remaining = report === undefined ? [] : groupRemaining(report, words);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-3 text-small">
      {remaining.length > 0 && (
        <section aria-label={words.mayBePrivate} className="border-l-2 border-changed pl-3">
          <h3 className="font-semibold text-ink">{words.inTheLink}</h3>
          <Groups groups={remaining} />
        </section>
      )}
      <section aria-label={words.leftOut}>
        <h3 className="font-semibold text-ink">{words.leftOut}</h3>
        {omitted.length === 0 ? <p className="text-muted">{words.nothing}</p> : <Groups groups={omitted} />}
      </section>
    </div>
  );
}

function Groups({ groups }: { readonly groups: readonly Group[] }) {
  const words = useWords('share');
  return (
    <ul className="flex flex-col gap-1">
      {groups.map(({ title, why, lines }) => (
        <li key={title} className="min-w-0">
          <p className="text-pretty text-muted">
            <span className="text-ink">{title}</span>
            {why !== undefined && `: ${why}`}
          </p>
          {lines.length === 1 ? (
            <Lines lines={lines} />
          ) : (
            <details className="text-muted">
              <summary className="cursor-pointer hover:text-ink">{words.inPlaces(lines.length)}</summary>
              <Lines lines={lines} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function Lines({ lines }: Pick<Group, 'lines'>) {
  const words = useWords('share');
  return (
    <ul className="flex flex-col pl-4 text-muted">
      {lines.slice(0, SHOWN).map(({ where, fields }) => (
        <li key={`${where} ${fields}`} className="break-words">
          {where !== '' && `${where}: `}
          <span className="font-mono text-[0.75rem]">{fields}</span>
        </li>
      ))}
      {lines.length > SHOWN && <li>{words.more(lines.length - SHOWN)}</li>}
    </ul>
  );
}
