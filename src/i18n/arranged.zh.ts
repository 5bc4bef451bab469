import type { ArrangedMessages } from './arranged.en';

export const arranged: ArrangedMessages = {
  figure: (place) => `整理：${place}`,
  against: '减去',
  none: '无',
  head: (head) => `头 ${head}`,
  order: '顺序',
  orders: { text: '按文本', word: '按词' },
  threshold: '不低于',
  all: '全部',
  hides: '隐藏特殊词元',
  renormalises: '重新归一化',
  weight: '注意力权重',
  share: '注意力权重（逐行重新归一化）',
  difference: (head, other) => `头 ${head} 的权重减去头 ${other} 的权重`,
  rowTotals: '行合计',
  mean: '平均',
  meanName: '各键从一个查询平均收到的权重',
  token: (position, text) => `${position}“${text}”`,
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
