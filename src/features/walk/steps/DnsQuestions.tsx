import type { DnsQuestion } from '../../../engine/names.ts';
import type { DnsLookup } from '../../../engine/outcomes.ts';
import { useWords } from '../../../ui/words.ts';

/** Every question of a lookup in order, a line per name; what they came to above, how to ask fewer below. */
export function DnsQuestions({ lookup }: { readonly lookup: DnsLookup }) {
  const words = useWords('walkDetail').dns;
  const { summary, advice } = words.narrate(lookup);
  return (
    <div className="flex flex-col gap-2 pb-2">
      <p className="break-words text-muted">{summary}</p>
      <ol aria-label={words.title} className="flex flex-col gap-1">
        {byName(lookup.questions).map(({ name, questions }) => (
          <li key={name} className="border-l border-line-strong pl-3">
            <span className={`font-mono break-all ${name === lookup.answeredBy ? 'text-ink' : 'text-muted'}`}>
              {name}
            </span>
            <span className="flex flex-wrap gap-x-3 text-muted">
              {questions.map((question) => (
                <Answer key={question.type} question={question} />
              ))}
            </span>
          </li>
        ))}
      </ol>
      {advice !== undefined && <p className="border-l-2 border-changed pl-3 break-words text-ink">{advice}</p>}
    </div>
  );
}

function Answer({ question: { type, rcode, records, told } }: { readonly question: DnsQuestion }) {
  const words = useWords('walkDetail').dns;
  const answered = records.length > 0;
  const data = records.map((record) => record.data).join(' ');
  return (
    <span className={`break-all ${answered ? 'font-mono text-ink' : ''}`}>
      {type} {answered ? data : rcode === 'NOERROR' ? words.none : rcode === 'NO_ANSWER' ? words.noAnswer : rcode}
      {told !== undefined && <span className="font-sans text-muted"> {words.told(told)}</span>}
    </span>
  );
}

/** Consecutive questions about one name belong together. */
function byName(questions: readonly DnsQuestion[]) {
  const names = [...new Set(questions.map(({ name }) => name))];
  return names.map((name) => ({ name, questions: questions.filter((question) => question.name === name) }));
}
