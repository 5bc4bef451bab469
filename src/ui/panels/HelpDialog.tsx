import { use } from 'react';
import { helpMessages } from '../../i18n/helpMessages';
import { ModalDialog } from '../controls/ModalDialog';
import { useApp, useMessages } from '../page';
import { HelpContent } from './HelpContent';

interface Props {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

export function HelpDialog({ isOpen, onOpenChange }: Props) {
  const { app, bar } = useMessages();
  const text = use(helpMessages(useApp((state) => state.language)));
  return (
    <ModalDialog title={text.title} closeLabel={app.close} isOpen={isOpen} onOpenChange={onOpenChange}>
      <HelpContent text={text} families={bar.families} />
    </ModalDialog>
  );
}
