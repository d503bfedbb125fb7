const moment = require('moment');
const dayjs = require('dayjs');
__keep([moment, dayjs, moment.duration(5, 'm').humanize(), moment('2020-01-01').add(1, 'd').fromNow(), dayjs().format()]);
