import type { ReadingsMessages } from './readings.en';

export const readings: ReadingsMessages = {
  waiting: '正在计算。',
  headless: (kind, layer) => `${kind}，第 ${layer} 层`,
  figure: (reading, place) => `${reading}：${place}`,
  readings: {
    weights: {
      name: '注意力权重',
      legend: '注意力权重',
      means: '这个头看向哪里，但不等于从那里取走多少：若某个键的值向量很短，权重再大也贡献甚微。',
    },
    norms: {
      name: '权重 × 值向量',
      legend: '占该行向量长度之和的比例',
      means:
        '每个键所加入的向量有多长，以占该行的比例表示（Kobayashi et al. 2020）。它能看出接近零的值向量，但看不出向量之间的相互抵消，也不知道后面的层是否用到它们。',
    },
    mean: {
      name: '各头平均',
      legend: '平均注意力权重',
      means: '整层大体看向哪里。行为不同的头会被混在一起，结果可能与任何一个头都不像。',
    },
    rollout: {
      name: '注意力展开（rollout）',
      legend: '该词元在向量中所占比例',
      means:
        '把到本层为止各层的头平均依次相乘，残差连接各占一半（Abnar & Zuidema 2020），以估计一个向量由哪些词元混合而成。它不考虑值向量与前馈网络，不能当作对输出的解释。',
      cross:
        '对于交叉注意力，先沿解码器各层进入编码器输出，再经编码器回到源端词元。一行不足 100% 的部分来自目标端自身的词元。',
    },
  },
};
