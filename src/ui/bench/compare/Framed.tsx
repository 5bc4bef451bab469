import { type ReactNode, useMemo } from 'react';
import { FigureTools } from '../../exporting/FigureTools';
import { FrameProvider, useNewFrame } from '../../exporting/frame';
import type { FrameSubject } from '../../exporting/subject';
import styles from './compare.module.css';

interface Props {
  readonly title: string;
  /** Beside the title. */
  readonly choices?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the comparison below the models, with its title, and what is in it to be saved. */
export function Framed({ title, choices, children }: Props) {
  const frame = useNewFrame();
  const subject = useMemo((): FrameSubject => ({ title, chooses: 'nothing', isOfSeveral: true }), [title]);
  return (
    <FrameProvider value={frame}>
      <section className={styles.part} aria-label={title}>
        <div className={styles.partHead}>
          <h3>{title}</h3>
          {choices}
          <FigureTools subject={subject} />
        </div>
        {children}
      </section>
    </FrameProvider>
  );
}
