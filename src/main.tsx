import { StrictMode, startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import { createEngineClient } from './engine/client';
import type { EngineClient } from './engine/client';
import { loadMessages } from './i18n';
import { AppError } from './shared/errors';
import { type AppStore, createAppStore } from './state/createAppStore';
import { createHoverStore } from './state/hover';
import { createKeptModels } from './state/keptModels';
import type { OpenedModels } from './state/ownModels';
import { createSavedTrainings } from './state/training/savedTraining';
import { loadPreferences, savePreferences } from './state/persistence';
import type { LoadShipped } from './state/slices/library';
import { syncUrl } from './state/syncUrl';
import { decodeLink } from './state/decodeLink';
import { App } from './ui/App';
import { followView } from './ui/documentView';
import { ErrorBoundary, FailedPage } from './ui/ErrorBoundary';
import './ui/styles/tokens.css';
import './ui/styles/base.css';

declare global {
  interface Window {
    /**
     * The page's state and engine, for tests and for the curious: `transformerVariants.store.getState()` shows
     * everything that is on the screen, its functions are the user's verbs.
     */
    transformerVariants: { readonly store: AppStore; readonly engine: EngineClient };
  }
}

const engine = createEngineClient({
  createWorker: () => new Worker(new URL('./engine/worker.ts', import.meta.url), { type: 'module' }),
  createLocal: async () => {
    const [{ createLocalEngine }, { wasmPaths }] = await Promise.all([
      import('./engine/local'),
      import('./engine/wasmPaths'),
    ]);
    return createLocalEngine({ wasmPaths });
  },
});
const link = decodeLink(window.location.hash.replace(/^#/, ''), loadPreferences(window));
const loadShipped: LoadShipped = async (id) => {
  const answer = await fetch(`${import.meta.env.BASE_URL}models/${id}.safetensors`);
  if (!answer.ok)
    throw new AppError('invalidFile', `The model ${id} cannot be loaded: ${answer.status}.`, id);
  return new Uint8Array(await answer.arrayBuffer());
};
const keptModels = createKeptModels();
const opened: OpenedModels = new Map();
const store = createAppStore(engine, link.state, loadShipped, keptModels, createSavedTrainings(), opened);
for (const notice of link.notices) store.getState().addNotice(notice);
syncUrl(store, window);
followView(store, document);
store.subscribe(({ ownLanguage: language, theme, palette }, before) => {
  if (language !== before.ownLanguage || theme !== before.theme || palette !== before.palette)
    savePreferences(window, { language, theme, palette });
});
window.transformerVariants = { store, engine };
// The engine starts beside the page, not after it: browsers ask for a worker's script only in the page's next turn.
void store.getState().start();
await new Promise((resolve) => {
  setTimeout(resolve);
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
// A page whose language cannot be loaded is shown in the one that is part of it.
await loadMessages(store.getState().language).catch(() => undefined);
// As a transition the page is made in short tasks, between which the browser may do something else.
startTransition(() => {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary
        renderFailure={({ error }) => <FailedPage error={error} language={store.getState().language} />}
      >
        <App store={store} hover={createHoverStore()} source={{ engine, loadShipped, keptModels, opened }} />
      </ErrorBoundary>
    </StrictMode>,
  );
});
