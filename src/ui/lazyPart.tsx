import { type ComponentType, use } from 'react';
import { loadedOnce } from '../shared/loadedOnce';

/**
 * A component that comes when it is first drawn. Unlike one of React's `lazy`, it can be asked for again after its
 * download failed: `forgetFailures`.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const loaded = loadedOnce(load);
  return function LazyPart(props: Props) {
    const Loaded = use(loaded());
    return <Loaded {...props} />;
  };
}
