import type { ShippedId } from '../../model/shippedIds';
import { isShippedId, shippedModel } from '../../state/shipped';
import { Segmented } from '../controls/Segmented';
import { useActions, useApp, useMessages } from '../page';

const TASKS = ['masked-words', 'entities', 'questions'] as const;
type EncoderTask = (typeof TASKS)[number];

/** One encoder, pretrained once and tuned for three tasks: which of them is shown. */
export function EncoderTaskPicker() {
  const { trained: text } = useMessages();
  const { openShipped } = useActions();
  const current = useApp(({ trained, loading }) => loading ?? trained?.id ?? null);
  const made = TASKS.filter((id) => shippedModel(id) !== null);
  if (!isTask(current) || made.length < 2) return null;
  return (
    <Segmented<EncoderTask>
      label={text.encoderTask}
      size="small"
      segments={made.map((value) => ({ value, label: text.encoderTasks[value] }))}
      value={current}
      onChange={(id) => void openShipped(id)}
    />
  );
}

function isTask(id: string | null): id is EncoderTask {
  return id !== null && isShippedId(id) && (TASKS as readonly ShippedId[]).includes(id);
}
