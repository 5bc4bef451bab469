import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { derive, nLayersOf } from '../../../model/config/derive';
import type { ModelConfig, Stack } from '../../../model/config/types';
import type { InterventionWhere, LinkableIntervention } from '../../../model/intervention';
import { decodeIntervention } from '../../../model/interventionCodec';
import type { AttentionKind, TraceName } from '../../../model/traceNames';
import { placeInList, withIntervention, withoutIntervention } from '../../../state/bench/interventionList';
import { NumberBox } from '../../controls/NumberBox';
import { Segmented } from '../../controls/Segmented';
import { useActions, useApp, useMessages } from '../../page';
import styles from './interventions.module.css';
import { useWords } from './words';

const WAYS = ['zero', 'mean', 'scale'] as const;
type Way = (typeof WAYS)[number];

/** What a switch changes, and how it is called. */
interface Part {
  readonly at: TraceName;
  readonly where?: InterventionWhere;
  readonly label: string;
  readonly name: string;
  /** A layer can only be off. */
  readonly isLayer?: boolean;
}

/** Every head, sub-layer and layer of the model as a switch. */
export function Switchboard() {
  const text = useWords();
  const { figures } = useMessages();
  const config = useApp((state) => state.config);
  const list = useApp((state) => state.interventions);
  const { setInterventions } = useActions();
  const [way, setWay] = useState<Way>('zero');
  const [factor, setFactor] = useState(0.5);
  const change = (isLayer: boolean): LinkableIntervention['change'] => {
    if (isLayer) return { kind: 'bypass' };
    return way === 'scale' ? { kind: 'scale', factor } : { kind: way };
  };
  const toggle = ({ at, where, isLayer = false }: Part): void => {
    const place = placeInList(list, at, where);
    if (place !== -1) setInterventions(withoutIntervention(list, place));
    else
      setInterventions(withIntervention(list, { at, ...(where ? { where } : {}), change: change(isLayer) }));
  };
  const stacks = (['encoder', 'decoder'] as const).filter((stack) => nLayersOf(config, stack) > 0);
  const groups = [
    {
      title: text.switchboard.self,
      rows: rowsOf(config, stacks, (stack, layer) =>
        headParts(config, stack, 'selfAttention', layer, (head) =>
          text.switchboard.head(
            figures.kinds[stack === 'encoder' ? 'encoderSelf' : 'decoderSelf'],
            layer + 1,
            head + 1,
          ),
        ),
      ),
    },
    {
      title: text.switchboard.cross,
      rows: derive(config).hasCross
        ? rowsOf(config, ['decoder'], (stack, layer) =>
            headParts(config, stack, 'crossAttention', layer, (head) =>
              text.switchboard.head(figures.kinds.cross, layer + 1, head + 1),
            ),
          )
        : [],
    },
    {
      title: text.switchboard.whole,
      rows: rowsOf(config, stacks, (stack, layer) => {
        const name = text.switchboard.stacks[stack];
        return wholeParts(config, stack, layer).map(({ part, at }) => ({
          at,
          label: text.switchboard.parts[part],
          name: text.switchboard.part(text.switchboard.parts[part], name, layer + 1),
          isLayer: part === 'layer',
        }));
      }),
    },
  ];
  return (
    <section className={styles.block} aria-labelledby="switchboard">
      <h3 id="switchboard">{text.switchboard.title}</h3>
      <div className={styles.ways}>
        <Segmented
          label={text.switchboard.how}
          size="small"
          value={way}
          onChange={setWay}
          segments={WAYS.map((value) => ({ value, label: text.switchboard.ways[value] }))}
        />
        {way === 'scale' && (
          <NumberBox
            label={text.switchboard.factor}
            hideLabel
            value={factor}
            min={-10}
            max={10}
            step={0.1}
            onChange={setFactor}
          />
        )}
      </div>
      <p className={styles.note}>{text.switchboard.hint[way]}</p>
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => (
          <fieldset key={title} className={styles.group}>
            <legend>{title}</legend>
            {rows.map(({ stack, layer, parts }) => (
              <div key={`${stack}${layer}`} className={styles.switchRow} data-stack={stack}>
                <span className={styles.rowName}>
                  {text.switchboard.layer(text.switchboard.stacks[stack], layer + 1)}
                </span>
                {parts.map((part) => (
                  <Switch
                    key={part.name}
                    part={part}
                    text={list[placeInList(list, part.at, part.where)]}
                    onToggle={toggle}
                  />
                ))}
              </div>
            ))}
          </fieldset>
        ))}
    </section>
  );
}

interface SwitchProps {
  readonly part: Part;
  /** The intervention that is made at the part, if there is one. */
  readonly text: string | undefined;
  readonly onToggle: (part: Part) => void;
}

function Switch({ part, text, onToggle }: SwitchProps) {
  const change = text === undefined ? null : (decodeIntervention(text)?.change ?? null);
  const mark =
    change === null ? '' : change.kind === 'mean' ? 'μ' : change.kind === 'scale' ? `×${change.factor}` : '0';
  return (
    <ToggleButton
      className={styles.switch ?? ''}
      isSelected={text !== undefined}
      aria-label={part.name}
      onChange={() => onToggle(part)}
    >
      {part.label}
      {mark !== '' && <sup>{part.isLayer ? '—' : mark}</sup>}
    </ToggleButton>
  );
}

function rowsOf(
  config: ModelConfig,
  stacks: readonly Stack[],
  parts: (stack: Stack, layer: number) => readonly Part[],
): { readonly stack: Stack; readonly layer: number; readonly parts: readonly Part[] }[] {
  return stacks.flatMap((stack) =>
    Array.from({ length: nLayersOf(config, stack) }, (_, layer) => ({
      stack,
      layer,
      parts: parts(stack, layer),
    })),
  );
}

function headParts(
  config: ModelConfig,
  stack: Stack,
  attention: AttentionKind,
  layer: number,
  name: (head: number) => string,
): readonly Part[] {
  return Array.from({ length: config.nHeads }, (_, head) => ({
    at: `${stack}.layers.${layer}.${attention}.headOutputs` as const,
    where: { head },
    label: String(head + 1),
    name: name(head),
  }));
}

function wholeParts(
  config: ModelConfig,
  stack: Stack,
  layer: number,
): readonly { readonly part: AttentionKind | 'feedForward' | 'layer'; readonly at: TraceName }[] {
  const name = `${stack}.layers.${layer}` as const;
  const hasCross = stack === 'decoder' && derive(config).hasCross;
  return [
    { part: 'selfAttention', at: `${name}.selfAttention.output` },
    ...(hasCross ? [{ part: 'crossAttention', at: `${name}.crossAttention.output` } as const] : []),
    { part: 'feedForward', at: `${name}.feedForward.output` },
    { part: 'layer', at: `${name}.residual.output` },
  ];
}
