import { visibleToken } from '../../../figures/shared/text';
import { type Leak, type LeakFindings, leakNumbers } from '../../../state/bench/leakFindings';
import type { LeakTest } from '../../../state/bench/leakTest';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import { useApp } from '../../page';
import { LeakList } from './LeakList';
import { LeakMap } from './LeakMap';
import { formatDifference } from './maskLabels';
import styles from './masks.module.css';
import type { LeakRun, LeakState } from './useLeak';
import { useMaskWords } from './useMaskWords';

interface Props {
  readonly leak: LeakState;
  readonly findings: LeakFindings | null;
  readonly chosen: Leak | null;
  readonly onChoose: (leak: Leak) => void;
}

/** What a changed token did to one model: in a sentence, as a map, and what of it the rules forbid. */
export function LeakResult({ leak, findings, chosen, onChoose }: Props) {
  const text = useMaskWords();
  const frame = useNewFrame();
  const { test, run, failure } = leak;
  return (
    <FrameProvider value={frame}>
      <div className={styles.place}>
        <h4 className={styles.barName}>{text.leak}</h4>
        {findings && <FigureTools subject={{ title: text.leak, chooses: 'nothing', isOfSeveral: true }} />}
      </div>
      {failure && (
        <p role="alert" className={styles.warning}>
          {failure.message}
        </p>
      )}
      {test && test.kind !== 'ready' ? (
        <Untested test={test} />
      ) : (
        run && findings && <Tested run={run} findings={findings} chosen={chosen} onChoose={onChoose} />
      )}
    </FrameProvider>
  );
}

function Untested({ test }: { readonly test: Exclude<LeakTest, { readonly kind: 'ready' }> }) {
  const text = useMaskWords();
  if (test.kind === 'noText') return <p className={styles.quiet}>{text.noText}</p>;
  const said = test.kind === 'noToken' ? text.noToken : text.same(quoted(test.before.display));
  return <p className={styles.warning}>{said}</p>;
}

interface TestedProps extends Pick<Props, 'chosen' | 'onChoose'> {
  readonly run: LeakRun;
  readonly findings: LeakFindings;
}

function Tested({ run, findings, chosen, onChoose }: TestedProps) {
  const text = useMaskWords();
  const hasInterventions = useApp(({ interventions }) => interventions.length > 0);
  const { test, of } = run;
  const { before, after, position, nPieces } = test;
  const nProtected = findings.protectedLogits.reduce((sum, guarded) => sum + guarded, 0);
  return (
    <>
      <p className={styles.quiet}>
        {text.changedTo(position + 1, quoted(before.display), quoted(after.display), after.id)}
        {nPieces > 1 && ` ${text.pieces(nPieces, quoted(after.display))}`}
        {hasInterventions && ` ${text.interventionsLeftOut}`}
      </p>
      <p className={styles.statement} data-leak-statement>
        {statement(findings, run, text)} <span className={styles.quiet}>{text.ofLogits}</span>
      </p>
      <p className={styles.quiet}>
        {text.protectedCount(nProtected)} {nProtected > 0 && findings.leaks.length === 0 && text.noLeak}
      </p>
      {chosen && <LeakList leaks={findings.leaks} chosen={chosen} onChoose={onChoose} of={of} />}
      {findings.stacks.map((stack) => (
        <LeakMap key={stack.stack} findings={findings} stack={stack} prepared={of.prepared} />
      ))}
    </>
  );
}

function statement(findings: LeakFindings, { test }: LeakRun, text: ReturnType<typeof useMaskWords>): string {
  const { nPositions, nStill, nBefore, stillAreBefore, largest } = leakNumbers(findings, test);
  const size = formatDifference(largest);
  if (nPositions === 1) return nStill === 1 ? text.numbers.none(1) : text.numbers.one(size);
  if (nStill === nPositions) return text.numbers.none(nPositions);
  if (nStill === 0) return text.numbers.all(nPositions, size);
  if (stillAreBefore) return text.numbers.before(nBefore, nPositions - nBefore, size);
  return text.numbers.some(nStill, nPositions, size);
}

const quoted = (token: string): string => `“${visibleToken(token)}”`;
