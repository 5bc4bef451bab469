import type { ArrangedMessages } from './arranged.en';

export const arranged: ArrangedMessages = {
  figures: {
    token: (place) => `整理：${place}`,
    word: (place) => `按词整理：${place}`,
    sentence: (place) => `按句整理：${place}`,
  },
  against: '减去',
  againstHead: '要减去的头',
  none: '无',
  layer: (layer) => `第 ${layer} 层`,
  head: (head) => `头 ${head}`,
  reading: '正在读取另一个头。',
  unit: '每行每列对应',
  units: { token: '词元', word: '词', sentence: '句' },
  grouped: {
    word: '同一个词的词元合为一项：作为行，取各查询的平均；作为列，取各键之和。',
    sentence: '同一句的词元合为一项：作为行，取各查询的平均；作为列，取各键之和。',
  },
  foundWords: '分词依照 Unicode 规则，不用空格的文字再查词典；两个词若共用一个词元，则并为一项。',
  order: '顺序',
  orders: { text: '按文本', word: '按字母' },
  threshold: '不低于',
  all: '全部',
  hides: '隐藏特殊词元',
  renormalises: '重新归一化',
  weight: '注意力权重',
  share: '注意力权重（逐行重新归一化）',
  difference: (one, other) =>
    `第 ${one.layer} 层头 ${one.head} 的权重减去第 ${other.layer} 层头 ${other.head} 的权重`,
  rowTotals: '行合计',
  mean: '平均',
  meanName: '各键从一个查询平均收到的权重',
  token: (from, to, text) => (from === to ? `${from}“${text}”` : `${from}–${to}“${text}”`),
  cell: (query, key, value) => `${query} 读取 ${key}：${value}`,
  absent: (query, key) => `${query} 读取 ${key}：被掩蔽或已略去`,
  received: (key, total, mean) => `${key} 共收到 ${total}，平均每个查询 ${mean}`,
  line: (name, total) => `${name}：合计 ${total}`,
  leftOut: (count, share) => `低于阈值的 ${count} 个格子留空，占总量的 ${share}。`,
  hidden: (count, isRenormalised) =>
    isRenormalised
      ? `已隐藏 ${count} 个特殊词元，其余各行重新归一化为 100%。`
      : `已隐藏 ${count} 个特殊词元，各行之和为其余词元所得。`,
};
