import { useBeyondMessages } from './useStudy';

export default function EmbeddingsView() {
  const text = useBeyondMessages();
  return <p>{text.waiting}</p>;
}
