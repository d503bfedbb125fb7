let kept = {};
export default () => kept;
__keep(await import('./module.mjs'));
