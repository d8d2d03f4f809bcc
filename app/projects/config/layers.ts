import type { Origin, ProjectFile } from '../../contract';

/** One of the project's files, with what `manysite config` calls it. */
export interface Layer {
  readonly origin: Extract<Origin, 'manysite.json' | 'manysite.local.json'>;
  readonly file: string;
  readonly value: ProjectFile;
  /** The line of a value, from 1. */
  readonly lineOf: (path: readonly string[]) => number;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mergeValues = (base: Readonly<Record<string, unknown>>, over: Readonly<Record<string, unknown>>) => {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = base[key];
    merged[key] = isRecord(below) && isRecord(value) ? mergeValues(below, value) : value;
  }
  return merged;
};

/** Later layers win: objects are merged key by key, lists are replaced as a whole. */
export const mergeLayers = (layers: readonly Layer[]): Record<string, unknown> =>
  layers.reduce<Record<string, unknown>>((merged, layer) => mergeValues(merged, layer.value), {});

/** A value as it stands in a file, by its dotted key; objects are taken apart. */
export interface LayerValue {
  readonly path: readonly string[];
  readonly value: Json;
  readonly layer: Layer;
}

const leaves = (layer: Layer, value: unknown, path: readonly string[]): LayerValue[] => {
  if (isRecord(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([key, below]) => leaves(layer, below, [...path, key]));
  }
  // The files are parsed JSON, so what is not an object is JSON too.
  return value === undefined || path.length === 0 ? [] : [{ path, value: value as Json, layer }];
};

/** Every value that a file gives, the weaker file first. */
export const valuesOf = (layers: readonly Layer[]): LayerValue[] =>
  layers.flatMap((layer) => leaves(layer, layer.value, []));
