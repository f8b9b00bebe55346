// The elements of every page.
import "./drop-menu.js";
import "./file-target.js";
import "./late-picture.js";
import "./trouble-notice.js";
