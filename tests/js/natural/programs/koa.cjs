const Koa = require('koa');
const { WebSocketServer } = require('ws');
const app = new Koa();
app.use(async (context, next) => { await next(); context.body = 'x'; });
__keep([app, app.callback(), new WebSocketServer({ noServer: true })]);
