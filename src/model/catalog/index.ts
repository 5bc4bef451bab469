import { bartModels } from './bart';
import { bertModels } from './bert';
import { gemmaModels } from './gemma';
import { gpt2Models } from './gpt2';
import { gptNeoXModels } from './gptNeoX';
import { llamaModels } from './llama';
import { t5Models } from './t5';
import { transformerModels } from './transformer';
import type { PublishedModel } from './types';

export type { PublishedModel, PublishedModelId } from './types';

/** Published models as configurations, in the order of their families' years. Only counted here: most are too large to run. */
export const publishedModels: readonly PublishedModel[] = [
  ...transformerModels,
  ...bertModels,
  ...gpt2Models,
  ...t5Models,
  ...bartModels,
  ...gptNeoXModels,
  ...llamaModels,
  ...gemmaModels,
];
