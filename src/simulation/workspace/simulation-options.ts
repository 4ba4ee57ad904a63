import type { TraceResult } from '../../engine/engine.ts';
import type { TraceRequest } from '../../engine/requests.ts';
import type { Language } from '../../narration/page/language.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import type { Background } from '../playback/way-count.ts';
import type { Answers } from '../predict/answers.ts';
import type { DocumentOptions } from '../stores/document-store.ts';

export interface SimulationOptions extends Pick<DocumentOptions, 'onMissing' | 'engine' | 'words'> {
  readonly language: Language;
  readonly initial?: ScenarioDocument;
  readonly readOnly?: boolean;
  /** Where the ways of a request are counted beyond the first; absent: at once. */
  readonly background?: Background;
  /** Keeps what was predicted; absent: nothing is asked. */
  readonly answers?: Answers;
  /** What a request of a document comes to, where that was found beforehand by an engine without programs. */
  readonly recall?: (document: ScenarioDocument, request: TraceRequest) => TraceResult | undefined;
}
