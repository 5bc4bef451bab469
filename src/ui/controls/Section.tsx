import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import styles from './controls.module.css';

interface Props {
  readonly title: string;
  readonly summary?: string;
  readonly level?: 2 | 3;
  readonly children: ReactNode;
}

/** A part of a panel that opens and closes. What is in it is made when it is first opened. */
export function Section({ title, summary, level = 3, children }: Props) {
  const [wasOpened, setOpened] = useState(false);
  return (
    <Disclosure className={styles.section ?? ''} onExpandedChange={(isOpen) => isOpen && setOpened(true)}>
      <Heading level={level} className={styles.sectionHeading ?? ''}>
        <Button slot="trigger" className={styles.sectionTrigger ?? ''}>
          <ChevronRight size={15} aria-hidden className={styles.chevron} />
          <span>{title}</span>
          {summary !== undefined && <span className={styles.sectionSummary}>{summary}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.sectionPanel ?? ''}>{wasOpened && children}</DisclosurePanel>
    </Disclosure>
  );
}
