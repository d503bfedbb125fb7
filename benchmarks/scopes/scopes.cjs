'use strict';
// scopes.cjs FILE: parse with espree and analyse with eslint-scope; prints seconds and scopes as JSON.
const fs = require('fs');
const espree = require('espree');
const { analyze } = require('eslint-scope');

const text = fs.readFileSync(process.argv[2], 'utf8');
const start = process.hrtime.bigint();
const tree = espree.parse(text, { ecmaVersion: 2024, range: true });
const scopes = analyze(tree, { ecmaVersion: 2024, sourceType: 'commonjs', nodejsScope: true }).scopes.length;
console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - start) / 1e9, scopes }));
