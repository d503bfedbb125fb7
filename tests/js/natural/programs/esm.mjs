import * as d3 from 'd3';
import * as THREE from 'three';
import chalk from 'chalk';
import { nanoid } from 'nanoid';
import got from 'got';
const scene = new THREE.Scene();
scene.add(new THREE.Mesh(new THREE.BoxGeometry(), new THREE.MeshBasicMaterial()));
__keep([d3, d3.scaleLinear().domain([0, 1]), d3.axisLeft(d3.scaleLinear()), d3.forceSimulation([{}]).stop(), d3.zoom(), d3.brush(), scene, THREE, chalk.red('x'), nanoid(), got, got.extend({})]);
