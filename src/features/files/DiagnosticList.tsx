import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../../manifests/diagnostic.ts';
import { Code } from '../../ui/Code.tsx';
import { useWords } from '../../ui/words.ts';
import { orderDiagnostics } from './order-diagnostics.ts';

const MARKS = {
  error: { icon: CircleAlert, className: 'text-rejected' },
  warning: { icon: TriangleAlert, className: 'text-changed' },
  info: { icon: Info, className: 'text-muted' },
} as const;

const MOST = 200;

export interface DiagnosticListProps {
  readonly label: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What was found in files, the worst first, in the order of the places. */
export function DiagnosticList({ label, diagnostics }: DiagnosticListProps) {
  const said = useWords('files');
  const narrator = useWords('narrator');
  const sorted = orderDiagnostics(diagnostics);
  return (
    <ul aria-label={label} className="divide-y divide-line border-y border-line">
      {sorted.slice(0, MOST).map((diagnostic) => {
        const { icon: Icon, className } = MARKS[diagnostic.severity];
        const place = formatPlace(diagnostic);
        const sentence = narrator.diagnostic(diagnostic);
        return (
          <li key={`${place} ${diagnostic.code} ${sentence}`} className="flex gap-3 px-6 py-2 text-small">
            <Icon size={16} className={`mt-0.5 shrink-0 ${className}`} aria-hidden />
            <div className="min-w-0">
              <span className={`mr-2 font-semibold ${className}`}>{said.severities[diagnostic.severity]}</span>
              {place !== '' && <Code text={place} className="mr-2 text-muted" />}
              <span className="text-pretty break-words">{sentence}</span>
            </div>
          </li>
        );
      })}
      {sorted.length > MOST && <li className="px-6 py-2 text-small text-muted">{said.more(sorted.length - MOST)}</li>}
    </ul>
  );
}

/** "shop.yaml:12:7": as compilers write it. */
function formatPlace({ file, line, column }: Diagnostic): string {
  return [file, line, column].filter((part) => part !== undefined && part !== '').join(':');
}
