// Each figure alone, with what was recorded, as another page would use it: no React, no model.
import { choosePalette } from '../../src/figures/shared/color';
import { csvOf } from '../../src/figures/shared/exportCsv';
import { framePicture, lookOf } from '../../src/figures/shared/exportPicture';
import { drawElements } from '../../src/figures/shared/exportSvg';
import { paletteNames } from '../../src/shared/palettes';
import '../../src/ui/styles/tokens.css';
import '../../src/ui/styles/base.css';
import { mountRecorded, type Shown } from './mount';
import './page.css';
import { decodeRecorded } from './recorded';

const files = import.meta.glob<string>('./recorded/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const recordings = Object.values(files).map(decodeRecorded);

function part<E extends Element>(selector: string, type: new () => E): E {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the page has no ${selector}`);
  return found;
}

let shown: Shown | null = null;

function show(): void {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const recorded = recordings.find(({ name }) => name === wanted) ?? recordings[0];
  if (!recorded) return;
  shown?.destroy();
  shown = mountRecorded(part('#figure', HTMLElement), recorded);
  part('h1', HTMLElement).textContent = recorded.name;
  part('#about', HTMLElement).textContent =
    `src/figures/${recorded.figure}, recorded from ${recorded.model}: ${recorded.text}`;
  for (const link of document.querySelectorAll('nav a')) {
    if (link.getAttribute('href') === `#${recorded.name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

for (const { name } of recordings) {
  const link = document.createElement('a');
  link.href = `#${name}`;
  link.textContent = name;
  part('nav', HTMLElement).append(link);
}

function choice(label: string, values: readonly string[], choose: (value: string) => void): void {
  const field = document.createElement('label');
  const select = document.createElement('select');
  select.append(...values.map((value) => new Option(value)));
  select.addEventListener('change', () => choose(select.value));
  field.append(`${label} `, select);
  part('#tools', HTMLElement).append(field);
}

function button(label: string, press: () => void): void {
  const made = document.createElement('button');
  made.textContent = label;
  made.addEventListener('click', press);
  part('#tools', HTMLElement).append(made);
}

function save(text: string, type: string, extension: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `${part('h1', HTMLElement).textContent}.${extension}`;
  link.click();
}

choice('Theme', ['light', 'dark'], (theme) => {
  document.documentElement.dataset['theme'] = theme;
});
choice('Palette', paletteNames, (value) => {
  const name = paletteNames.find((one) => one === value);
  if (name) choosePalette(name);
});
button('Save as SVG', () => {
  const element = part('#figure > *', HTMLElement);
  const drawing = drawElements([element]);
  let step = drawing.next();
  while (!step.done) step = drawing.next();
  const caption = part('#about', HTMLElement).textContent;
  const title = part('h1', HTMLElement).textContent;
  const { svg } = framePicture(step.value, { title, caption, link: '', ...lookOf(element) });
  save(svg, 'image/svg+xml', 'svg');
});
button('Save as CSV', () => {
  if (shown) save([...csvOf([shown.table()])].join(''), 'text/csv', 'csv');
});

window.addEventListener('hashchange', show);
show();
