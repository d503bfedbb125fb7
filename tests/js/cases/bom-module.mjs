export const z = __keep(() => 1);
let after;
__keep(() => after);
