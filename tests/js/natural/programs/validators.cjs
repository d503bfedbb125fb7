const Ajv = require('ajv');
const { z } = require('zod');
const ajv = new Ajv();
const schema = z.object({ a: z.string().min(1).optional(), b: z.array(z.number()).transform((x) => x.length) });
__keep([ajv.compile({ type: 'object', properties: { a: { type: 'number' } } }), ajv, schema, schema.safeParse({ b: [1] }), z]);
