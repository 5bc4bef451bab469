import { useCallback, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useStore } from 'zustand';
import { LOCALES } from '../i18n';
import type { ModelSource } from '../state/bench/createWorkspace';
import type { AppStore } from '../state/createAppStore';
import type { HoverStore } from '../state/hover';
import { useMessagesOf } from './hooks/useMessagesOf';
import { useSaid } from './hooks/useSaid';
import { useScreen } from './hooks/useScreen';
import { useShortcuts } from './hooks/useShortcuts';
import { Layout } from './Layout';
import { OVERLAYS_ID } from './controls/FloatingPanel';
import { PageProvider, SayProvider, useApp, useMessages } from './page';
import { Notices } from './panels/Notices';
import { Status } from './panels/Status';
import { TopBar } from './panels/TopBar';
import { SkipLink } from './SkipLink';
import { lazyPart } from './lazyPart';
import { Part } from './Part';
import styles from './styles/App.module.css';

const HelpDialog = lazyPart(() =>
  import('./panels/HelpDialog').then(({ HelpDialog: component }) => component),
);

const BenchPage = lazyPart(() => import('./bench/BenchPage').then(({ default: component }) => component));

const TrainingCompanion = lazyPart(() =>
  import('./panels/TrainingCompanion').then(({ TrainingCompanion: component }) => component),
);

interface Props {
  readonly store: AppStore;
  readonly hover: HoverStore;
  readonly source: ModelSource;
}

/** The page: one screen, its language, and what lies over it. */
export function App({ store, hover, source }: Props) {
  const { messages, language } = useMessagesOf(useStore(store, (state) => state.language));
  return (
    <I18nProvider locale={LOCALES[language]}>
      <PageProvider value={{ store, hover, messages, source }}>
        <Shell />
      </PageProvider>
    </I18nProvider>
  );
}

function Shell() {
  const screen = useScreen();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const { said, say } = useSaid();
  const { app } = useMessages();
  const isBenchOpen = useApp((state) => state.bench !== null);
  const isTraining = useApp((state) => state.training !== null || state.heldChange !== null);
  useShortcuts(useCallback(() => setHelpOpen(true), []));
  return (
    <SayProvider value={say}>
      <div className={styles.app}>
        {screen !== 'narrow' && <SkipLink />}
        <TopBar screen={screen} onHelp={() => setHelpOpen(true)} onSay={say} />
        {isBenchOpen ? (
          <Part fallback={<main />}>
            <BenchPage />
          </Part>
        ) : (
          <Layout screen={screen} />
        )}
        <Notices />
        <Status said={said} />
        {isTraining && (
          <Part>
            <TrainingCompanion />
          </Part>
        )}
        {isHelpOpen && (
          <Part>
            <HelpDialog isOpen onOpenChange={setHelpOpen} />
          </Part>
        )}
      </div>
      <section id={OVERLAYS_ID} aria-label={app.overlays} />
    </SayProvider>
  );
}
