import type { OverviewMessages } from './overview.en';

export const overview: OverviewMessages = {
  waiting: '正在计算。',
  under: '图下标注',
  order: '排序',
  orders: { layers: '按层', score: '按得分' },
  name: '行为',
  unnamed: '–',
  notMeasured: '不适用',
  heads: (kind) => `${kind}的全部头`,
  head: (head, seen) => `${seen}：${head}`,
  place: (kind, layer, head) => `${kind}，第 ${layer} 层，第 ${head} 个头`,
  table: {
    caption: '各头的行为：得分从 0 到 1；文本无从测量处留空',
    attention: '注意力',
    layer: '层',
    head: '头',
    named: '命名',
  },
  columns: { behaviour: '行为', score: '得分', meaning: '得分的含义' },
  noGold:
    '这段文本不计“与源文对齐”得分：只有翻译模型所学语法中的句子，且目标文本是其德语译文时，才知道标准对齐。',
  rule: '在说明“读什么”的各项得分中，最高的一项若超过 50%，便以它命名该头。名称只对当前文本成立；换一段文本，同一个头可能另有行为。',
  behaviours: {
    previous: {
      name: '前一个词元',
      short: '前一词元',
      meaning: '对紧邻前一个词元的平均权重。',
    },
    next: { name: '后一个词元', short: '后一词元', meaning: '对紧邻后一个词元的平均权重。' },
    first: {
      name: '首词元（注意力汇聚）',
      short: '首词元',
      meaning: '对首个词元的平均权重；无可读取的头常停在这里。',
    },
    self: {
      name: '同一位置（对角线）',
      short: '自身',
      meaning: '对词元自身的平均权重。',
    },
    same: {
      name: '相同词元',
      short: '相同词元',
      meaning: '对同一词元其他出现处的平均权重；只统计有重复的词元。',
    },
    induction: {
      name: '归纳（induction）',
      short: '归纳',
      meaning: '对“同一词元上次出现之后的词元”的平均权重；只统计此前出现过的词元。',
    },
    separator: {
      name: '分隔符',
      short: '分隔符',
      meaning: '对 [SEP] 与结束词元的权重之和的平均值。',
    },
    diagonal: {
      name: '对角线',
      short: '对角线',
      meaning: '沿斜率为 1 的最佳直线的平均权重，最多偏离对角线两格。',
    },
    antiDiagonal: {
      name: '反对角线',
      short: '反对角线',
      meaning: '沿斜率为 −1 的最佳直线的平均权重，即倒着读文本。',
    },
    aligned: {
      name: '与源文对齐（对照标准答案）',
      short: '对齐',
      meaning: '在有对应源词的目标词中，写出该词的那一步里最大权重恰好落在标准对齐的源词上的比例（精确率）。',
    },
    sharpest: {
      name: '对齐的尖锐程度',
      short: '最大权重',
      meaning: '每行最大权重的平均值；100% 表示每个查询只选一个键，但不说明选得是否正确。',
    },
    entropy: {
      name: '熵',
      short: '熵',
      meaning: '各行的熵与均匀权重的熵之比的平均值；100% 表示对所有键一视同仁。',
    },
  },
};
