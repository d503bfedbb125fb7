const webpack = require('webpack');
const compiler = webpack({ mode: 'development', entry: __filename, context: __dirname });
__keep([webpack, compiler]);
