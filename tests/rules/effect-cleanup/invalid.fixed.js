//# a listener on window
//= Return a cleanup from the effect
import { useEffect } from 'react';
export function Width({ onWidth }) {
  useEffect(() => {
    const listener = () => onWidth(window.innerWidth);
    window.addEventListener('resize', listener);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'window.addEventListener' acquires
    return () => window.removeEventListener('resize', listener);
  }, [onWidth]);
  return null;
}

//# an interval
//= Return a cleanup from the effect
import { useEffect } from 'react';
export function Clock({ tick }) {
  useEffect(() => {
    const timer = setInterval(tick, 1000);
//  ^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'setInterval' acquires
    return () => clearInterval(timer);
  }, [tick]);
  return <p>clock</p>;
}

//# a store
//= Return a cleanup from the effect
import { useEffect } from 'react';
export function Count({ store, show }: any) {
  useEffect(() => {
    const subscription = store.subscribe(() => show());
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'store.subscribe' acquires
    return () => subscription();
  }, []);
  return <p>count</p>;
}

//# a cleanup that releases something else
//= no fix

//# a socket
//= no fix

//# an observer
//= no fix

//# an emitter
//= Return a cleanup from the effect
import React from 'react';
export function Tick({ bus, show }) {
  React.useEffect(() => {
    bus.on('tick', show);
//  ^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'bus.on' acquires
    return () => bus.off('tick', show);
  }, [bus]);
  return null;
}

//# a vue composable
//= no fix

//# a handle that is kept and not cleared
//= no fix

