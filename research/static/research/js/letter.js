import "../../ui/js/moke-editor.js";
import "./moke-letter.js";
