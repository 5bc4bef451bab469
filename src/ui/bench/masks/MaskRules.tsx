import { RotateCcw } from 'lucide-react';
import type { MaskRule } from '../../../model/config/types';
import {
  maskedText,
  maskOf,
  paintedCells,
  queriesInTheDark,
  ruleOf,
  withMask,
} from '../../../state/bench/masks';
import type { BenchSlot } from '../../../state/bench/types';
import { selectPrepared, selectSelection } from '../../../state/selectors';
import { IconButton } from '../../controls/IconButton';
import { NumberBox } from '../../controls/NumberBox';
import { Segmented } from '../../controls/Segmented';
import { Toggle } from '../../controls/Toggle';
import { useApp, usePage } from '../../page';
import { useBench } from '../workspace';
import { queryNames } from './names';
import styles from './masks.module.css';
import { useMaskWords } from './useMaskWords';

const RULES = ['full', 'causal', 'prefix', 'slidingWindow'] as const;

interface Props {
  readonly slot: BenchSlot;
  readonly onSaid: (text: string) => void;
}

/** The rule of a mask with its numbers; what is painted over it goes with another rule. */
export function MaskRules({ slot, onSaid }: Props) {
  const text = useMaskWords();
  const { store } = usePage();
  const { change } = useBench();
  const config = useApp((state) => state.config);
  const prepared = useApp(selectPrepared);
  const { kind } = useApp(selectSelection);
  const pattern = maskOf(config, kind);
  const rule = ruleOf(pattern);
  const choose = (next: MaskRule): void => {
    const state = store.getState();
    const now = selectPrepared(state);
    const dark = queriesInTheDark(next, maskedText(now, kind));
    onSaid(dark.length > 0 ? text.refusedRule(...queryNames(now, kind, dark)) : '');
    if (dark.length === 0) change(slot, { config: withMask(state.config, kind, next) });
  };
  const masked = maskedText(prepared, kind);
  const nPainted = paintedCells(pattern, masked).reduce((sum, cell) => sum + cell, 0);
  const dark = queriesInTheDark(pattern, masked);
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.wide}>
          <Segmented
            label={text.rule}
            size="small"
            value={rule.kind}
            onChange={(chosen) => choose(firstRule(chosen, masked.nKeys))}
            segments={RULES.map((value) => ({ value, label: text.rules[value] }))}
          />
        </div>
        {rule.kind === 'prefix' && (
          <NumberBox
            label={text.prefixLength}
            value={rule.length}
            min={0}
            max={config.contextLength}
            onChange={(length) => choose({ ...rule, length })}
          />
        )}
        {rule.kind === 'slidingWindow' && (
          <>
            <NumberBox
              label={text.window}
              value={rule.window}
              min={1}
              max={config.contextLength}
              onChange={(window) => choose({ ...rule, window })}
            />
            <Toggle
              label={text.windowCausal}
              isSelected={rule.causal}
              onChange={(causal) => choose({ ...rule, causal })}
            />
          </>
        )}
      </div>
      <div className={styles.bar}>
        <p className={styles.quiet}>
          {text.ruleSays[rule.kind]} {text.paintedCells(nPainted)}
        </p>
        {pattern.kind === 'custom' && (
          <IconButton icon={RotateCcw} label={text.reset} onPress={() => choose(rule)} />
        )}
      </div>
      {pattern.kind === 'slidingWindow' && config.attention.windowLayers !== null && (
        <p className={styles.quiet}>{text.windowLayers}</p>
      )}
      {dark.length > 0 && <p className={styles.warning}>{text.dark(...queryNames(prepared, kind, dark))}</p>}
    </>
  );
}

/** A rule as it is first chosen. */
function firstRule(kind: MaskRule['kind'], nKeys: number): MaskRule {
  if (kind === 'prefix') return { kind, length: Math.max(1, Math.floor(nKeys / 2)) };
  if (kind === 'slidingWindow') return { kind, window: Math.max(2, Math.ceil(nKeys / 4)), causal: false };
  return { kind };
}
