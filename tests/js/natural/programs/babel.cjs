const babel = require('@babel/core');
__keep([babel, babel.transformSync('class A { #x = 1; m() { return () => this.#x } }', { configFile: false, babelrc: false }).code]);
