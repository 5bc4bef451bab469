import type { ProblemCode } from '../model/config/validate';
import type { ProblemSentence } from './problems.en';

export const problems: Record<ProblemCode, ProblemSentence> = {
  notAnInteger: (field, { value }) => `${field}必须是整数，不能是 ${value}。`,
  outOfRange: (field, { value, min, max }) => `${field}的范围是 ${min} 到 ${max}，${value} 超出了范围。`,
  headsDoNotDivideModel: (_, { dModel, nHeads }) => `模型维度 ${dModel} 不能均分给 ${nHeads} 个注意力头。`,
  kvHeadsDoNotDivideHeads: (_, { nHeads, nKvHeads }) =>
    `${nHeads} 个注意力头无法均匀共享 ${nKvHeads} 个键值头。`,
  layersOfMissingStack: () => '该变体没有这个堆栈，因此不能有层。',
  noLayers: (field) => `${field}：每个堆栈至少要有一层。`,
  rotaryNeedsEvenWidth: (_, { rotated }) =>
    `旋转位置编码成对旋转各维，旋转宽度必须为偶数，现在是 ${rotated}。请调整模型维度或头数。`,
  bucketsMustBeEven: (_, { buckets }) => `相对位置的桶数必须是不小于 4 的偶数，不能是 ${buckets}。`,
  maxDistanceTooSmall: (_, { maxDistance, buckets }) =>
    `最大距离 ${maxDistance} 必须大于桶数 ${buckets} 的一半。`,
  prefixBeyondContext: (_, { length, contextLength }) =>
    `长度为 ${length} 的前缀放不进长度为 ${contextLength} 的上下文。`,
  windowTooSmall: (_, { window }) => `窗口为 ${window} 时什么都看不到，至少要为 1。`,
  headDoesNotFitFamily: () => '该输出头不适用于这种变体。',
  segmentsNeedEncoder: () => '句段属于编码器，而该变体没有编码器。',
  parallelNeedsNormBefore: () => '并行块的两个子层读取同一个归一化后的输入，因此归一化必须放在它们之前。',
  sharedVocabularyDiffers: (_, { vocabSize, targetVocabSize }) =>
    `源端与目标端共享同一个嵌入表，词表大小（${vocabSize} 与 ${targetVocabSize}）必须相同。`,
  tiedWidthDiffers: (_, { dEmbedding, dModel }) =>
    `与宽度为 ${dEmbedding} 的嵌入绑定的输出不适合模型维度 ${dModel}。`,
  notPositive: (field, { value }) => `${field}必须大于零，不能是 ${value}。`,
  tooManyParameters: (_, { count, max }) =>
    `该模型将有 ${count} 个参数，本页最多运行 ${max} 个。请缩小模型。`,
};
