import { createContext, use, useState } from 'react';
import type { FigureTable } from '../../figures/shared/figure';

/** A figure on the page: where it is drawn, and what it shows. */
export interface Framed {
  readonly element: HTMLElement;
  readonly figure: { readonly table: () => FigureTable };
}

/** The figures that are saved together, such as all of one view. Each enters when it is mounted. */
export interface Frame {
  /** @returns how it leaves */
  readonly add: (framed: Framed) => () => void;
  /** In the order of the page. */
  readonly figures: () => readonly Framed[];
}

export function createFrame(): Frame {
  const inside = new Set<Framed>();
  return {
    add: (framed) => {
      inside.add(framed);
      return () => inside.delete(framed);
    },
    figures: () =>
      [...inside].toSorted((a, b) =>
        a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
      ),
  };
}

const FrameContext = createContext<Frame | null>(null);

export const FrameProvider = FrameContext.Provider;

/** The frame that a figure stands in; null: it cannot be saved. */
export function useFrame(): Frame | null {
  return use(FrameContext);
}

/** A frame for a part of the page, to be given to a `FrameProvider` around its figures and its tools. */
export function useNewFrame(): Frame {
  return useState(createFrame)[0];
}
