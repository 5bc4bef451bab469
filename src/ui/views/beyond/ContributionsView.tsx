import { useCallback, useMemo, useState } from 'react';
import type { ContributionsAnswer } from '../../../model/study';
import { outputStackOf } from '../../../state/reads';
import { selectSelection } from '../../../state/selectors';
import type { RunSubject } from '../../../state/types';
import { Choice } from '../../controls/Choice';
import { lockedPosition } from '../../hoverLink';
import { useApp } from '../../page';
import styles from './beyond.module.css';
import { ContributionsFigure } from './ContributionsFigure';
import { Choices, Note, Waiting } from './Frame';
import { formatValue } from './labels';
import { outputNames } from './subjects';
import { type Studied, useBeyondMessages, useStudy } from './useStudy';

/** What the embedding, every head, every feed-forward block and every bias adds to a logit. */
export default function ContributionsView() {
  const text = useBeyondMessages();
  const locked = useApp((state) =>
    state.run.of ? lockedPosition(selectSelection(state), outputStackOf(state.run.of.config)) : null,
  );
  const predicted = useApp((state) => state.predictionPosition);
  /** Chosen for one position of one text: elsewhere the best output is shown. */
  const [wanted, setWanted] = useState<{ readonly id: number; readonly at: string } | null>(null);
  const runId = useApp(({ run }) => run.result?.runId ?? 0);
  const placeOf = useCallback(
    (of: RunSubject) => {
      const position = positionOf(of, locked ?? predicted);
      return { position, at: `${runId}/${position}` };
    },
    [locked, predicted, runId],
  );
  const ask = useCallback(
    (of: RunSubject) => {
      const { position, at } = placeOf(of);
      return { position, id: wanted?.at === at ? wanted.id : null };
    },
    [placeOf, wanted],
  );
  const { studied, failure } = useStudy('contributions', ask);
  if (!studied) return <Waiting failure={failure} />;
  const { answer, of } = studied;
  const nameOf = outputNames(of);
  const options = [answer, ...answer.candidates]
    .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
    .sort((a, b) => b.logit - a.logit)
    .map(({ id, logit }) => ({
      value: String(id),
      label: text.contributions.candidate(nameOf(id), formatValue(logit)),
    }));
  return (
    <>
      <Choices>
        <Choice
          label={text.contributions.output}
          value={String(answer.id)}
          options={options}
          onChange={(id) => setWanted({ id: Number(id), at: placeOf(of).at })}
        />
      </Choices>
      <Sum studied={studied} />
      <ContributionsFigure studied={studied} />
      <Note>{notesOn(answer, of, text.contributions)}</Note>
    </>
  );
}

/** The last token that is no padding, in an encoder the first that is masked; unless a token is chosen. */
function positionOf(of: RunSubject, wanted: number | null): number {
  const tokens = of.prepared[outputStackOf(of.config)]?.tokens ?? [];
  if (wanted !== null && wanted < tokens.length) return wanted;
  const masked = tokens.findIndex((token) => token.masked);
  if (of.config.family === 'encoder-only') return Math.max(0, masked);
  return Math.max(
    0,
    tokens.findLastIndex((token) => !token.padding),
  );
}

function notesOn(
  { frozen, position }: ContributionsAnswer,
  { config }: RunSubject,
  text: ReturnType<typeof useBeyondMessages>['contributions'],
): string {
  const byPlacement = {
    pre: frozen.finalNorm ? text.preNorm : text.noNorm,
    post: text.postNorm,
    both: text.bothNorm,
  };
  return [
    byPlacement[config.norm.placement],
    ...(frozen.gates ? [text.gates] : []),
    ...(position === null ? [text.pooled] : []),
    ...(config.family === 'encoder-decoder' ? [text.noEncoder] : []),
  ].join(' ');
}

/** Of the largest term: 16-bit floats, which some phones compute with, have three digits. */
const ROUNDING = 0.005;

function allSizes({ logit, layers, embedding }: ContributionsAnswer): number[] {
  const terms = layers.flatMap((layer) => [
    ...layer.selfAttention,
    ...(layer.crossAttention ?? []),
    layer.feedForward,
  ]);
  return [logit, embedding.tokens, ...terms].map(Math.abs);
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** All terms in one line, which adds up to the logit. */
function Sum({ studied: { answer } }: { readonly studied: Studied<'contributions'> }) {
  const { contributions: text } = useBeyondMessages();
  const line = useMemo(() => {
    const { embedding, layers, head, cap, logit, remainder } = answer;
    const part = (values: readonly number[]): string => formatValue(total(values));
    const parts = [
      text.parts.embedding(part([embedding.tokens, embedding.positions ?? 0, embedding.segments ?? 0])),
      text.parts.self(part(layers.flatMap(({ selfAttention }) => selfAttention))),
      ...(layers[0]?.crossAttention
        ? [text.parts.cross(part(layers.flatMap(({ crossAttention }) => crossAttention ?? [])))]
        : []),
      text.parts.feedForward(part(layers.map(({ feedForward }) => feedForward))),
      text.parts.constants(part([embedding.biases, head, ...layers.map(({ biases }) => biases)])),
      ...(cap === 0 ? [] : [text.parts.cap(formatValue(cap))]),
    ];
    const isRounding = Math.abs(remainder) <= ROUNDING * Math.max(1, ...allSizes(answer));
    return text.sum(parts.join(' + '), formatValue(logit), formatValue(remainder), isRounding);
  }, [answer, text]);
  return <p className={styles.sum}>{line}</p>;
}
