import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Text } from 'react-aria-components';
import styles from './controls.module.css';
import { FloatingPanel } from './FloatingPanel';

export interface MenuChoice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly note?: string;
  /** Heading of the group that it belongs to; groups stand together. */
  readonly group?: string;
}

interface Props<Value extends string> {
  readonly label: string;
  readonly button: ReactNode;
  readonly className?: string | undefined;
  readonly choices: readonly MenuChoice<Value>[];
  /** The chosen one, or null when none is. */
  readonly value: Value | null;
  readonly onChoose: (value: Value) => void;
}

/** A button that opens a list of choices, one of them marked. */
export function MenuButton<Value extends string>(props: Props<Value>) {
  const { label, button, className, choices, value, onChoose } = props;
  return (
    <MenuTrigger>
      <Button aria-label={label} className={className ?? styles.iconButton ?? ''}>
        {button}
      </Button>
      <FloatingPanel placement="bottom end" offset={6}>
        <Menu
          aria-label={label}
          className={styles.list ?? ''}
          selectionMode="single"
          selectedKeys={value === null ? [] : [value]}
          onAction={(key) => {
            const chosen = choices.find((choice) => choice.value === key);
            if (chosen) onChoose(chosen.value);
          }}
        >
          {grouped(choices).map(({ group, items }) => {
            const list = items.map((choice) => (
              <MenuItem
                key={choice.value}
                id={choice.value}
                textValue={choice.label}
                className={styles.item ?? ''}
              >
                {({ isSelected }) => (
                  <>
                    <span className={styles.itemText}>
                      <Text slot="label">{choice.label}</Text>
                      {choice.note !== undefined && (
                        <Text slot="description" className={styles.itemNote ?? ''}>
                          {choice.note}
                        </Text>
                      )}
                    </span>
                    {isSelected && <Check size={14} aria-hidden />}
                  </>
                )}
              </MenuItem>
            ));
            if (group === undefined) return list;
            return (
              <MenuSection key={group}>
                <Header className={styles.listHeading ?? ''}>{group}</Header>
                {list}
              </MenuSection>
            );
          })}
        </Menu>
      </FloatingPanel>
    </MenuTrigger>
  );
}

interface Group<Value extends string> {
  readonly group: string | undefined;
  readonly items: MenuChoice<Value>[];
}

function grouped<Value extends string>(choices: readonly MenuChoice<Value>[]): readonly Group<Value>[] {
  const groups: Group<Value>[] = [];
  for (const choice of choices) {
    const last = groups.at(-1);
    if (last && last.group === choice.group) last.items.push(choice);
    else groups.push({ group: choice.group, items: [choice] });
  }
  return groups;
}
