const _ = require('lodash');
const memo = _.memoize((x) => x * 2);
__keep([_, memo(2), memo, _.debounce(memo, 10), _.curry((a, b) => a + b)(1), _.chain([1, 2]).map(memo), _.partial(memo, 1)]);
