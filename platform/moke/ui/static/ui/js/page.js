// The elements of every page.
import "./drop-menu.js";
import "./file-target.js";
import "./trouble-notice.js";
