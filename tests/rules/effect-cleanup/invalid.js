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

//# an observer beside a listener (jsx)
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
      element.removeEventListener('scroll', show);
    };
  }, [ref, show]);
}

//# frames that never end (jsx)
import { useEffect } from 'react';
export function Stars({ paint }) {
  useEffect(() => {
    const draw = () => {
      paint();
      requestAnimationFrame(draw);
//    ^ effect-cleanup: this effect never ends the frames that 'requestAnimationFrame' asks for
    };
    draw();
  }, [paint]);
  return null;
}

//# documents of a store (tsx)
import { useEffect, useState } from 'react';
import { db } from './db';
export function Room({ id }: { id: string }) {
  const [docs, setDocs] = useState<string[]>([]);
  useEffect(() => {
    db.collection('rooms').doc(id).onSnapshot((found: any) => setDocs(found.docs));
//  ^ effect-cleanup: this effect never releases what 'db.collection('rooms').doc(id).…' acquires
  }, [id]);
  return <p>{docs.length}</p>;
}

//# a listener on window beside a map that is removed (jsx)
import { useEffect } from 'react';
import { createMap } from './map.js';
export function View({ element }) {
  useEffect(() => {
    const map = createMap(element);
    const resize = () => map.resize();
    window.addEventListener('resize', resize);
//  ^ effect-cleanup: this effect never releases what 'window.addEventListener' acquires
    return () => {
      map.remove();
    };
  }, [element]);
  return null;
}

//# a composable that opens after an await (ts)
import { ref } from 'vue';
export async function useLive(url: string) {
  const data = ref(null);
  const response = await fetch(url);
  data.value = await response.json();
  const socket = new WebSocket(url);
//               ^^^^^^^^^^^^^^^^^^ effect-cleanup: 'new WebSocket' comes after an await, where no hook of unmounting
  socket.onmessage = (event) => {
    data.value = JSON.parse(event.data);
  };
  return data;
}

//# a hook after the await (ts)
import { onUnmounted, ref } from 'vue';
export async function useWidth(load: () => Promise<number>) {
  const width = ref(await load());
  const measure = () => (width.value = window.innerWidth);
  window.addEventListener('resize', measure);
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: comes after an await, where no hook of unmounting
  onUnmounted(() => window.removeEventListener('resize', measure));
  return width;
}

//# one of two listeners of a router (jsx)
import { useEffect } from 'react';
import Router from 'next/router';
export function Progress({ begin, end }) {
  useEffect(() => {
    Router.events.on('routeChangeStart', begin);
    Router.events.on('routeChangeComplete', end);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'Router.events.on' acquires
    return () => {
      Router.events.off('routeChangeStart', begin);
    };
  }, [begin, end]);
  return null;
}

//# a cleanup that only a promise has (esm)
import { onMount } from 'svelte';
export function track(bus, load) {
  onMount(async () => {
    const update = await load();
    const off = bus.on('change', update);
//              ^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'bus.on' acquires
    return off;
  });
}

//# a listener as the body of an arrow (esm)
import { onMounted } from 'vue';
export function useScroll(scrolled) {
  onMounted(() => window.addEventListener('scroll', scrolled));
//                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ effect-cleanup: this effect never releases what 'window.addEventListener' acquires
}
