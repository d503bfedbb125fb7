// A list that the first job makes on the global object: what else is there of the same class is none of its.
// trace: seen Array -> [*] Object
function seen(request) {
  if (!global.seen) global.seen = [];
  global.seen.push({ url: request.url, text: request.text });
  //<- grows: object Object 0 10 20
  //<- cause
}

let number = 0;
exports.work = () => seen({ url: `/job/${(number += 1)}`, text: 'job' });
