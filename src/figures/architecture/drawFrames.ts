import type { Svg } from './draw';
import type { ArchitectureOptions, Frame } from './types';

/** How many edges of further layers look out from behind a frame. */
const MOST_BEHIND = 2;
const BEHIND = 3;

export function drawFrames(
  svg: Svg,
  frames: readonly Frame[],
  options: ArchitectureOptions,
  duration: number,
): void {
  const joined = svg
    .select<SVGGElement>('.arch-frames')
    .selectAll<SVGGElement, Frame>('g')
    .data(frames, ({ stack }) => stack)
    .join(
      (enter) => {
        const group = enter.append('g').attr('opacity', 0);
        for (let behind = MOST_BEHIND; behind >= 0; behind -= 1)
          group.append('rect').attr('rx', 10).call(frameSize);
        group.append('text').attr('class', 'arch-caption').call(captionPlace);
        return group;
      },
      (update) => update,
      (exit) =>
        exit
          .transition('move')
          .duration(duration / 2)
          .attr('opacity', 0)
          .remove(),
    )
    .attr('class', ({ stack }) => `arch-frame arch-hue-${stack}`);
  joined.transition('move').duration(duration).attr('opacity', 1);
  joined.each(function (frame) {
    const rects = this.querySelectorAll('rect');
    rects.forEach((rect, index) => {
      const behind = MOST_BEHIND - index;
      rect.setAttribute('transform', `translate(0, ${-behind * BEHIND})`);
      rect.classList.toggle('arch-behind', behind > 0);
      rect.setAttribute('opacity', behind < frame.layers.count ? '1' : '0');
    });
  });
  joined
    .selectAll<SVGRectElement, Frame>('rect')
    .data((frame) => Array.from({ length: MOST_BEHIND + 1 }, () => frame))
    .transition('move')
    .duration(duration)
    .call(frameSize);
  joined
    .select<SVGTextElement>('text')
    .text(({ caption }) => caption.text)
    .transition('move')
    .duration(duration)
    .call(captionPlace);
  drawSteps(svg, frames, options, duration);
}

interface Attributes {
  attr(name: string, value: (frame: Frame) => number): unknown;
}

function frameSize(rect: Attributes): void {
  for (const name of ['x', 'y', 'width', 'height'] as const) rect.attr(name, (frame) => frame[name]);
}

function captionPlace(text: Attributes): void {
  text.attr('x', ({ caption }) => caption.x);
  text.attr('y', ({ caption }) => caption.y);
}

interface Step {
  readonly key: string;
  readonly frame: Frame;
  readonly to: number;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly path: string;
  readonly isEnd: boolean;
}

function numberPlace(text: Attributes): void {
  text.attr('x', ({ steps }) => steps?.x ?? 0);
  text.attr('y', ({ steps }) => steps?.y ?? 0);
}

const stepPlace = ({ x, y }: Step): string => `translate(${x}, ${y})`;

/** Buttons to the layer before and after. */
function drawSteps(
  svg: Svg,
  frames: readonly Frame[],
  { labels, onLayer }: ArchitectureOptions,
  duration: number,
): void {
  const group = svg.select<SVGGElement>('.arch-steps');
  const steps = frames.flatMap((frame): Step[] => {
    if (!frame.steps) return [];
    const { back, next } = frame.steps;
    const { shown, count } = frame.layers;
    const step = (key: string, to: number, rect: typeof back, name: string, path: string): Step => ({
      key: `${frame.stack}-${key}`,
      frame,
      to,
      name,
      x: rect.x,
      y: rect.y,
      size: rect.width,
      path,
      isEnd: to < 0 || to >= count,
    });
    return [
      step('back', shown - 1, back, labels.previousLayer(frame.stack), 'M13.5,8L9.5,12L13.5,16'),
      step('next', shown + 1, next, labels.nextLayer(frame.stack), 'M10.5,8L14.5,12L10.5,16'),
    ];
  });
  const joined = group
    .selectAll<SVGGElement, Step>('g')
    .data(steps, ({ key }) => key)
    .join((enter) => {
      const button = enter
        .append('g')
        .attr('role', 'button')
        .attr('tabindex', 0)
        .attr('transform', stepPlace);
      button.append('title');
      button.append('rect').attr('rx', 5);
      button.append('path');
      return button;
    })
    .attr('class', ({ frame }) => `arch-step arch-hue-${frame.stack}`)
    .attr('data-step', ({ key }) => key)
    .attr('aria-label', ({ name }) => name)
    .attr('aria-disabled', ({ isEnd }) => (isEnd ? 'true' : null))
    .on('click', (_, step) => {
      if (!step.isEnd) onLayer?.(step.frame.stack, step.to);
    })
    .on('keydown', (event: KeyboardEvent, step) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      if (!step.isEnd) onLayer?.(step.frame.stack, step.to);
    });
  joined.transition('move').duration(duration).attr('transform', stepPlace);
  joined.select('title').text(({ name }) => name);
  joined
    .select('rect')
    .attr('width', ({ size }) => size)
    .attr('height', ({ size }) => size);
  joined.select('path').attr('d', ({ path }) => path);
  group
    .selectAll<SVGTextElement, Frame>('text')
    .data(
      frames.filter(({ steps: shown }) => shown !== null),
      ({ stack }) => stack,
    )
    .join((enter) => enter.append('text').call(numberPlace))
    .attr('class', ({ stack }) => `arch-layer arch-hue-${stack}`)
    .attr('text-anchor', 'middle')
    .text(({ steps: shown }) => shown?.text ?? '')
    .transition('move')
    .duration(duration)
    .call(numberPlace);
}
