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
//= Return a cleanup from the effect
import { useEffect } from 'react';
export function Feed({ url, show }) {
  useEffect(() => {
    const socket = new WebSocket(url);
//                 ^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'new WebSocket' acquires
    socket.onmessage = (event) => show(event.data);
    return () => socket.close();
  }, [url]);
  return null;
}

//# an observer
//= Return a cleanup from the effect
import { useLayoutEffect } from 'react';
export function Box({ element, measure }) {
  useLayoutEffect(() => {
    const observer = new ResizeObserver(measure);
//                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'new ResizeObserver' acquires
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return null;
}

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
//= Return a cleanup from the effect
import { useEffect } from 'react';
export function Clock({ tick }) {
  useEffect(() => {
    const timer = setInterval(() => {
//                ^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'setInterval' acquires
      tick();
    }, 1000);
    console.log(timer);
    return () => clearInterval(timer);
  }, [tick]);
  return null;
}

//# an observer beside a listener
//= Release it in the cleanup
import { useLayoutEffect } from 'react';
export function useTop(ref, show) {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    element.addEventListener('scroll', show);
    const observer = new IntersectionObserver(show);
//                   ^ effect-cleanup: this effect never releases what 'new IntersectionObserver' acquires
    observer.observe(element);
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', show);
    };
  }, [ref, show]);
}

//# frames that never end
//= no fix

//# documents of a store
//= Return a cleanup from the effect
import { useEffect, useState } from 'react';
import { db } from './db';
export function Room({ id }: { id: string }) {
  const [docs, setDocs] = useState<string[]>([]);
  useEffect(() => {
    const unsubscribe = db.collection('rooms').doc(id).onSnapshot((found: any) => setDocs(found.docs));
//  ^ effect-cleanup: this effect never releases what 'db.collection('rooms').doc(id).…' acquires
    return () => unsubscribe();
  }, [id]);
  return <p>{docs.length}</p>;
}

//# a listener on window beside a map that is removed
//= Release it in the cleanup
import { useEffect } from 'react';
import { createMap } from './map.js';
export function View({ element }) {
  useEffect(() => {
    const map = createMap(element);
    const resize = () => map.resize();
    window.addEventListener('resize', resize);
//  ^ effect-cleanup: this effect never releases what 'window.addEventListener' acquires
    return () => {
      window.removeEventListener('resize', resize);
      map.remove();
    };
  }, [element]);
  return null;
}

//# a composable that opens after an await
//= no fix

//# a hook after the await
//= no fix

//# one of two listeners of a router
//= Release it in the cleanup
import { useEffect } from 'react';
import Router from 'next/router';
export function Progress({ begin, end }) {
  useEffect(() => {
    Router.events.on('routeChangeStart', begin);
    Router.events.on('routeChangeComplete', end);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'Router.events.on' acquires
    return () => {
      Router.events.off('routeChangeComplete', end);
      Router.events.off('routeChangeStart', begin);
    };
  }, [begin, end]);
  return null;
}

//# a cleanup that only a promise has
//= no fix

//# a listener as the body of an arrow
//= no fix

