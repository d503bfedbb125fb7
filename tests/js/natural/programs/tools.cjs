const { Command } = require('commander');
const yargs = require('yargs/yargs');
const semver = require('semver');
const underscore = require('underscore');
const R = require('ramda');
const Immutable = require('immutable');
const axios = require('axios');
__keep([new Command().option('-a').action(() => {}), yargs(['--a']).option('a', {}).argv, semver.satisfies('1.2.3', '^1'), underscore.throttle(() => {}, 5), R.pipe(R.add(1), R.curry((a, b) => a)), Immutable.Map({ a: 1 }).set('b', 2).toSeq().map((x) => x), axios.create({}), axios]);
