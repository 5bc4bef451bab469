import { useMediaQuery } from './useMediaQuery';

/** `wide`: three columns; `medium`: the side panels share one column; `narrow`: one column with tabs. */
export type Screen = 'wide' | 'medium' | 'narrow';

export function useScreen(): Screen {
  const isWide = useMediaQuery('(min-width: 1240px)');
  const isMedium = useMediaQuery('(min-width: 900px)');
  return isWide ? 'wide' : isMedium ? 'medium' : 'narrow';
}
