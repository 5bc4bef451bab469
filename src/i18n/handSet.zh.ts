import type { HandSetMessages } from './handSet.en';

/** 手工设定的注意力头。 */
export const handSet: HandSetMessages = {
  title: '手工设定的注意力头',
  intro: '不经训练：每个权重都直接写定，使一个头恰好做到它的名称所说的事。可作为训练结果的对照目标。',
  set: (name) => `写入权重：${name}`,
  headings: {
    construction: '构造',
    score: '得分',
    weight: '注意力权重',
    stream: '残差流',
    norm: '为何 LayerNorm 不会干扰',
    predicts: '预测什么',
    limits: '适用范围',
  },
  numbers: ({ sharpness, scale, dModel, context }) =>
    `β = ${sharpness}，γ = ${scale}，dModel = dHead = ${dModel}，上下文长度 ${context}。位置从 0 数起，特殊词元计算在内。`,
  closedForm: (wanted, measured) => `按公式为 ${wanted}；模型实际算出 ${measured}。`,
  heads: {
    previousToken: {
      does: '每个词元读取它的前一个词元。',
      matrices: [
        'W_Q 把位置 p 映到位置 p − 1，并乘以 β√dHead。',
        'W_K 在“位置”块上是恒等矩阵。',
        'W_V 在“词元”块上是恒等矩阵；W_O 把结果写入“前一词元”块。',
      ],
      weight: (wanted, other) => `前一个词元得 ${wanted}；词元 i 可见的其余 i 个键各得 ${other}`,
      says: '输出矩阵在“前一词元”块上为 γ：模型把前一个词元再说一遍，因此能接着写“abab”。',
      limits: '第一个词元之前没有词元；因果掩码之下，它只能读自己。',
    },
    samePosition: {
      does: '每个词元读取自己。',
      matrices: [
        'W_Q 在“位置”块上是恒等矩阵的 β√dHead 倍。',
        'W_K 在同一块上是恒等矩阵。',
        'W_V 在“词元”块上是恒等矩阵；W_O 把结果写入“输出”块。',
      ],
      weight: (wanted, other) => `自己得 ${wanted}；文本中其余 n − 1 个词元各得 ${other}`,
      says: '输出矩阵在“输出”块上为 γ：模型在每个位置原样说出该处的词元。',
      limits: '超出上下文长度的文本会被截断：W_Q 中没有那些位置所对应的行。',
    },
    mirroredPosition: {
      does: '每个词元读取与另一端距离相同的词元。',
      matrices: [
        'W_Q 把位置 p 映到位置 n − 1 − p，并乘以 β√dHead。',
        'W_K 在“位置”块上是恒等矩阵。',
        'W_V 在“词元”块上是恒等矩阵；W_O 把结果写入“输出”块。',
      ],
      weight: (wanted, other) => `镜像处的词元得 ${wanted}；其余词元各得 ${other}`,
      says: '输出矩阵在“输出”块上为 γ：对于回文，模型能找出 [MASK] 处的字母。',
      limits:
        '单层模型不知道文本在哪里结束，W_Q 里写定的 n 是上下文长度。文本须恰好填满上下文，即 [CLS] 与 [SEP] 之间有十个字符。文本较短时，镜像落在末尾之后的词元会均匀地读取所有词元。',
    },
    sameToken: {
      does: '每个词元读取同一词元的其他出现处。',
      matrices: [
        'W_Q 在“词元”块上是恒等矩阵的 β√dHead 倍，在“位置”块上是恒等矩阵的 −β√dHead 倍。',
        'W_K 在这两块上都是恒等矩阵。',
        'W_V 在“词元”块上是恒等矩阵；W_O 把结果写入“输出”块。',
      ],
      weight: (wanted, other) =>
        `该词元的 m 个其他出现处各得 ${wanted}；其余词元（包括自己）各得 ${other}；n 为文本的词元数`,
      says: '输出矩阵在“输出”块上为 γ：对于多次出现的词元，模型把它再说一遍。',
      limits: '只出现一次的词元（m = 0）找不到目标，会均匀地读取所有词元，各得 1 / n。',
    },
    induction: {
      does: '每个词元读取同一词元此前出现时的下一个词元，并据此预测：“a b … a”之后是 b。',
      matrices: [
        '第 1 层即“前一个词元”头，β = 24：把每个词元的前一个词元写在它的“前一词元”块中。',
        '第 2 层的 W_Q 把“词元”块映到“前一词元”块，并乘以 β√dHead，相当于问：哪个键的前一个词元与我相同？',
        'W_K 在“前一词元”块上是恒等矩阵。',
        'W_V 在“词元”块上是恒等矩阵；W_O 把结果写入“输出”块。',
      ],
      weight: (wanted, other) =>
        `前一个词元与之相同的 m 个键各得 ${wanted}；词元 i 可见的其余键各得 ${other}`,
      says: '输出矩阵在“输出”块上为 γ：一个词元的 logit 等于 γ 乘以持有该词元的各键权重之和。此前若有多处匹配，则平分权重。',
      limits:
        '单层做不到这一点：键必须先知道自己前面是什么。首次出现的词元（m = 0）会均匀地读取它可见的一切。',
    },
  },
  blocks: {
    token: { name: '词元', holds: '此处是哪个词元（one-hot）' },
    position: { name: '位置', holds: '所在的位置（one-hot），即可学习位置表的各行' },
    previousToken: { name: '前一词元', holds: '“前一个词元”头读到的内容' },
    output: { name: '输出', holds: '该头读到的内容，供输出矩阵使用' },
  },
  range: (first, last) => `第 ${first} 至 ${last} 维`,
  stream:
    '残差流的各维由这些块并排组成。唯一的头与残差流同宽，因此 q、k、v 的第 d 维与残差流的第 d 维含义相同。其余矩阵（包括前馈层的）均为 0。',
  norm: (k, d, gain, mean) =>
    `有 ${k} 个块，各块之和均为 1，因此每个位置的均值都是 ${k}/${d}，方差都是 ${k}/${d} − (${k}/${d})²。LayerNorm 在各处所做的平移与缩放完全相同，而它的权重 √(方差 + ε) = ${gain} 和偏置 ${k}/${d} = ${mean} 又将其还原：头读到的就是残差流本身。`,
  normLayer: (layer) => `第 ${layer} 层`,
};
