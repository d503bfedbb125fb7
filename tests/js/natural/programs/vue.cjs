const { reactive, computed, watch, createSSRApp, h } = require('vue');
const { renderToString } = require('vue/server-renderer');
const state = reactive({ count: 1 });
const double = computed(() => state.count * 2);
const stop = watch(() => state.count, () => double.value);
state.count++;
__keep([state, double.value, double, stop, renderToString(createSSRApp({ render: () => h('p', double.value) }))]);
