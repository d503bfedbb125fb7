const Promise = require('bluebird');
const async = require('async');
__keep([Promise, Promise.resolve(1).then((x) => x + 1).delay(1), Promise.map([1, 2], (x) => x), Promise.promisify(async.nextTick)]);
__keep(async.queue((task, done) => done(), 2));
async.parallel([(done) => done(null, 1)], (error, all) => __keep(all));
