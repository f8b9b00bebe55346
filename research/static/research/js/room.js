import "./moke-composer.js";
import "./moke-room.js";
