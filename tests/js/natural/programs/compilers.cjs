const acorn = require('acorn');
const terser = require('terser');
const uglify = require('uglify-js');
const esprima = require('esprima');
__keep([acorn.parse('a => b', { ecmaVersion: 2022 }), acorn, terser.minify('var a = () => 1'), uglify.minify('var a = function () {}'), esprima.parseScript('x'), terser, uglify, esprima]);
