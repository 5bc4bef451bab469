import { use, useMemo } from 'react';
import type { FigureTable } from '../../figures/shared/figure';
import { pngOf } from '../../figures/shared/exportPicture';
import { fileName } from '../../figures/shared/exportWords';
import { exportMessages, type ExportMessages } from '../../i18n/exportMessages';
import { linkTo } from '../../state/syncUrl';
import { copyLink } from '../copyLink';
import { downloadBlob } from '../download';
import { formatInteger } from '../format';
import { useApp, usePage, useSay } from '../page';
import type { Frame } from './frame';
import { aboutOf, captionOf, nameParts, provenanceOf } from './provenance';
import { type Caption, copyTables, csvFile, jsonFile, MOST_COPIED, nValues, pictureOf } from './save';
import type { FrameSubject } from './subject';

export type SavingAction = 'csv' | 'json' | 'copyTable' | 'svg' | 'png' | 'copyPicture' | 'print' | 'link';

/** The words of saving; the component waits for them. */
export function useExportMessages(): ExportMessages {
  return use(exportMessages(useApp((state) => state.language)));
}

/** Everything that can be done with the figures of a frame; what was done is told. */
export function useSaving(
  frame: Frame,
  subject: FrameSubject,
): { readonly caption: () => Caption; readonly save: (action: SavingAction) => void } {
  const { store, messages } = usePage();
  const words = useExportMessages();
  const say = useSay();
  return useMemo(() => {
    const about = () => aboutOf(store.getState(), subject, frame.figures(), words, messages);
    const link = (): string => linkTo(store, window);
    const caption = (): Caption => {
      const now = about();
      return {
        title: [now.title, now.place].filter(Boolean).join(' · '),
        link: link(),
        text: (cells) => captionOf(now, words, cells > 0 ? words.cellsAreImage(formatInteger(cells)) : ''),
      };
    };
    const nameOf = (extension: string): string => fileName(['transformer', ...nameParts(about())], extension);
    const picture = async () => {
      const made = await pictureOf(frame.figures(), caption());
      if (!made) throw new Error('There is no figure in the frame.');
      return made;
    };
    const png = async (): Promise<Blob> => pngOf((await picture()).picture);
    /** Null, and said: there are none yet. */
    const values = (): readonly FigureTable[] | null => {
      const tables = frame.tables();
      if (tables.length > 0) return tables;
      say(words.empty);
      return null;
    };
    const keep = (blob: Blob, extension: string, cellsInImages = 0): void => {
      const name = nameOf(extension);
      downloadBlob(blob, name);
      say(cellsInImages > 0 ? words.savedWithImage(name, formatInteger(cellsInImages)) : words.saved(name));
    };
    const copy = async (writing: Promise<void>): Promise<void> =>
      writing.then(
        () => say(words.copied),
        () => say(words.copyFailed),
      );
    const work: Readonly<Record<SavingAction, () => Promise<void>>> = {
      csv: async () => {
        const tables = values();
        if (tables) keep(await csvFile(tables), 'csv');
      },
      json: async () => {
        const tables = values();
        const file = provenanceOf(store.getState(), about(), subject, link());
        if (tables) keep(await jsonFile(tables, file), 'json');
      },
      copyTable: async () => {
        const tables = values();
        if (!tables) return;
        const count = nValues(tables);
        if (count > MOST_COPIED) say(words.tooLarge(formatInteger(count)));
        else await copy(copyTables(tables));
      },
      svg: async () => {
        const made = await picture();
        keep(new Blob([made.picture.svg], { type: 'image/svg+xml' }), 'svg', made.cellsInImages);
      },
      png: async () => keep(await png(), 'png'),
      // Browsers let a page copy only while the click is fresh: the picture is promised and comes when it is ready.
      copyPicture: () => copy(navigator.clipboard.write([new ClipboardItem({ 'image/png': png() })])),
      print: async () => window.print(),
      link: async () => say(await copyLink(store, messages)),
    };
    return {
      caption,
      save: (action) => {
        work[action]().catch(() => say(words.failed));
      },
    };
  }, [store, messages, words, say, frame, subject]);
}
