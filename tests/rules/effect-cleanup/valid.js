//# a cleanup (jsx)
import { useEffect } from 'react';
export function Width({ onWidth }) {
  useEffect(() => {
    window.addEventListener('resize', onWidth);
    return () => window.removeEventListener('resize', onWidth);
  }, [onWidth]);
  return null;
}

//# a cleared interval (jsx)
import { useEffect } from 'react';
export function Clock({ tick }) {
  useEffect(() => {
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [tick]);
  return null;
}

//# what subscribe returns (jsx)
import { useEffect } from 'react';
export function Count({ store, show }) {
  useEffect(() => store.subscribe(show), [store, show]);
  return null;
}

//# returned in a block (jsx)
import { useEffect } from 'react';
export function Count({ store, show }) {
  useEffect(() => {
    return store.subscribe(show);
  }, [store, show]);
  return null;
}

//# kept and called (jsx)
import { useEffect } from 'react';
export function Count({ store, show }) {
  useEffect(() => {
    const unsubscribe = store.subscribe(show);
    return () => {
      unsubscribe();
    };
  }, [store, show]);
  return null;
}

//# returned by name (jsx)
import { useEffect } from 'react';
export function Count({ store, show }) {
  useEffect(() => {
    const unsubscribe = store.subscribe(show);
    return unsubscribe;
  }, [store, show]);
  return null;
}

//# a cleanup function by name (jsx)
import { useEffect } from 'react';
export function Width({ onWidth }) {
  useEffect(() => {
    window.addEventListener('resize', onWidth);
    function cleanup() {
      window.removeEventListener('resize', onWidth);
    }
    return cleanup;
  }, [onWidth]);
  return null;
}

//# an abort signal (jsx)
import { useEffect } from 'react';
export function Width({ onWidth }) {
  useEffect(() => {
    const controller = new AbortController();
    window.addEventListener('resize', onWidth, { signal: controller.signal });
    return () => controller.abort();
  }, [onWidth]);
  return null;
}

//# once (jsx)
import { useEffect } from 'react';
export function Loaded({ show }) {
  useEffect(() => {
    window.addEventListener('load', show, { once: true });
  }, [show]);
  return null;
}

//# nothing acquired (jsx)
import { useEffect } from 'react';
export function Title({ title }) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return null;
}

//# an element made by the effect (jsx)
import { useEffect } from 'react';
export function Script({ url, show }) {
  useEffect(() => {
    const script = document.createElement('script');
    script.addEventListener('load', show);
    script.src = url;
  }, [url]);
  return null;
}

//# a vue composable with both hooks (esm)
import { onMounted, onUnmounted } from 'vue';
export function useWidth(show) {
  onMounted(() => {
    window.addEventListener('resize', show);
  });
  onUnmounted(() => {
    window.removeEventListener('resize', show);
  });
}

//# a remove function of a subscription (tsx)
import { useEffect } from 'react';
export function Back({ handler, BackHandler }: any) {
  useEffect(() => {
    const subscription = BackHandler.addEventListener('back', handler);
    return () => subscription.remove();
  }, [handler]);
  return null;
}

//# frames that end (jsx)
import { useEffect } from 'react';
export function Stars({ paint }) {
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      paint();
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, [paint]);
  return null;
}

//# both released (jsx)
import { useLayoutEffect } from 'react';
export function useTop(ref, show) {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    element.addEventListener('scroll', show);
    const observer = new IntersectionObserver(show);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', show);
      observer.disconnect();
    };
  }, [ref, show]);
}

//# documents of a store, returned (jsx)
import { useEffect } from 'react';
import { db } from './db.js';
export function useRoom(id, show) {
  useEffect(() => db.doc(id).onSnapshot(show), [id, show]);
}

//# a composable that opens and registers its end before the await (ts)
import { onUnmounted, ref } from 'vue';
export async function useLive(url: string) {
  const data = ref(null);
  let socket: WebSocket | undefined;
  onUnmounted(() => socket?.close());
  data.value = await (await fetch(url)).json();
  socket = new WebSocket(url);
  return data;
}

//# a composable whose user gets what was opened (ts)
export async function useSocket(url: string) {
  const answer = await fetch(url);
  const socket = new WebSocket(await answer.text());
  return { socket };
}

//# both listeners of a router (jsx)
import { useEffect } from 'react';
import Router from 'next/router';
export function Progress({ begin, end }) {
  useEffect(() => {
    Router.events.on('routeChangeStart', begin);
    Router.events.on('routeChangeComplete', end);
    return () => {
      Router.events.off('routeChangeStart', begin);
      Router.events.off('routeChangeComplete', end);
    };
  }, [begin, end]);
  return null;
}

//# a cleanup beside a promise (esm)
import { onMount } from 'svelte';
export function track(bus, update) {
  onMount(() => {
    const off = bus.on('change', update);
    return off;
  });
}

//# a listener as the body of an arrow, with a hook (esm)
import { onMounted, onUnmounted } from 'vue';
export function useScroll(scrolled) {
  onMounted(() => window.addEventListener('scroll', scrolled));
  onUnmounted(() => window.removeEventListener('scroll', scrolled));
}
