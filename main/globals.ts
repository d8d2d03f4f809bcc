import { Blob } from 'node:buffer';
import { webcrypto } from 'node:crypto';
import { ReadableStream, TransformStream, WritableStream } from 'node:stream/web';
import { deserialize, serialize } from 'node:v8';

/** What oRPC's client takes for granted and the oldest runtime that we run on (Node 16) has without naming it. */
const wanted: Readonly<Record<string, unknown>> = {
  Blob,
  // Only to tell that a value is none: calls carry plain values.
  File: class File extends Blob {},
  FormData: class FormData {},
  crypto: webcrypto,
  ReadableStream,
  TransformStream,
  WritableStream,
  structuredClone: (value: unknown) => deserialize(serialize(value)),
};

for (const [name, value] of Object.entries(wanted)) {
  if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true });
}
