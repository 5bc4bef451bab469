import { Check, ChevronsUpDown } from 'lucide-react';
import {
  Button,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import { type FigureView, hasView, viewGroups, type ViewGroup } from '../../state/figureViews';
import controls from '../controls/controls.module.css';
import { FloatingPanel } from '../controls/FloatingPanel';
import { useActions, useApp, useMessages } from '../page';
import styles from './figure.module.css';

const groups = Object.entries(viewGroups) as readonly (readonly [ViewGroup, readonly FigureView[]])[];

/** What the middle of the page shows, with a line on each. */
export function ViewPicker() {
  const { figures: text } = useMessages();
  const { setView } = useActions();
  const view = useApp((state) => state.view);
  const config = useApp((state) => state.config);
  return (
    <Select
      aria-label={text.view}
      selectedKey={view}
      onSelectionChange={(key) => {
        const chosen = groups.flatMap(([, views]) => views).find((one) => one === key);
        if (chosen) setView(chosen);
      }}
    >
      <Button className={controls.select ?? ''}>
        <SelectValue className={controls.selectValue ?? ''}>{text.views[view]}</SelectValue>
        <ChevronsUpDown size={13} aria-hidden />
      </Button>
      <FloatingPanel placement="bottom end">
        <ListBox className={controls.list ?? ''}>
          {groups.map(([group, views]) => (
            <ListBoxSection key={group} id={group}>
              <Header className={styles.viewGroup ?? ''}>{text.viewGroups[group]}</Header>
              {views
                .filter((one) => hasView(one, config))
                .map((one) => (
                  <ListBoxItem key={one} id={one} className={controls.item ?? ''} textValue={text.views[one]}>
                    {({ isSelected }) => (
                      <>
                        <span className={styles.viewName}>
                          <Text slot="label">{text.views[one]}</Text>
                          <Text slot="description" className={styles.viewHint ?? ''}>
                            {text.viewHints[one]}
                          </Text>
                        </span>
                        {isSelected && <Check size={14} aria-hidden />}
                      </>
                    )}
                  </ListBoxItem>
                ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </FloatingPanel>
    </Select>
  );
}
