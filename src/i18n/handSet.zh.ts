import type { HandSetMessages } from './handSet.en';

/** 手工设定的注意力头。 */
export const handSet: HandSetMessages = {
  title: '手工设定的注意力头',
  intro: '不经训练：每个权重都直接写定，使一个头恰好做到它的名称所说的事。可作为训练结果的对照目标。',
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

  none: '选择一种构造：权重立即写定，注意力图随即画在这里。',
  openIn: '在哪里打开模型',
  inPlace: (slot) => `放入 ${slot}`,
  inNewPlace: (slot) => `放入 ${slot}（新建）`,
  layers: (count) => `${count} 层`,

  mapOf: (slot) => `模型 ${slot} 中该头的注意力`,
  layer: '层',
  headOfLayer: (layer, name) => `第 ${layer} 层：${name}`,
  tokenAt: (token, position) => `位置 ${position} 的“${token}”`,
  reads: (query, key) => `${query}应读取${key}。`,
  wantsNone: (query) => `${query}没有目标，均匀地读取它可见的一切。`,
  wholeMap: (difference) => `在整张图上，模型与公式之差至多 ${difference}。`,
  rounding: '这只是舍入误差。点击一行可查看该行的数值。',
  changed: '这超出了舍入误差：除权重之外，还有别的东西被改动过，例如干预。',
  goesOn: (text, position, token, percent) =>
    `对于“${text}”，在位置 ${position} 的词元之后，模型以 ${percent} 的概率说“${token}”。`,
  behindMask: (position, token, percent) =>
    `对于位置 ${position} 的 [MASK]，模型以 ${percent} 的概率说“${token}”。`,

  weightIs: '目标键的权重',
  sharpness: '尖锐度 β',
  ofFull: (n, wanted, other) =>
    `若 ${n} 个键中有一个目标键，它得 ${wanted}，其余各得 ${other}。β 会写入链接。`,
  matricesOf: (layer) => `第 ${layer} 层的矩阵，即图中所示的那一层。`,
  matricesHint: '行为输入维，列为输出维，两者都按残差流的块划分；未标出的元素均为 0。',
  takes: (from, to, value, count) => `${from} → ${to}：${count} 个元素，值为 ${value}`,

  hold: '训练的对照目标',
  holdHint:
    '对每个头：在该模型自己的分词下，凡有目标键的词元，其落在目标键上的注意力权重的平均值。训练时实时更新。',
  putRandom: '在旁边放一个同样形状、未训练的模型',
  train: '在 A 中训练这一形状',
  tasks: {
    previousToken:
      '训练文本中，每个字母都是两位之前那个字母在字母表中的后继：下一个字母完全取决于前一个词元，而与当前词元无关。手工设定的模型保留在旁边。',
    samePosition: '本页没有任务恰好只要求这一点，因此无从训练；但放在旁边的任何模型都会同样被测量。',
    mirroredPosition:
      '训练任务是补全十个字母的回文：读到镜像处，就知道缺的字母。任务只问缺口处，因此其他词元不必读取各自的镜像。训练所得的模型读的是以空格隔开的字母，因此文本样式不同；每个模型都按它自己读到的词元来测量。手工设定的模型保留在旁边。',
    sameToken: '本页没有任务恰好只要求这一点，因此无从训练；但放在旁边的任何模型都会同样被测量。',
    induction:
      '训练数据是随机单词，每个写两遍，逐字母学习：后一遍的每个字母都可由前一遍得知。两层模型原则上做得到，但很晚才会学到，甚至学不到：试验中，前一千步内尚未出现。手工设定的模型保留在旁边。',
  },
  noRoom: 'A、B、C 都已占用。可在“并排对比”中移除一个以腾出位置。',
  nothingToFind: '此文本中没有词元有这样的键。',
  unknownTokens: (count) =>
    `文本中有 ${count} 个词元不在该模型的词表中；它们在模型看来全都一样，因此这个数值意义不大。`,
  closest: (head, weight, even) =>
    `最接近的是${head}：目标键上的权重为 ${weight}；均匀读取的头则为 ${even}。`,
  headAt: (layer, head) => `第 ${layer} 层第 ${head} 头`,
  moreHeads: (count) => `另有 ${count} 个头更低。`,
  step: (step, of) => `第 ${step} / ${of} 步`,
  loss: (value) => `损失 ${value}`,
  pause: '暂停',
  resume: '继续',
  openTraining: '前往训练面板',
};
