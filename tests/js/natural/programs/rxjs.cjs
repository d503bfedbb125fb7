const { of, interval, Subject, operators } = require('rxjs');
const { map, mergeMap, shareReplay, take } = require('rxjs/operators');
const subject = new Subject();
const values = of(1, 2, 3).pipe(map((x) => x + 1), mergeMap((x) => of(x)), shareReplay(1), take(2));
__keep([subject, values, values.subscribe(() => {}), subject.subscribe(() => {}), interval(1e6).subscribe(() => {})]);
setTimeout(() => process.exit(0), 60000).unref();
