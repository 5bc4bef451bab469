import type { Messages } from '../../i18n';
import type { ModelConfig } from '../../model/config/types';
import { ModalDialog } from '../controls/ModalDialog';
import { LedgerDetails } from './LedgerDetails';

interface Props {
  readonly config: ModelConfig;
  readonly messages: Messages;
  readonly onClose: () => void;
}

export function LedgerDialog({ config, messages, onClose }: Props) {
  return (
    <ModalDialog
      title={messages.ledger.details}
      closeLabel={messages.app.close}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <LedgerDetails config={config} messages={messages} />
    </ModalDialog>
  );
}
