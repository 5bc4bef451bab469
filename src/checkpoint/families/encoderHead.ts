import type { Head, ModelConfig } from '../../model/config/types';
import { unsupported, type ConfigReader } from '../configReader';
import { asIs, linear, norm, transpose, type Rule } from '../nameMap';
import { labelsOf, type FamilyImport, type FileFacts } from './family';

export type HeadKind = 'maskedLanguageModel' | 'tokenClassification' | 'sequenceClassification' | 'span';

/** The head that the file's class has; without a class, what the tensors tell. */
export function headKind(facts: FileFacts): HeadKind {
  const { architecture } = facts;
  if (architecture.endsWith('ForTokenClassification')) return 'tokenClassification';
  if (architecture.endsWith('ForSequenceClassification')) return 'sequenceClassification';
  if (architecture.endsWith('ForQuestionAnswering')) return 'span';
  if (/ForMaskedLM$|ForPreTraining$/.test(architecture)) return 'maskedLanguageModel';
  if (architecture !== '') throw unsupported(`The class ${architecture} is not supported.`, 'architectures');
  if (facts.has('qa_outputs.weight')) return 'span';
  if (facts.has('classifier.out_proj.weight')) return 'sequenceClassification';
  // What is behind a pooler, or a layer of its own, speaks about the whole sequence.
  const isPooled = facts.has('pooler.dense.weight') || facts.has('pre_classifier.weight');
  if (facts.has('classifier.weight')) return isPooled ? 'sequenceClassification' : 'tokenClassification';
  return 'maskedLanguageModel';
}

interface HeadNames {
  readonly transform: string;
  readonly transformNorm: string;
  readonly output: string;
  /** Where the bias of the output is, if not with its matrix. */
  readonly outputBias: readonly string[];
}

export interface EncoderForm {
  readonly config: ModelConfig;
  readonly rules: readonly Rule[];
  readonly prefixes: readonly string[];
  readonly embedding: string;
  readonly maskedHead: HeadNames;
  readonly sequenceHead: {
    readonly transform: string;
    readonly output: string;
    readonly activation: Extract<Head, { kind: 'sequenceClassification' }>['transform'];
  };
  readonly ignore: readonly RegExp[];
}

/** Puts the head of the file's class on an encoder. */
export function withHead(reader: ConfigReader, facts: FileFacts, form: EncoderForm): FamilyImport {
  const kind = headKind(facts);
  const { config, maskedHead, sequenceHead } = form;
  const ignore = [...form.ignore];
  const rules = [...form.rules];
  const head = ((): Head => {
    switch (kind) {
      case 'maskedLanguageModel': {
        const stored = `${maskedHead.output}.weight`;
        const tied = !facts.has(stored) || facts.same(stored, form.embedding);
        rules.push(
          ...linear('head.transform', maskedHead.transform),
          ...norm('head.transformNorm', maskedHead.transformNorm),
          ['head.output.weight', stored, transpose],
          ['head.output.bias', maskedHead.outputBias, asIs],
        );
        for (const name of [stored, ...maskedHead.outputBias])
          ignore.push(new RegExp(`^${name.replaceAll('.', '\\.')}$`));
        return {
          kind,
          tied,
          transform: {
            activation: config.feedForward.activation,
            bias: facts.has(`${maskedHead.transform}.bias`),
          },
        };
      }
      case 'tokenClassification':
        rules.push(...linear('head.output', 'classifier'));
        return { kind, labels: labelsOf(reader), transform: null };
      case 'span':
        rules.push(...linear('head.output', 'qa_outputs'));
        return { kind };
      case 'sequenceClassification':
        rules.push(
          ...linear('head.transform', sequenceHead.transform),
          ...linear('head.output', sequenceHead.output),
        );
        return { kind, labels: labelsOf(reader), pooling: 'first', transform: sequenceHead.activation };
    }
  })();
  return { config: { ...config, head }, map: { rules, ignore, prefixes: form.prefixes } };
}

export function sizes(reader: ConfigReader): Partial<ModelConfig> & Pick<ModelConfig, 'dModel' | 'nHeads'> {
  const dModel = reader.number('hidden_size');
  const nHeads = reader.number('num_attention_heads');
  const vocabSize = reader.number('vocab_size');
  return {
    nEncoderLayers: reader.number('num_hidden_layers'),
    nDecoderLayers: 0,
    dModel,
    nHeads,
    nKvHeads: nHeads,
    dHead: dModel / nHeads,
    dFf: reader.number('intermediate_size'),
    vocabSize,
    targetVocabSize: vocabSize,
  };
}
