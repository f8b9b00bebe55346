import "./moke-composer.js";
import "./moke-room.js";
import "./moke-sketch.js";
