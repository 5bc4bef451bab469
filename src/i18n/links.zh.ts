import type { LinksMessages } from './links.en';

export const links: LinksMessages = {
  whose: '连线来自',
  heads: { one: '单个头', all: '所有头' },
  shape: '排布',
  shapes: { columns: '两列', arcs: '弧线' },
  allName: (kind, layer, nHeads) => `${kind}，第 ${layer} 层，全部 ${nHeads} 个头`,
  reads: '关注',
  readBy: '被关注',
  above: '上方：词元关注谁',
  below: '下方：谁关注它',
  readsList: (token, list) => `${token} 关注 ${list}`,
  isReadList: (token, list) => `关注 ${token} 的有 ${list}`,
  byHead: (weight, head) => `${weight}（头 ${head}）`,
  headWeight: (weight, head) => `${head}：${weight}`,
  drawn: (threshold, shown, total) => `权重不低于 ${threshold}，共 ${total} 条，画出 ${shown} 条`,
  share: (share) => `占全部注意力的 ${share}`,
  toggles: {
    group: '画出哪些头',
    head: '头',
    name: (head) => `头 ${head}`,
    lines: (shown, total) => `共 ${total} 条，画出 ${shown} 条`,
    hint: '单击隐藏或显示；双击或按 Shift + Enter 只看这一个头',
    alone: (head) => `只显示头 ${head}。`,
    all: '显示所有头。',
  },
  togglesNote:
    '每个头各有颜色和编号；第九个头起颜色重复，以虚线样式区分。单击可隐藏某个头；双击或按 Shift + Enter 则只看它，再来一次恢复全部。',
};
