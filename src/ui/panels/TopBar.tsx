import { CircleHelp, Columns3, Link2, Monitor, Moon, Sun } from 'lucide-react';
import { Button, ToggleButton } from 'react-aria-components';
import type { Family } from '../../model/config/types';
import { IconButton } from '../controls/IconButton';
import { MenuButton } from '../controls/MenuButton';
import { type Segment, Segmented } from '../controls/Segmented';
import type { Screen } from '../hooks/useScreen';
import { copyLink } from '../copyLink';
import { FAMILY_TONES } from '../familyTones';
import { useActions, useApp, useMessages, usePage } from '../page';
import { BackendChip } from './BackendChip';
import { Logo } from './Logo';
import { ModelMenu } from './ModelMenu';
import styles from './topBar.module.css';

const FAMILIES: readonly Family[] = ['encoder-only', 'decoder-only', 'encoder-decoder'];
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

interface Props {
  readonly screen: Screen;
  readonly onHelp: () => void;
  readonly onSay: (text: string) => void;
}

/** Name, variant, preset, backend, and the tools of the page. */
export function TopBar({ screen, onHelp, onSay }: Props) {
  const { store, messages } = usePage();
  const { bar: text } = messages;
  const { chooseFamily, setLanguage, setTheme } = useActions();
  const family = useApp((state) => state.config.family);
  const language = useApp((state) => state.language);
  const theme = useApp((state) => state.theme);
  const ThemeIcon = THEME_ICONS[theme];
  const names = screen === 'narrow' ? text.shortFamilies : text.families;
  const segments = FAMILIES.map((value): Segment<Family> => ({
    value,
    label: names[value],
    tone: FAMILY_TONES[value],
  }));
  const share = () => {
    void copyLink(store, messages).then(onSay);
  };
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>
        <Logo className={styles.logo} />
        <span>{messages.app.name}</span>
      </h1>
      <div className={styles.families}>
        <Segmented label={text.family} segments={segments} value={family} onChange={chooseFamily} />
      </div>
      <ModelMenu />
      <BenchSwitch />
      <span className={styles.spacer} />
      <BackendChip />
      <div className={styles.tools}>
        <Button
          className={styles.language ?? ''}
          aria-label={text.languageLabel}
          onPress={() => setLanguage(language === 'en' ? 'zh' : 'en')}
        >
          <span lang={language === 'en' ? 'zh-CN' : 'en'}>{text.language}</span>
        </Button>
        <MenuButton
          label={`${text.theme}: ${text.themes[theme]}`}
          button={<ThemeIcon size={17} strokeWidth={1.75} aria-hidden />}
          choices={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: text.themes[value],
          }))}
          value={theme}
          onChoose={setTheme}
        />
        <IconButton icon={Link2} label={text.share} onPress={share} />
        <IconButton icon={CircleHelp} label={text.help} onPress={onHelp} />
      </div>
    </header>
  );
}

/** One model, or several side by side. */
function BenchSwitch() {
  const { bar: text } = useMessages();
  const { openBench, closeBench } = useActions();
  const isOpen = useApp((state) => state.bench !== null);
  return (
    <ToggleButton
      className={styles.bench ?? ''}
      isSelected={isOpen}
      onChange={(open) => (open ? openBench() : closeBench())}
    >
      <Columns3 size={15} aria-hidden />
      {text.bench}
    </ToggleButton>
  );
}
