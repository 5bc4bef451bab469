import { useMemo, useState } from 'react';
import { Button, Label, TextArea, TextField } from 'react-aria-components';
import type { PatchedPart } from '../../../model/experiment';
import type { Stack } from '../../../model/config/types';
import { outputStackOf } from '../../../state/reads';
import { selectDonor } from '../../../state/selectors';
import controls from '../../controls/controls.module.css';
import { Choice } from '../../controls/Choice';
import { Segmented } from '../../controls/Segmented';
import { formatPercent } from '../../format';
import { useActions, useApp } from '../../page';
import text from '../../panels/text.module.css';
import styles from './interventions.module.css';
import { PatchFigure } from './PatchFigure';
import { useExperiment } from './useExperiment';
import type { Watched } from './useWatched';
import { useWords } from './words';

/** Activations copied from a run on another text: a sweep over layers and positions, each cell of which can be kept. */
export function Patch({ watched }: { readonly watched: Watched | null }) {
  const { patch: words, switchboard, ranking } = useWords();
  const { setDonorText } = useActions();
  const donorText = useApp((state) => state.donorText);
  const donor = useApp(selectDonor);
  const config = useApp((state) => state.config);
  const of = useApp((state) => state.run.of);
  const hasBoth = config.family === 'encoder-decoder';
  const [part, setPart] = useState<PatchedPart>('residual');
  const [wanted, setWanted] = useState<Stack | null>(null);
  const stack = hasBoth ? (wanted ?? 'encoder') : outputStackOf(config);
  const sweep = useExperiment('patchSweep');
  const parts = useMemo(
    (): readonly PatchedPart[] => [
      'residual',
      'selfAttention',
      ...(hasBoth && stack === 'decoder' ? (['crossAttention'] as const) : []),
      'feedForward',
    ],
    [hasBoth, stack],
  );
  const chosenPart = parts.includes(part) ? part : 'residual';
  const { asked, answer } = sweep;
  return (
    <section className={styles.block} aria-labelledby="patch">
      <h3 id="patch">{words.title}</h3>
      <TextField
        className={text.field ?? ''}
        data-stack={stack}
        value={donorText ?? ''}
        onChange={(value) => setDonorText(value === '' ? null : value)}
      >
        <Label className={text.label ?? ''}>{words.label}</Label>
        <TextArea className={text.area ?? ''} rows={2} spellCheck={false} placeholder={words.placeholder} />
      </TextField>
      <div className={styles.buttons}>
        {hasBoth && (
          <Segmented
            label={words.stack}
            size="small"
            value={stack}
            onChange={setWanted}
            segments={(['encoder', 'decoder'] as const).map((value) => ({
              ...{ value, tone: value },
              label: switchboard.stacks[value],
            }))}
          />
        )}
        <Choice
          label={words.part}
          value={chosenPart}
          options={parts.map((value) => ({ value, label: words.parts[value] }))}
          onChange={setPart}
        />
        {sweep.progress ? (
          <Button className={controls.button ?? ''} onPress={sweep.stop}>
            {ranking.stop} {ranking.progress(sweep.progress.done, sweep.progress.total)}
          </Button>
        ) : (
          <Button
            className={controls.button ?? ''}
            isDisabled={!donor || !watched}
            onPress={() => {
              if (!donor || !watched) return;
              const { position, id } = watched;
              sweep.start({
                kind: 'patchSweep',
                ...{ donor: donor.input, at: chosenPart, stack, position, id },
              });
            }}
          >
            {words.sweep}
          </Button>
        )}
      </div>
      {!donor && <p className={styles.note}>{words.waits}</p>}
      <p className={styles.note}>{words.note}</p>
      {sweep.failure && <p role="alert">{sweep.failure.message}</p>}
      {answer && asked && watched && (
        <>
          {asked.of !== of && <p className={styles.note}>{ranking.stale}</p>}
          <p className={styles.note}>
            {words.values(
              formatPercent(answer.baseline.probability),
              answer.donor ? formatPercent(answer.donor.probability) : words.none,
            )}
          </p>
          <PatchFigure
            answer={answer}
            experiment={asked.experiment}
            own={asked.of.prepared[asked.experiment.stack]?.tokens ?? []}
            other={donor?.[asked.experiment.stack]?.tokens ?? []}
            token={watched.nameOf(asked.experiment.id)}
          />
        </>
      )}
    </section>
  );
}
