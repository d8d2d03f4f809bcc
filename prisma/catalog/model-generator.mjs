// A Prisma generator that writes the schema as Prisma understands it (the DMMF) to a JSON file, for the test that
// compares it with the tables: the generated client keeps neither column types nor nullability.
// Protocol: one JSON-RPC request a line on stdin, answers on stderr (prisma/packages/generator-helper).
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

const answer = (id, result) => process.stderr.write(`${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  if (method === 'getManifest') {
    answer(id, { manifest: { prettyName: 'Data model as JSON', defaultOutput: './model.json' } });
  } else if (method === 'generate') {
    const file = params.generator.output.value;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(params.dmmf.datamodel, null, 2)}\n`);
    answer(id, null);
  }
}
