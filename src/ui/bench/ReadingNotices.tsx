import { TextNotices } from '../panels/TextNotices';

/** At a model of the bench: what it does not read of the text that all models share, and of its target. */
export function ReadingNotices() {
  return (
    <>
      <TextNotices stack="encoder" />
      <TextNotices stack="decoder" />
    </>
  );
}
