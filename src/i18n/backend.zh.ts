import type { BackendMessages } from './backend.en';

export const backend: BackendMessages = {
  chosenBy: {
    measured: '在一次短测试中最快，因此自动选用。',
    user: '由你指定。',
    fallback: '更优的后端未能启动，因此退而选用。',
    recovery: '设备丢失后改用。',
  },
  choice: '计算设备',
  auto: '自动（取本机最快者）',
  probe: (time) => `测试用时 ${time}`,
  notTried: '未测试',
  failed: '未采用',
  reason: (reason) => {
    switch (reason.code) {
      case 'noWebGpu':
        return '此浏览器不支持 WebGPU。';
      case 'noGraphicsCard':
        return 'WebGPU 未找到显卡。';
      case 'noWebGlInWorker':
        return '此浏览器只能在页面中使用 WebGL，而模型在 Worker 中运行。';
      case 'noWebGl2':
        return '此浏览器不支持 WebGL 2。';
      case 'softwareRenderer':
        return `由软件渲染（${reason.renderer}），比 WASM 慢。`;
      case 'hardwareUnknown':
        return '浏览器未提供硬件信息。';
      case 'didNotStart':
        return '未能启动。';
      case 'didNotComeBack':
        return '设备丢失后未能恢复。';
      case 'noAnswer':
        return `${reason.milliseconds / 1000} 秒内没有响应。`;
      case 'wrongNumber':
        return `计算有误：应为 ${reason.expected}，得到 ${reason.got}。`;
      case 'keepsTensors':
        return '未释放应已释放的显存。';
      case 'failedTest':
        return '未通过测试。';
      case 'lostOften':
        return `一分钟内丢失了 ${reason.times} 次。`;
    }
  },
  halfPrecision: '该设备以 16 位浮点数计算，小数值的精度较低。',
  lastPass: '最近一次前向计算',
  weights: '生成权重',
};
