import type { BenchMessages } from './bench.en';

export const bench: BenchMessages = {
  heading: '对比台',
  toolLabel: '对比台的用途',
  tools: {
    compare: '并排对比',
    morph: '逐步变形',
    masks: '掩码',
    interventions: '干预',
    handSet: '手工设定的头',
  },
  hints: {
    compare: '两三个模型读同一段文本，共用同一个选择。',
    morph: '从编码器到解码器，再到编码器-解码器，每次只改一处。',
    masks: '谁能看见谁；一旦改动，会泄漏什么。',
    interventions: '关掉部件、设定权重、换掉编码器输出，看输出如何变化。',
    handSet: '手工写下的权重，让一个头只做一件事。',
  },
  settings: '模型的变量',
  whose: '哪个模型的变量',
  model: (slot) => `模型 ${slot}`,
  sharedText: '所有模型的文本',
  target: '已有的目标文本',
  undo: '撤销（所有模型）',
  redo: '重做（所有模型）',
  loading: '正在加载。',
  points: (difference) => `${difference} 个百分点`,
  active: (count) => `有 ${count} 处干预正在改变模型的运行。`,
  idle: (count) => `有 ${count} 处干预无法用于此模型和文本。`,
  showActive: '在对比台中查看',
  removeActive: '全部移除',
};
