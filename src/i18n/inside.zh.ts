import type { InsideMessages } from './inside.en';

export const inside: InsideMessages = {
  waiting: '正在计算。',
  query: '查询',
  token: (position, text) => `${position} ${text}`,
  place: (head, query) => `${head}，查询 ${query}`,
  dimension: '维度',
  dimensionName: (index) => `第 ${index} 维`,
  keys: '键',
  products: {
    title: '1. 查询与键相遇：q · k 的各项',
    legend: '单个维度上的 q × k',
    sums: 'q·k',
    says: (dHead) => `每个格子是 ${dHead} 个乘积之一，它们之和即 q · k；条形表示该和的绝对值。`,
    cell: (key, dimension, q, k, product) => `${key}，第 ${dimension} 维：q ${q} × k ${k} = ${product}`,
  },
  steps: {
    title: '2. 从乘积到权重',
    caption: (place) => `得分与权重：${place}`,
    key: '键',
    dot: 'q·k',
    scaled: (scale) => `× ${scale}`,
    added: '位置项、截断',
    score: '得分',
    weight: 'softmax',
    masked: '被掩蔽',
    says: 'softmax 对每个可见的得分取 e 的幂，再除以全部之和：一行的权重之和为 100%。',
    most: (shown, all) => `共 ${all} 个键，此处为权重最大的 ${shown} 个。`,
  },
  values: {
    title: '3. 权重与值相遇：头输出的各项',
    legend: '单个维度上的 权重 × v',
    output: '求和',
    outputName: '求和，即头的输出',
    says: '每一列之和是该头输出中的一个数；输出矩阵再把它变为加到残差流上的向量。',
    cell: (key, dimension, weight, v, product) =>
      `${key}，第 ${dimension} 维：权重 ${weight} × v ${v} = ${product}`,
    sum: (dimension, value) => `头的输出，第 ${dimension} 维：${value}`,
  },
};
