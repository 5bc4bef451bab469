import type { BenchMorphMessages } from '../../../i18n/benchMorphMessages';
import type { ModelConfig } from '../../../model/config/types';
import { sharedParameters } from '../../../model/sharedParameters';
import { hasOriginWeights } from '../../../state/bench/morph';
import { mainText } from '../../../state/bench/sharedText';
import { configDifference } from '../../../state/configDifference';
import type { AppState, ShownText } from '../../../state/types';
import { formatInteger, formatPercent } from '../../format';
import { useApp } from '../../page';
import styles from './morph.module.css';
import type { Morph } from './useMorph';
import type { StepBefore } from './useStepBefore';

interface Props {
  readonly morph: Morph;
  readonly before: StepBefore | null;
  readonly text: BenchMorphMessages;
}

/** What else is to be known of a step: its weights, its text, what the configuration says otherwise. */
export function StepNotes({ morph, before, text }: Props) {
  const { steps, current, was, origin } = morph;
  const step = steps[current];
  const nRows = useApp(({ config }) => config.vocabSize);
  const inWords = useApp(({ tokenization }) => tokenization.kind === 'words');
  const weights = useApp((state) => state.weights);
  const readsTwice = useApp(
    ({ config, texts }) =>
      config.family === 'encoder-decoder' && texts.target === mainText(texts, config.family),
  );
  const run = useApp((state) => state.run);
  if (!step) return null;
  // Of a memory only a model with both stacks says anything.
  const hasBoth = was?.config.family === 'encoder-decoder' && step.config.family === 'encoder-decoder';
  const fields = was
    ? [...configDifference(step.config, was.config)].filter(
        ([path]) => hasBoth || path !== 'attention.memory',
      )
    : [];
  const old = was ? configDifference(was.config, step.config) : new Map<string, string>();
  const notes = [
    ...weightsNotes(weights, morph, text),
    ...(origin && weights.kind === 'random' && !hasOriginWeights(step, origin)
      ? [inWords ? text.weights.inWords(formatInteger(nRows)) : text.weights.lost]
      : []),
    ...(was && !readsTwice && isOneStack(was.config) !== isOneStack(step.config) ? [text.ownTarget] : []),
    ...(readsTwice ? [text.texts] : []),
    ...(before && run.of ? tokensNote(before, run.of.prepared, text) : []),
    ...(step.id === 'output' && step.config.position.kind === 't5' ? [text.buckets] : []),
  ];
  return (
    <>
      <ul className={styles.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {fields.length > 0 && (
        <p className={styles.fields}>
          {text.configuration}:{' '}
          {fields.map(([path, value]) => (
            <code key={path}>
              {path}: {old.has(path) ? `${old.get(path) ?? ''} → ` : ''}
              {value}
            </code>
          ))}
        </p>
      )}
    </>
  );
}

const isOneStack = ({ family }: ModelConfig): boolean => family !== 'encoder-decoder';

function weightsNotes(
  weights: AppState['weights'],
  { steps, current, was, origin }: Morph,
  text: BenchMorphMessages,
): readonly string[] {
  if (weights.kind !== 'random') return [text.weights.kept];
  const random = text.weights.random(String(weights.seed));
  const step = steps[current];
  // Trained weights have no values in common with random ones.
  if (!was || !step || hasOriginWeights(was, origin)) return [random];
  const { nShared, nValues } = sharedParameters(was.config, step.config, true);
  return [`${random} ${text.weights.shared(formatPercent(nShared / nValues))}`];
}

/** A stack alone reads the text between special tokens of its family. */
function tokensNote(
  { run }: StepBefore,
  after: { readonly encoder: ShownText | null; readonly decoder: ShownText | null },
  text: BenchMorphMessages,
): readonly string[] {
  const prepared = run.of?.prepared;
  if (!prepared || (after.encoder && after.decoder) || (prepared.encoder && prepared.decoder)) return [];
  const [was, is] = [framing(prepared.encoder ?? prepared.decoder), framing(after.encoder ?? after.decoder)];
  return was === is ? [] : [text.reads(was, is)];
}

function framing(shown: ShownText | null): string {
  const special = (index: number): string => {
    const token = shown?.tokens.filter(({ padding }) => !padding).at(index);
    return token?.special ? token.display : '';
  };
  return `${special(0)} … ${special(-1)}`.trim();
}
