import { X } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Messages } from '../../i18n';
import type { BackendName } from '../../engine/engine';
import { assertNever } from '../../shared/assertNever';
import type { NoticeContent } from '../../state/types';
import controls from '../controls/controls.module.css';
import { useActions, useApp, useMessages } from '../page';
import styles from '../styles/notices.module.css';

/** What the user should know, until dismissed. */
export function Notices() {
  const messages = useMessages();
  const { dismissNotice } = useActions();
  const notices = useApp((state) => state.notices);
  return (
    <section className={styles.region} aria-label={messages.notices.heading} aria-live="polite">
      {notices.map((notice) => (
        <div
          key={notice.id}
          className={styles.notice}
          data-tone={notice.kind === 'failure' ? 'error' : 'warning'}
        >
          <p>
            {noticeText(messages, notice)}
            {notice.kind === 'failure' && (
              <span className={styles.detail} lang="en">
                {notice.failure.message}
              </span>
            )}
          </p>
          <Button
            className={controls.iconButton ?? ''}
            aria-label={messages.notices.dismiss}
            onPress={() => dismissNotice(notice.id)}
          >
            <X size={16} aria-hidden />
          </Button>
        </div>
      ))}
    </section>
  );
}

const isBackend = (name: string, names: Messages['backend']['names']): name is BackendName => name in names;

function noticeText({ notices: text, errors, backend }: Messages, notice: NoticeContent): string {
  switch (notice.kind) {
    case 'urlVersion':
      return text.urlVersion(notice.version);
    case 'urlTooLong':
      return text.urlTooLong;
    case 'urlModelUnknown':
      return text.urlModelUnknown(notice.name);
    case 'urlValueIgnored':
      return text.urlValueIgnored(notice.key);
    case 'urlValueChanged':
      return text.urlValueChanged(notice.key, notice.taken);
    case 'interrupted':
      return text.interrupted;
    case 'textNotInLink':
      return text.textNotInLink;
    case 'lost':
      return notice.what === 'device' ? text.lostDevice : text.lostWorker;
    case 'recovered':
      return text.recovered(
        isBackend(notice.backend, backend.names) ? backend.names[notice.backend] : notice.backend,
      );
    case 'failure':
      return errors[notice.failure.code];
    default:
      return assertNever(notice);
  }
}
