const React = require('react');
const server = require('react-dom/server');
const client = require('react-dom');
const Counter = ({ start }) => {
  const [count, setCount] = React.useState(start);
  React.useEffect(() => setCount(count + 1), [count]);
  return React.createElement('button', { onClick: () => setCount(0) }, count);
};
__keep([React, server, client, server.renderToString(React.createElement(Counter, { start: 1 }))]);
