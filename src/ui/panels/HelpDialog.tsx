import { ModalDialog } from '../controls/ModalDialog';
import { useMessages } from '../page';
import { HelpContent } from './HelpContent';

interface Props {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function HelpDialog({ isOpen, onOpenChange }: Props) {
  const messages = useMessages();
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
