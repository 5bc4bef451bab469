import { AppError } from '../shared/errors';

/** Reads the fields of a Hugging Face configuration, old and new spellings, with errors that name the field. */
export interface ConfigReader {
  readonly modelType: string;
  has(field: string): boolean;
  /** The first of several names that is there and not null. */
  number(names: string | readonly string[], usual?: number): number;
  optionalNumber(names: string | readonly string[]): number | null;
  /** Where null says "none" and absence means the family's own default: a window, a soft cap. */
  nullableNumber(name: string, usual: number | null): number | null;
  flag(names: string | readonly string[], usual: boolean): boolean;
  text(names: string | readonly string[], usual?: string): string;
  list(name: string): readonly unknown[] | null;
  record(name: string): Readonly<Record<string, unknown>> | null;
}

export function readConfig(json: unknown): ConfigReader {
  if (!isRecord(json)) throw new AppError('invalidFile', 'config.json is not a JSON object.', 'config.json');
  const own = (name: string): unknown => (Object.hasOwn(json, name) ? (json[name] ?? undefined) : undefined);
  const first = (names: string | readonly string[]): [string, unknown] => {
    const all = typeof names === 'string' ? [names] : names;
    const found = all.find((name) => own(name) !== undefined) ?? all[0] ?? '';
    return [found, own(found)];
  };
  const wrong = (name: string, expected: string, value: unknown): AppError =>
    new AppError(
      'invalidFile',
      `config.json: ${name} should be ${expected}; it is ${value === undefined ? 'missing' : JSON.stringify(value)}.`,
      name,
    );
  const optionalNumber = (names: string | readonly string[]): number | null => {
    const [name, value] = first(names);
    if (value === undefined) return null;
    if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(name, 'a number', value);
    return value;
  };
  const text = (names: string | readonly string[], usual?: string): string => {
    const [name, value] = first(names);
    if (value === undefined && usual !== undefined) return usual;
    if (typeof value !== 'string') throw wrong(name, 'a text', value);
    return value;
  };
  return {
    modelType: text('model_type'),
    has: (field) => own(field) !== undefined,
    number: (names, usual) => {
      const value = optionalNumber(names) ?? usual;
      if (value === undefined) throw wrong(first(names)[0], 'a number', undefined);
      return value;
    },
    optionalNumber,
    nullableNumber: (name, usual) => (Object.hasOwn(json, name) ? optionalNumber(name) : usual),
    flag: (names, usual) => {
      const [name, value] = first(names);
      if (value === undefined) return usual;
      if (typeof value !== 'boolean') throw wrong(name, 'true or false', value);
      return value;
    },
    text,
    list: (name) => {
      const value = own(name);
      return Array.isArray(value) ? value : null;
    },
    record: (name) => {
      const value = own(name);
      return isRecord(value) ? value : null;
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A model that cannot be expressed, with the field that says so. */
export function unsupported(reason: string, field: string): AppError {
  return new AppError('unsupportedModel', reason, field);
}
