import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import styles from './controls.module.css';

interface Props {
  readonly title: string;
  readonly summary?: string;
  readonly level?: 2 | 3;
  readonly children: ReactNode;
}

/** A part of a panel that opens and closes. */
export function Section({ title, summary, level = 3, children }: Props) {
  return (
    <Disclosure className={styles.section ?? ''}>
      <Heading level={level} className={styles.sectionHeading ?? ''}>
        <Button slot="trigger" className={styles.sectionTrigger ?? ''}>
          <ChevronRight size={15} aria-hidden className={styles.chevron} />
          <span>{title}</span>
          {summary !== undefined && <span className={styles.sectionSummary}>{summary}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.sectionPanel ?? ''}>{children}</DisclosurePanel>
    </Disclosure>
  );
}
