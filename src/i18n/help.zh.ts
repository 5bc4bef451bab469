import type { HelpMessages } from './help.en';

export const help = {
  title: '拆开一个 Transformer',
  intro:
    '选一种变体，拖动关键变量，输入一段文本。页面会构建这个模型，在你的浏览器里运行它，并画出算得的结果。任何数据都不会离开你的电脑。',
  variantsTitle: '三种变体',
  variants: {
    'encoder-only': '每个词元都能看到其他所有词元，擅长理解：BERT 填补被掩盖的词，并为文本分类。',
    'decoder-only': '词元只能看到自己和之前的词元（因果掩码），擅长续写：GPT 和 LLaMA 预测下一个词元。',
    'encoder-decoder':
      '编码器读取源文本；解码器的每一层通过交叉注意力查询编码器的输出，擅长把一段文本变成另一段：最初的 Transformer、T5、BART。',
  },
  partsTitle: '可以做什么',
  parts: {
    look: {
      name: '观察',
      about:
        '图上方的各个视图：用矩阵或连线看一处注意力，一览所有头，逐个数字拆解一个头，以及注意力之外的内容。',
    },
    write: {
      name: '生成',
      about: '让模型逐词元生成：贪心、采样或束搜索，并看 KV 缓存如何增长。',
    },
    train: {
      name: '训练',
      about: '在一个任务或自己的文本上训练小模型，边训练边看各图的变化。',
    },
    bench: {
      name: '对比台',
      about: '并排对比两三个模型，把一种变体逐步变成另一种，手绘掩码，干预一次运行，或手工设定一个头。',
    },
  },
  weightsTitle: '关于这些数字',
  weights:
    '页面打开时显示的是为其任务训练好的小模型。其他模型以种子生成的随机权重开始，并会注明：图是它们真实算出的，但它们什么都没学过，预测只是噪声。',
  keysTitle: '快捷键',
  keys: {
    arrows: '在图中逐格移动；在滑块上移动一步',
    enter: '锁定或释放光标处的内容',
    escape: '释放已锁定的选择',
    help: '打开本帮助',
    undo: '撤销对模型的修改；加 Shift 为重做',
    steps: '在对比台：变形的上一步、下一步',
    tab: '转到下一个控件',
  },
  pointerTitle: '鼠标与触摸',
  pointer:
    '指向即可看数值，点击或轻触可锁定，按 Escape 或再次点击释放。按住 Ctrl 滚动滚轮，或用双指，可放大矩阵。在所有头的连线图中，双击某个头可只看它。',
} satisfies HelpMessages;
