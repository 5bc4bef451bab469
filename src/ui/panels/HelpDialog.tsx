import type { Messages } from '../../i18n';
import { ModalDialog } from '../controls/ModalDialog';
import { HelpContent } from './HelpContent';

interface Props {
  readonly messages: Messages;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function HelpDialog({ messages, isOpen, onOpenChange }: Props) {
  return (
    <ModalDialog
      title={messages.help.title}
      closeLabel={messages.app.close}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <HelpContent messages={messages} />
    </ModalDialog>
  );
}
