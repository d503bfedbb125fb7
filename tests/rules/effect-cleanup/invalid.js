//# a listener on window (jsx)
import { useEffect } from 'react';
export function Width({ onWidth }) {
  useEffect(() => {
    window.addEventListener('resize', () => onWidth(window.innerWidth));
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'window.addEventListener' acquires
  }, [onWidth]);
  return null;
}

//# an interval (jsx)
import { useEffect } from 'react';
export function Clock({ tick }) {
  useEffect(() => {
    setInterval(tick, 1000);
//  ^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'setInterval' acquires
  }, [tick]);
  return <p>clock</p>;
}

//# a store (tsx)
import { useEffect } from 'react';
export function Count({ store, show }: any) {
  useEffect(() => {
    store.subscribe(() => show());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'store.subscribe' acquires
  }, []);
  return <p>count</p>;
}

//# a cleanup that releases something else (jsx)
import { useEffect } from 'react';
export function Both({ onKey, onWidth }) {
  useEffect(() => {
    const timer = setInterval(onWidth, 1000);
    window.addEventListener('keydown', onKey);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'window.addEventListener' acquires
    return () => clearInterval(timer);
  }, []);
  return null;
}

//# a socket (jsx)
import { useEffect } from 'react';
export function Feed({ url, show }) {
  useEffect(() => {
    const socket = new WebSocket(url);
//                 ^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'new WebSocket' acquires
    socket.onmessage = (event) => show(event.data);
  }, [url]);
  return null;
}

//# an observer (jsx)
import { useLayoutEffect } from 'react';
export function Box({ element, measure }) {
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'new ResizeObserver' acquires
    observer.observe(element);
  }, []);
  return null;
}

//# an emitter (jsx)
import React from 'react';
export function Tick({ bus, show }) {
  React.useEffect(() => {
    bus.on('tick', show);
//  ^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'bus.on' acquires
  }, [bus]);
  return null;
}

//# a vue composable (esm)
import { onMounted } from 'vue';
export function useWidth(show) {
  onMounted(() => {
    window.addEventListener('resize', show);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'window.addEventListener' acquires
  });
}

//# a handle that is kept and not cleared (jsx)
import { useEffect } from 'react';
export function Clock({ tick }) {
  useEffect(() => {
    const timer = setInterval(() => {
//                ^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'setInterval' acquires
      tick();
    }, 1000);
    console.log(timer);
  }, [tick]);
  return null;
}
