const { Linter } = require('eslint');
const linter = new Linter();
__keep([linter, linter.verify('var a = 1; with (a) {}', [{ rules: { 'no-unused-vars': 2, 'prefer-const': 1 } }])]);
