import { createContext, use, useEffect, useState } from 'react';
import type { Figure, FigureTable } from '../../figures/shared/figure';

/** A figure on the page: where it is drawn, and what it shows. */
export interface Framed {
  readonly element: HTMLElement;
  readonly figure: Pick<Figure<never>, 'table' | 'drawWhole'>;
}

/** The figures that are saved together, such as all of one view. Each enters when it is mounted. */
export interface Frame {
  /** @returns how it leaves */
  readonly add: (framed: Framed) => () => void;
  /** In the order of the page. */
  readonly figures: () => readonly Framed[];
  /** Values that no figure draws are saved with the others. @returns how they leave */
  readonly addTable: (table: () => FigureTable) => () => void;
  /** What is not drawn, then what the figures show; without those that are empty. */
  readonly tables: () => readonly FigureTable[];
}

export function createFrame(): Frame {
  const inside = new Set<Framed>();
  const beside = new Set<() => FigureTable>();
  const figures = () =>
    [...inside].toSorted((a, b) =>
      a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
  return {
    add: (framed) => {
      inside.add(framed);
      return () => inside.delete(framed);
    },
    figures,
    addTable: (table) => {
      beside.add(table);
      return () => beside.delete(table);
    },
    tables: () =>
      [...[...beside].map((table) => table()), ...figures().map(({ figure }) => figure.table())].filter(
        ({ rows }) => rows.length > 0,
      ),
  };
}

const FrameContext = createContext<Frame | null>(null);

export const FrameProvider = FrameContext.Provider;

/** The frame that a figure stands in; null: it cannot be saved. */
export function useFrame(): Frame | null {
  return use(FrameContext);
}

/** Saves values that no figure draws with the frame around. Keep the function stable. */
export function useFrameTable(table: () => FigureTable): void {
  const frame = useFrame();
  useEffect(() => frame?.addTable(table), [frame, table]);
}

/** A frame for a part of the page, to be given to a `FrameProvider` around its figures and its tools. */
export function useNewFrame(): Frame {
  return useState(createFrame)[0];
}
