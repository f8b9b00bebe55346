import "./moke-composer.js";
import "./moke-enclosures.js";
import "./moke-room.js";
import "./moke-sketch.js";
