import "./letter.js";
import "./moke-clip.js";
import "./moke-topic.js";
