import { handSetConfig } from '../../model/handSet/config';
import type { HandSetId } from '../../model/handSet/ids';
import { ALPHABET } from '../../model/handSet/shapes';
import { createWordTokenizer } from '../../text/wordTokenizer';

/** [CLS] and [SEP]; <bos>. */
const N_AROUND = { 'encoder-only': 2, 'decoder-only': 1, 'encoder-decoder': 0 } as const;

/** Whether a model that is set by hand knows every token of a text and has room for it: the mirror wants it full. */
export function canRead(id: HandSetId, text: string): boolean {
  const { family, contextLength } = handSetConfig(id);
  const tokens = createWordTokenizer(family, ALPHABET, { ofCharacters: true }).encode(text);
  const room = contextLength - N_AROUND[family];
  const hasRoom = id === 'mirroredPosition' ? tokens.length === room : tokens.length <= room;
  return tokens.length > 0 && hasRoom && !tokens.some(({ unknown }) => unknown);
}
