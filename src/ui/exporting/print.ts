import { drawElements } from '../../figures/shared/exportSvg';
import { type Caption, drawnWhole, framed } from './save';
import type { Framed } from './frame';
import { atOnce } from './slices';

const ID = 'print';

/**
 * Before the page is printed, whichever way that was asked for, puts the picture of its figure with the caption in its
 * place: on white, of vectors, as wide as the sheet. Afterwards the page is as it was.
 * @returns the undo of it all
 */
export function printFigure(figures: () => readonly Framed[], caption: () => Caption): () => void {
  const { documentElement: root, body } = document;
  const before = (): void => {
    after();
    const inside = figures();
    if (inside.length === 0) return;
    const theme = root.dataset['theme'];
    root.dataset['theme'] = 'light';
    const back = drawnWhole(inside);
    const drawn = atOnce(drawElements(inside.map(({ element }) => element)));
    const picture = framed(inside, drawn, caption(), '#ffffff');
    back();
    if (theme === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
    const parsed = picture && new DOMParser().parseFromString(picture.svg, 'image/svg+xml').documentElement;
    if (!parsed) return;
    const sheet = document.createElement('div');
    sheet.id = ID;
    sheet.append(document.importNode(parsed, true));
    body.append(sheet);
    root.dataset['printing'] = '';
    window.addEventListener('afterprint', after, { once: true });
  };
  const after = (): void => {
    document.getElementById(ID)?.remove();
    delete root.dataset['printing'];
  };
  window.addEventListener('beforeprint', before);
  // A sheet that is being printed stays, whatever the page does meanwhile: on paper it may be another layout of it.
  return () => window.removeEventListener('beforeprint', before);
}
