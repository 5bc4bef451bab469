/** Persons' names, the same in both languages. */
export const names: readonly string[] = (
  'Anna Peter Maria Thomas Julia Paul Laura Martin Sarah Daniel Lisa Michael Sofia David Emma Felix ' +
  'Clara Simon Nina Lukas Eva Oliver Marie Jonas Helena Robert'
).split(' ');

export interface Place {
  readonly english: string;
  readonly german: string;
}

const pairs = `Berlin Berlin, Hamburg Hamburg, London London, Paris Paris, Rome Rom, Vienna Wien, Munich München, Cologne Köln,
  Zurich Zürich, Prague Prag, Warsaw Warschau, Venice Venedig, Lisbon Lissabon, Athens Athen, Germany Deutschland,
  France Frankreich, Italy Italien, Spain Spanien, Greece Griechenland, Norway Norwegen`;

/** Cities and countries without an article. */
export const places: readonly Place[] = pairs.split(',').map((pair) => {
  const [english = '', german = ''] = pair.trim().split(' ');
  return { english, german };
});
